#define _POSIX_C_SOURCE 200809L

#include "safetensors.h"

#include "new_file.h"

#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "numbers are written as they lie in memory");

static const char notes_name[] = "__metadata__";

static const struct {
    const char *name;
    size_t bytes;
} types[] = {{"F64", 8}, {"I64", 8}, {"U64", 8},     {"F32", 4},
             {"I32", 4}, {"U32", 4}, {"F16", 2},     {"BF16", 2},
             {"I16", 2}, {"U16", 2}, {"F8_E5M2", 1}, {"F8_E4M3", 1},
             {"I8", 1},  {"U8", 1},  {"BOOL", 1}};

/* Of one number of that type; 0 if it is not known. */
static size_t type_bytes(const char *type)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(types[i].name, type) == 0) {
            return types[i].bytes;
        }
    }
    return 0;
}

/* Bytes of a tensor; false if its type is not known or they are too many. */
static bool count_bytes(const Tensor *tensor, size_t *bytes)
{
    *bytes = type_bytes(tensor->type);
    bool good = *bytes > 0;
    for (size_t i = 0; i < tensor->dimensions; i++) {
        good = good && !__builtin_mul_overflow(*bytes, tensor->shape[i], bytes);
    }
    return good;
}

size_t tensor_bytes(const Tensor *tensor)
{
    size_t bytes;
    return count_bytes(tensor, &bytes) ? bytes : 0;
}

/* ---- Writing ---- */

/* Can it be written, and read again? Its bytes are added to *all. */
static bool check_tensor(const char *path, const Tensor *tensor, size_t *all,
                         Error *error)
{
    size_t bytes;
    if (type_bytes(tensor->type) == 0) {
        return error_set(error,
                         "%s: %s: expected a type such as F32, found \"%s\"",
                         path, tensor->name, tensor->type);
    }
    if (tensor->dimensions > TENSOR_DIMENSIONS) {
        return error_set(error,
                         "%s: %s: expected at most %d dimensions, "
                         "found %zu",
                         path, tensor->name, TENSOR_DIMENSIONS,
                         tensor->dimensions);
    }
    return (count_bytes(tensor, &bytes) &&
            !__builtin_add_overflow(*all, bytes, all) &&
            *all <= SAFETENSORS_LIMIT) ||
           error_set(error,
                     "%s: %s: expected at most %d bytes of tensors, found more",
                     path, tensor->name, SAFETENSORS_LIMIT);
}

/* Adds an entry to the header; *offset becomes the end of its data. */
static bool add_entry(json_t *header, const Tensor *tensor, size_t *offset)
{
    if (json_object_get(header, tensor->name) != NULL) {
        return false;
    }
    json_t *shape = json_array();
    for (size_t i = 0; i < tensor->dimensions; i++) {
        json_int_t size = (json_int_t)tensor->shape[i];
        json_array_append_new(shape, json_integer(size));
    }
    size_t begin = *offset;
    *offset += tensor_bytes(tensor);
    json_t *entry =
        json_pack("{s:s, s:o, s:[I,I]}", "dtype", tensor->type, "shape", shape,
                  "data_offsets", (json_int_t)begin, (json_int_t)*offset);
    return json_object_set_new(header, tensor->name, entry) == 0;
}

static bool add_notes(json_t *header, const Note *notes, size_t count)
{
    json_t *object = json_object();
    bool good = json_object_set_new(header, notes_name, object) == 0;
    for (size_t i = 0; i < count; i++) {
        good = good && json_object_get(object, notes[i].name) == NULL &&
               json_object_set_new(object, notes[i].name,
                                   json_string(notes[i].text)) == 0;
    }
    return good;
}

/* The header's text, filled up to a multiple of 8 bytes. NULL and an error if
   it cannot be made. */
