#include "kind.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const Kind unknown = {KIND_UNKNOWN, "an unknown file"};

/* A file begins with the bytes of start, in which a * stands for any byte. */
static const struct {
    Kind kind;
    size_t length;
    const char *start;
} known[] = {
    {{KIND_PICTURE, "a PNG picture"}, 8, "\x89PNG\r\n\x1a\n"},
    {{KIND_PICTURE, "a JPEG picture"}, 3, "\xff\xd8\xff"},
    {{KIND_OTHER, "a GIF picture"}, 4, "GIF8"},
    {{KIND_OTHER, "a BMP picture"}, 10, "BM****\0\0\0\0"},
    {{KIND_OTHER, "a WebP picture"}, 12, "RIFF****WEBP"},
    {{KIND_OTHER, "a HEIC picture"}, 11, "****ftyphei"},
    {{KIND_OTHER, "a HEIC picture"}, 11, "****ftypmif"},
    {{KIND_OTHER, "an AVIF picture"}, 11, "****ftypavi"},
    {{KIND_OTHER, "a video"}, 8, "****ftyp"},
    {{KIND_OTHER, "a TIFF picture"}, 4, "II*\0"},
    {{KIND_OTHER, "a TIFF picture"}, 4, "MM\0*"},
    {{KIND_OTHER, "a PGM picture"}, 3, "P2\n"},
    {{KIND_OTHER, "a PPM picture"}, 3, "P3\n"},
    {{KIND_OTHER, "a PGM picture"}, 3, "P5\n"},
    {{KIND_OTHER, "a PPM picture"}, 3, "P6\n"},
    {{KIND_OTHER, "a JPEG XL picture"}, 12, "\0\0\0\x0cJXL \r\n\x87\n"},
    {{KIND_OTHER, "an SVG picture"}, 4, "<svg"},
    {{KIND_OTHER, "a PDF file"}, 5, "%PDF-"},
    {{KIND_OTHER, "a web page"}, 9, "<!DOCTYPE"},
    {{KIND_OTHER, "a web page"}, 9, "<!doctype"},
    {{KIND_OTHER, "a web page"}, 5, "<html"},
    {{KIND_GZIP, "a gzip file"}, 2, "\x1f\x8b"},
    {{KIND_OTHER, "a bzip2 file"}, 3, "BZh"},
    {{KIND_OTHER, "an xz file"}, 6, "\xfd\x37zXZ"},
    {{KIND_OTHER, "a Zstandard file"}, 4, "\x28\xb5\x2f\xfd"},
    {{KIND_OTHER, "a 7z archive"}, 6, "7z\xbc\xaf\x27\x1c"},
    {{KIND_OTHER, "a RAR archive"}, 4, "Rar!"},
    {{KIND_OTHER, "a NumPy file (.npy)"}, 6, "\x93NUMPY"},
    {{KIND_OTHER, "a PyTorch file (.pt)"}, 4, "\x80\x02\x8a\x0a"},
    {{KIND_OTHER, "a Python pickle"}, 2, "\x80\x02"},
    {{KIND_OTHER, "a Python pickle"}, 2, "\x80\x03"},
    {{KIND_OTHER, "a Python pickle"}, 2, "\x80\x04"},
    {{KIND_OTHER, "a Python pickle"}, 2, "\x80\x05"},
    {{KIND_OTHER, "an HDF5 file, as Keras writes"}, 4, "\x89HDF"},
    {{KIND_OTHER, "a GGUF model"}, 4, "GGUF"},
    {{KIND_OTHER, "a TensorFlow Lite model"}, 8, "****TFL3"},
    {{KIND_OTHER, "a program"},
     4,
     "\x7f"
     "ELF"},
    {{KIND_IDX, "an IDX file"}, 3, "\0\0\x08"},
    {{KIND_IDX, "an IDX file"}, 3, "\0\0\x09"},
    {{KIND_IDX, "an IDX file"}, 3, "\0\0\x0b"},
    {{KIND_IDX, "an IDX file"}, 3, "\0\0\x0c"},
    {{KIND_IDX, "an IDX file"}, 3, "\0\0\x0d"},
    {{KIND_IDX, "an IDX file"}, 3, "\0\0\x0e"},
    {{KIND_MODEL, "a safetensors file"}, 9, "****\0\0\0\0{"},
};

static bool begins_with(const unsigned char *bytes, size_t size,
                        const char *start, size_t length)
{
    size_t same = 0;
    while (same < length && same < size &&
           (start[same] == '*' || bytes[same] == (unsigned char)start[same])) {
        same++;
    }
    return same == length;
}

/* An archive, by the name of the first file in it. */
static Kind kind_of_zip(const unsigned char *bytes, size_t size)
{
    char name[KIND_BYTES + 1] = "";
    if (size > 30) { /* before it come 30 bytes, the length at 26 */
        size_t length = (size_t)bytes[26] | (size_t)bytes[27] << 8;
        length = length < size - 30 ? length : size - 30;
        memcpy(name, bytes + 30, length);
    }
    return (Kind){KIND_OTHER,
                  strstr(name, ".pkl") != NULL   ? "a PyTorch file (.pt)"
                  : strstr(name, ".npy") != NULL ? "a NumPy archive (.npz)"
                                                 : "a zip archive"};
}

/* Text has no control characters but white space. */
static bool is_text(const unsigned char *bytes, size_t size)
{
    size_t i = 0;
    while (i < size && ((bytes[i] >= ' ' && bytes[i] != 127) ||
                        (bytes[i] >= '\t' && bytes[i] <= '\r'))) {
        i++;
    }
    return i == size;
}

Kind kind_of_bytes(const unsigned char *bytes, size_t size)
{
    size = size < KIND_BYTES ? size : KIND_BYTES;
    if (size == 0) {
        return (Kind){KIND_OTHER, "an empty file"};
    }
    if (begins_with(bytes, size, "PK\3\4", 4)) {
        return kind_of_zip(bytes, size);
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (begins_with(bytes, size, known[i].start, known[i].length)) {
            return known[i].kind;
        }
    }
    if (size > 262 && begins_with(bytes + 257, size - 257, "ustar", 5)) {
        return (Kind){KIND_OTHER, "a tar archive"};
    }
    return is_text(bytes, size) ? (Kind){KIND_OTHER, "text"} : unknown;
}

Kind kind_of_file(const char *path)
{
    unsigned char bytes[KIND_BYTES];
    struct stat status;
    bool there = stat(path, &status) == 0;
    if (there && S_ISDIR(status.st_mode)) {
        return (Kind){KIND_FOLDER, "a folder"};
    }
    /* What is read of a pipe is gone. */
    FILE *file = there && S_ISREG(status.st_mode) ? fopen(path, "rb") : NULL;
    if (file == NULL) {
        return unknown;
    }
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return kind_of_bytes(bytes, size);
}