static char *make_header(const char *path, const Tensor *tensors, size_t count,
                         const Note *notes, size_t note_count, Error *error)
{
    json_t *header = json_object();
    size_t offset = 0;
    bool good = add_notes(header, notes, note_count) ||
                error_set(error,
                          "%s: expected notes that are UTF-8 and whose names "
                          "differ",
                          path);
    for (size_t i = 0; good && i < count; i++) {
        good = add_entry(header, &tensors[i], &offset) ||
               error_set(error,
                         "%s: expected names of tensors that are UTF-8 and "
                         "differ, found \"%s\"",
                         path, tensors[i].name);
    }
    char *text = good ? json_dumps(header, JSON_COMPACT) : NULL;
    json_decref(header);
    if (text == NULL) {
        return NULL;
    }
    size_t length = strlen(text);
    if (length > SAFETENSORS_HEADER - 7) {
        free(text);
        error_set(error,
                  "%s: expected names and notes of at most %d bytes, found %zu",
                  path, SAFETENSORS_HEADER, length);
        return NULL;
    }
    char *padded = realloc(text, length + 8);
    if (padded == NULL) {
        free(text);
        error_set(error, "%s: no memory", path);
        return NULL;
    }
    memset(padded + length, ' ', 7);
    padded[(length + 7) / 8 * 8] = '\0';
    return padded;
}

static bool write_file(const char *path, const char *header,
                       const Tensor *tensors, size_t count, Error *error)
{
    NewFile file;
    if (!new_file_begin(&file, path, error)) {
        return false;
    }
    uint64_t length = strlen(header);
    fwrite(&length, sizeof length, 1, file.stream);
    fwrite(header, 1, length, file.stream);
    for (size_t i = 0; i < count; i++) {
        fwrite(tensors[i].data, 1, tensor_bytes(&tensors[i]), file.stream);
    }
    return new_file_end(&file, error);
}

bool safetensors_save(const char *path, const Tensor *tensors, size_t count,
                      const Note *notes, size_t note_count, Error *error)
{
    /* Those of larger numbers come first: so every tensor is aligned, which
       some readers need. */
    size_t placed = 0, all = 0;
    for (size_t i = 0; i < count; i++) {
        if (!check_tensor(path, &tensors[i], &all, error)) {
            return false;
        }
    }
    Tensor *ordered = malloc((count + 1) * sizeof *ordered);
    if (ordered == NULL) {
        return error_set(error, "%s: no memory", path);
    }
    for (size_t bytes = 8; bytes > 0; bytes /= 2) {
        for (size_t i = 0; i < count; i++) {
            if (type_bytes(tensors[i].type) == bytes) {
                ordered[placed++] = tensors[i];
            }
        }
    }
    char *header = make_header(path, ordered, placed, notes, note_count, error);
    bool good =
        header != NULL && write_file(path, header, ordered, placed, error);
    free(header);
    free(ordered);
    return good;
}

/* ---- Reading ---- */

typedef struct Reader {
    FILE *stream;
    const char *path;
    size_t header_length, data_length;
    Error *error;
} Reader;

/* A name as messages quote it: what cannot be printed becomes '?'. */
typedef struct Quote {
    char text[64];
} Quote;

static Quote quote(const char *name)
{
    Quote q = {""};
    for (size_t i = 0; name[i] != '\0' && i + 1 < sizeof q.text; i++) {
        q.text[i] = '?';
        if (isprint((unsigned char)name[i])) {
            q.text[i] = name[i];
        }
    }
    return q;
}

static bool read_bytes(Reader *reader, void *bytes, size_t n)
{
    size_t got = fread(bytes, 1, n, reader->stream);
    return got == n || error_set(reader->error,
                                 "%s: ends too early: expected %zu bytes more, "
                                 "found %zu",
                                 reader->path, n, got);
}

/* Reads the header's length and checks it against the file's. */
static bool read_length(Reader *reader)
{
    struct stat status;
    uint64_t length;
    if (fstat(fileno(reader->stream), &status) != 0 ||
        !S_ISREG(status.st_mode)) {
        return error_set(reader->error, "%s: expected a file", reader->path);
    }
    if (!read_bytes(reader, &length, sizeof length)) {
        return false;
    }
    uint64_t rest = (uint64_t)status.st_size - sizeof length;
    if (rest < 2) {
        return error_set(reader->error,
                         "%s: not a safetensors file: expected at least 10 "
                         "bytes, found %llu",
                         reader->path, (unsigned long long)status.st_size);
    }
    if (length < 2 || length > SAFETENSORS_HEADER || length > rest) {
        return error_set(reader->error,
                         "%s: not a safetensors file: expected a header of 2 "
                         "to %llu bytes, found a length of %llu",
                         reader->path,
                         (unsigned long long)(rest < SAFETENSORS_HEADER
                                                  ? rest
                                                  : SAFETENSORS_HEADER),
                         (unsigned long long)length);
    }
    reader->header_length = (size_t)length;
    if (rest - length > SAFETENSORS_LIMIT) {
        return error_set(reader->error,
                         "%s: expected at most %d bytes of tensors, found %llu",
                         reader->path, SAFETENSORS_LIMIT,
                         (unsigned long long)(rest - length));
    }
    reader->data_length = (size_t)(rest - length);
    return true;
}

static json_t *read_header(Reader *reader)
{
    json_error_t reason;
    json_t *header = NULL;
    char *text = malloc(reader->header_length + 1);
    if (text == NULL) {
        error_set(reader->error, "%s: no memory", reader->path);
    } else if (read_bytes(reader, text, reader->header_length)) {
        header = json_loadb(text, reader->header_length, JSON_REJECT_DUPLICATES,
                            &reason);
        if (header == NULL) {
            error_set(reader->error, "%s: the header is not JSON: %s",
                      reader->path, quote(reason.text).text);
        } else if (text[0] != '{') {
            error_set(reader->error,
                      "%s: expected the header to begin with {, found %d",
                      reader->path, text[0]);
            json_decref(header);
            header = NULL;
        }
    }
    free(text);
    return header;
}

static bool read_shape(Reader *reader, const json_t *shape, Tensor *tensor)
{
    tensor->dimensions = json_array_size(shape);
    bool good = json_is_array(shape) && tensor->dimensions <= TENSOR_DIMENSIONS;
    for (size_t i = 0; good && i < tensor->dimensions; i++) {
        const json_t *size = json_array_get(shape, i);
        good = json_is_integer(size) && json_integer_value(size) >= 0;
        tensor->shape[i] = (size_t)json_integer_value(size);
    }
    return good ||
           error_set(reader->error,
                     "%s: %s: expected a shape of at most %d whole "
                     "numbers",
                     reader->path, quote(tensor->name).text, TENSOR_DIMENSIONS);
}

/* One tensor of the header; its data lies behind `data`. */
static bool read_tensor(Reader *reader, json_t *entry, Tensor *tensor,
                        unsigned char *data)
{
    json_error_t reason;
    json_t *shape;
    json_int_t begin, end;
    size_t bytes;
    Quote name = quote(tensor->name);
    if (json_unpack_ex(entry, &reason, JSON_STRICT, "{s:s, s:o, s:[I,I]}",
                       "dtype", &tensor->type, "shape", &shape, "data_offsets",
                       &begin, &end) != 0) {
        return error_set(reader->error,
                         "%s: %s: expected dtype, shape and data_offsets: %s",
                         reader->path, name.text, quote(reason.text).text);
    }
    if (!read_shape(reader, shape, tensor)) {
        return false;
    }
    if (type_bytes(tensor->type) == 0) {
        return error_set(reader->error,
                         "%s: %s: expected a type such as F32, found the type "
                         "%s",
                         reader->path, name.text, quote(tensor->type).text);
    }
    if (!count_bytes(tensor, &bytes)) {
        return error_set(reader->error,
                         "%s: %s: expected a shape whose bytes can be counted",
                         reader->path, name.text);
    }
    if (begin < 0 || end < begin || (size_t)end > reader->data_length ||
        (size_t)(end - begin) != bytes) {
        return error_set(reader->error,
                         "%s: %s: expected %zu bytes within the %zu of the "
                         "file, found offsets %lld to %lld",
                         reader->path, name.text, bytes, reader->data_length,
                         (long long)begin, (long long)end);
    }
    tensor->data = data + begin;
    return true;
}

static bool read_notes(Reader *reader, Safetensors *file, json_t *notes)
{
    const char *name;
    json_t *text;
    if (!json_is_object(notes)) {
        return error_set(reader->error, "%s: %s: expected an object",
                         reader->path, notes_name);
    }
    file->notes = malloc((json_object_size(notes) + 1) * sizeof *file->notes);
    if (file->notes == NULL) {
        return error_set(reader->error, "%s: no memory", reader->path);
    }
    json_object_foreach(notes, name, text)
    {
        if (!json_is_string(text)) {
            return error_set(reader->error, "%s: %s: %s: expected a text",
                             reader->path, notes_name, quote(name).text);
        }
        file->notes[file->note_count++] = (Note){name, json_string_value(text)};
    }
    return true;
}

/* Everything that the header says. */
static bool read_entries(Reader *reader, Safetensors *file)
{
    const char *name;
    json_t *entry;
    size_t entries = json_object_size(file->header);
    file->tensors = calloc(entries + 1, sizeof *file->tensors);
    file->data = malloc(reader->data_length + 1);
    if (file->tensors == NULL || file->data == NULL) {
        return error_set(reader->error, "%s: no memory for %zu bytes",
                         reader->path, reader->data_length);
    }
    json_object_foreach(file->header, name, entry)
    {
        if (strcmp(name, notes_name) == 0) {
            if (!read_notes(reader, file, entry)) {
                return false;
            }
            continue;
        }
        Tensor *tensor = &file->tensors[file->count++];
        tensor->name = name;
        if (!read_tensor(reader, entry, tensor, file->data)) {
            return false;
        }
    }
    return true;
}

/* By place; of two that begin together, an empty one comes first. */
static int compare_places(const void *a, const void *b)
{
    const Tensor *p = a, *q = b;
    const unsigned char *p_data = p->data, *q_data = q->data;
    size_t p_bytes = tensor_bytes(p), q_bytes = tensor_bytes(q);
    return p_data != q_data ? (p_data > q_data) - (p_data < q_data)
                            : (p_bytes > q_bytes) - (p_bytes < q_bytes);
}

/* Does each tensor begin where the one before ends, the last with the file? */
static bool check_places(Reader *reader, Safetensors *file)
{
    size_t end = 0;
    qsort(file->tensors, file->count, sizeof *file->tensors, compare_places);
    for (size_t i = 0; i < file->count; i++) {
        const Tensor *tensor = &file->tensors[i];
        size_t begin = (size_t)((unsigned char *)tensor->data - file->data);
        if (begin != end) {
            return error_set(reader->error,
                             "%s: %s: expected it to begin at %zu, where the "
                             "one before ends, found %zu",
                             reader->path, quote(tensor->name).text, end,
                             begin);
        }
        end = begin + tensor_bytes(tensor);
    }
    return end == reader->data_length ||
           error_set(reader->error,
                     "%s: expected %zu bytes of tensors, found %zu",
                     reader->path, end, reader->data_length);
}

bool safetensors_load(Safetensors *file, const char *path, Error *error)
{
    *file = (Safetensors){0};
    Reader reader = {.stream = fopen(path, "rb"), .path = path, .error = error};
    if (reader.stream == NULL) {
        return error_set(error, "%s: cannot be opened: %s", path,
                         strerror(errno));
    }
    bool good = read_length(&reader) &&
                (file->header = read_header(&reader)) != NULL &&
                read_entries(&reader, file) && check_places(&reader, file) &&
                read_bytes(&reader, file->data, reader.data_length);
    fclose(reader.stream);
    if (!good) {
        safetensors_free(file);
    }
    return good;
}

const Tensor *safetensors_tensor(const Safetensors *file, const char *name)
{
    for (size_t i = 0; i < file->count; i++) {
        if (strcmp(file->tensors[i].name, name) == 0) {
            return &file->tensors[i];
        }
    }
    return NULL;
}

const char *safetensors_note(const Safetensors *file, const char *name)
{
    for (size_t i = 0; i < file->note_count; i++) {
        if (strcmp(file->notes[i].name, name) == 0) {
            return file->notes[i].text;
        }
    }
    return NULL;
}

void safetensors_free(Safetensors *file)
{
    json_decref(file->header);
    free(file->tensors);
    free(file->notes);
    free(file->data);
    *file = (Safetensors){0};
}
