#include "picture.h"

#include "kind.h"
#include "new_file.h"
#include "orientation.h"

#include <errno.h>
#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

/* ---- Reading ---- */

static bool allocate(Picture *picture, size_t width, size_t height,
                     const char *name, Error *error)
{
    if (width < 1 || height < 1 || width > PICTURE_PIXELS / height) {
        return error_set(error,
                         "%s: expected at most %d pixels, found %zu x %zu",
                         name, PICTURE_PIXELS, width, height);
    }
    picture->width = width;
    picture->height = height;
    picture->grey = malloc(width * height);
    return picture->grey != NULL || error_set(error, "%s: no memory", name);
}

/* Grey on a white ground. libpng computes in linear light, as one sees it. */
static bool decode_png(Picture *picture, const unsigned char *bytes,
                       size_t size, const char *name, Error *error)
{
    const png_color white = {255, 255, 255};
    png_image image = {.version = PNG_IMAGE_VERSION};
    bool good = png_image_begin_read_from_memory(&image, bytes, size) != 0 &&
                allocate(picture, image.width, image.height, name, error);
    if (good) {
        image.format = PNG_FORMAT_GRAY;
        good =
            png_image_finish_read(&image, &white, picture->grey, 0, NULL) != 0;
    }
    if (PNG_IMAGE_FAILED(image)) { /* a warning alone is no damage */
        error_set(error, "%s: the picture is damaged: %s", name, image.message);
    }
    png_image_free(&image);
    return good;
}

/* Inks on white paper become grey. As everybody has done since Photoshop, the
   four numbers say how much light passes each ink, 0 none, 255 all. */
static void grey_of_inks(const unsigned char *cmyk, unsigned char *grey,
                         size_t count)
{
    for (size_t i = 0; i < count; i++, cmyk += 4) {
        double light = 0.299 * cmyk[0] + 0.587 * cmyk[1] + 0.114 * cmyk[2];
        grey[i] = (unsigned char)(light * cmyk[3] / 255 + 0.5);
    }
}

/* The pixels of a JPEG whose header was read; sets what TurboJPEG says. */
static bool read_jpeg(tjhandle jpeg, Picture *picture,
                      const unsigned char *bytes, size_t size, int colours)
{
    size_t count = picture->width * picture->height;
    int width = (int)picture->width, height = (int)picture->height;
    if (colours != TJCS_CMYK && colours != TJCS_YCCK) {
        return tjDecompress2(jpeg, bytes, size, picture->grey, width, 0, height,
                             TJPF_GRAY, TJFLAG_LIMITSCANS) == 0;
    }
    unsigned char *inks = malloc(4 * count + 1);
    bool good =
        inks != NULL && tjDecompress2(jpeg, bytes, size, inks, width, 0, height,
                                      TJPF_CMYK, TJFLAG_LIMITSCANS) == 0;
    if (good) {
        grey_of_inks(inks, picture->grey, count);
    }
    free(inks);
    return good;
}

static bool decode_jpeg(Picture *picture, const unsigned char *bytes,
                        size_t size, const char *name, Error *error)
{
    int width = 0, height = 0, sampling = 0, colours = 0;
    tjhandle jpeg = tjInitDecompress();
    if (jpeg == NULL) {
        return error_set(error, "%s: no memory", name);
    }
    bool read = tjDecompressHeader3(jpeg, bytes, size, &width, &height,
                                    &sampling, &colours) == 0;
    bool good = read;
    if (read && (width < 1 || height < 1)) {
        good = error_set(error, "%s: a JPEG file of tables, without a picture",
                         name);
    } else if (read) {
        good = allocate(picture, (size_t)width, (size_t)height, name, error);
    }
    if (good) {
        read = read_jpeg(jpeg, picture, bytes, size, colours);
    }
    if (!read) { /* TurboJPEG warns of damage; an error may be what it cannot */
        error_set(error, "%s: the picture %s: %s", name,
                  tjGetErrorCode(jpeg) == TJERR_WARNING ? "is damaged"
                                                        : "cannot be read",
                  tjGetErrorStr2(jpeg));
    }
    tjDestroy(jpeg);
    return good && read &&
           picture_turn(picture, jpeg_orientation(bytes, size), error);
}

bool picture_decode(Picture *picture, const unsigned char *bytes, size_t size,
                    const char *name, Error *error)
{
    bool known = kind_of_bytes(bytes, size).type == KIND_PICTURE;
    *picture = (Picture){0};
    bool good;
    if (size > PICTURE_FILE) {
        good = error_set(error, "%s: expected at most %d bytes, found more",
                         name, PICTURE_FILE);
    } else if (known && bytes[0] != 0xff) {
        good = decode_png(picture, bytes, size, name, error);
    } else if (known) {
        good = decode_jpeg(picture, bytes, size, name, error);
    } else {
        good = error_set(error, "%s: expected a PNG or JPEG picture, found %s",
                         name, kind_of_bytes(bytes, size).name);
    }
    if (!good) {
        picture_free(picture);
    }
    return good;
}

/* A file's bytes; NULL and an error if it is too large or cannot be read. */
static unsigned char *read_file(const char *path, size_t *size, Error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        error_set(error, "%s: cannot be opened: %s", path, strerror(errno));
        return NULL;
    }
    unsigned char *bytes = NULL;
    size_t capacity = 0, got;
    *size = 0;
    do {
        capacity = capacity == 0 ? 1 << 16 : 2 * capacity;
        unsigned char *larger = realloc(bytes, capacity);
        if (larger == NULL) {
            break;
        }
        bytes = larger;
        got = fread(bytes + *size, 1, capacity - *size, file);
        *size += got;
    } while (got > 0 && *size == capacity && *size <= PICTURE_FILE);
    if (ferror(file) || bytes == NULL) {
        error_set(error, "%s: cannot be read: %s", path, strerror(errno));
        free(bytes);
        bytes = NULL;
    }
    fclose(file);
    return bytes;
}

bool picture_load(Picture *picture, const char *path, Error *error)
{
    size_t size;
    *picture = (Picture){0};
    unsigned char *bytes = read_file(path, &size, error);
    if (bytes == NULL) {
        return false;
    }
    bool good = picture_decode(picture, bytes, size, path, error);
    free(bytes);
    return good;
}

void picture_free(Picture *picture)
{
    free(picture->grey);
    *picture = (Picture){0};
}

/* ---- Writing ---- */

bool picture_save(const Picture *picture, const char *path, Error *error)
{
    NewFile file;
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)picture->width,
                       .height = (png_uint_32)picture->height,
                       .format = PNG_FORMAT_GRAY};
    if (!new_file_begin(&file, path, error)) {
        return false;
    }
    if (png_image_write_to_stdio(&image, file.stream, 0, picture->grey, 0,
                                 NULL) == 0) {
        error_set(error, "%s: cannot be written: %s", path, image.message);
        new_file_abandon(&file);
        return false;
    }
    return new_file_end(&file, error);
}

/* ---- As MNIST was made ---- */

/* The grey level below which `share` of the counted pixels lie. */
static double level(const size_t counts[256], double share)
{
    size_t all = 0, below = 0;
    for (size_t i = 0; i < 256; i++) {
        all += counts[i];
    }
    for (size_t i = 0; i < 256; i++) {
        below += counts[i];
        if ((double)below > share * (double)all) {
            return (double)i;
        }
    }
    return 255;
}

/* The paper's grey: the middle one of the border, a twentieth of the picture
   wide, at least a pixel. */
static double paper_level(const Picture *p)
{
    size_t counts[256] = {0};
    size_t wide = 1 + (p->width < p->height ? p->width : p->height) / 20;
    for (size_t y = 0; y < p->height; y++) {
        for (size_t x = 0; x < p->width; x++) {
            if (x < wide || y < wide || x + wide >= p->width ||
                y + wide >= p->height) {
                counts[p->grey[y * p->width + x]]++;
            }
        }
    }
    return level(counts, 0.5);
}

/* How much ink a grey level is, 0 to 1. Light ink on dark paper is ink too: the
   levels farthest from the paper's, but for the last thousandth, are full. What
   is less than a fifth of that is shadow and grain of the paper. */
static bool ink_table(const Picture *p, float ink[256])
{
    size_t counts[256] = {0};
    for (size_t i = 0; i < p->width * p->height; i++) {
        counts[p->grey[i]]++;
    }
    double paper = paper_level(p);
    double dark = level(counts, 0.001), light = level(counts, 0.999);
    double full = paper - dark > light - paper ? dark : light;
    for (int i = 0; i < 256; i++) {
        double share = full != paper ? (i - paper) / (full - paper) : 0;
        share = (share - 0.2) / (0.7 - 0.2);
        ink[i] = (float)(share < 0 ? 0 : share > 1 ? 1 : share);
    }
    return fabs(full - paper) >= 16;
}

/* Ink as dark as the pen's: 1. Lines of squared paper and soft edges: 0. */
static void strong_ink(const float ink[256], float strong[256])
{
    for (int i = 0; i < 256; i++) {
        strong[i] = ink[i] >= 0.8F;
    }
}

typedef struct Box {
    size_t left, top, right, bottom; /* the last two just behind it */
} Box;

/* The smallest box with all rows and columns that hold enough ink to be part of
   a stroke: a speck of dust is not. ink: strong ink, here and for the centre. */
static Box ink_box(const Picture *p, const float ink[256])
{
    Box box = {p->width, p->height, 0, 0};
    size_t smaller = p->width < p->height ? p->width : p->height;
    float *columns = calloc(p->width + 1, sizeof *columns);
    float enough = 0.5f + (float)smaller / 200;
    for (size_t y = 0; columns != NULL && y < p->height; y++) {
        float row = 0;
        for (size_t x = 0; x < p->width; x++) {
            float here = ink[p->grey[y * p->width + x]];
            columns[x] += here;
            row += here;
        }
        if (row >= enough) {
            box.top = y < box.top ? y : box.top;
            box.bottom = y + 1;
        }
    }
    for (size_t x = 0; columns != NULL && x < p->width; x++) {
        if (columns[x] >= enough) {
            box.left = x < box.left ? x : box.left;
            box.right = x + 1;
        }
    }
    free(columns);
    return box;
}

/* The mean ink of the rectangle from (x0, y0) to (x1, y1), in pixels of the
   picture; pixels that it cuts count by their part. Outside is paper. */
static double mean_ink(const Picture *p, const float ink[256], double x0,
                       double y0, double x1, double y1)
{
    double sum = 0, area = (x1 - x0) * (y1 - y0);
    double right = fmin(x1, (double)p->width);
    double bottom = fmin(y1, (double)p->height);
    for (size_t y = (size_t)fmax(y0, 0); (double)y < bottom; y++) {
        double high = fmin(y1, (double)y + 1) - fmax(y0, (double)y);
        for (size_t x = (size_t)fmax(x0, 0); (double)x < right; x++) {
            double wide = fmin(x1, (double)x + 1) - fmax(x0, (double)x);
            sum += high * wide * (double)ink[p->grey[y * p->width + x]];
        }
    }
    return sum / area;
}

/* Lays the picture into x: a pixel of x is `scale` pixels of the picture wide,
   and the picture's point (cx, cy) comes into the middle. */
static void lay(const Picture *p, const float ink[256], double cx, double cy,
                double scale, size_t side, float *x)
{
    double half = (double)side / 2;
    for (size_t i = 0; i < side; i++) {
        for (size_t j = 0; j < side; j++) {
            double left = cx + ((double)j - half) * scale;
            double top = cy + ((double)i - half) * scale;
            x[i * side + j] =
                (float)mean_ink(p, ink, left, top, left + scale, top + scale);
        }
    }
}

static void centre_of_mass(const Picture *p, const float ink[256], Box box,
                           double *cx, double *cy)
{
    double mass = 0, x_sum = 0, y_sum = 0;
    for (size_t y = box.top; y < box.bottom; y++) {
        for (size_t x = box.left; x < box.right; x++) {
            double here = (double)ink[p->grey[y * p->width + x]];
            mass += here;
            x_sum += here * ((double)x + 0.5);
            y_sum += here * ((double)y + 0.5);
        }
    }
    *cx = x_sum / mass;
    *cy = y_sum / mass;
}

bool picture_prepare(const Picture *picture, size_t side, size_t box, float *x,
                     const char *name, Error *error)
{
    float ink[256], strong[256];
    bool contrast = ink_table(picture, ink);
    strong_ink(ink, strong);
    Box found = ink_box(picture, strong);
    if (!contrast || found.right <= found.left || found.bottom <= found.top) {
        return error_set(error, "%s: there is nothing on the paper", name);
    }
    double cx = (double)picture->width / 2, cy = (double)picture->height / 2;
    double scale = 1;
    if (picture->width != side || picture->height != side) {
        size_t width = found.right - found.left;
        size_t height = found.bottom - found.top;
        scale = (double)(width > height ? width : height) / (double)box;
        centre_of_mass(picture, strong, found, &cx, &cy);
    }
    lay(picture, ink, cx, cy, scale, side, x);
    return true;
}

/* ---- One digit, or a sheet of them? ---- */

enum { GRID = 96 }; /* cells that the part with ink is divided into, each way */

/* Empties the mark that a cell belongs to, which cells touch by a corner too;
   returns its height in cells. */
static size_t take_mark(bool cells[GRID][GRID], size_t row, size_t column)
{
    static const int steps[8][2] = {{-1, -1}, {-1, 0}, {-1, 1}, {0, -1},
                                    {0, 1},   {1, -1}, {1, 0},  {1, 1}};
    size_t waiting[GRID * GRID], count = 0, top = row, bottom = row;
    cells[row][column] = false;
    waiting[count++] = row * GRID + column;
    while (count > 0) {
        size_t cell = waiting[--count], y = cell / GRID, x = cell % GRID;
        top = y < top ? y : top;
        bottom = y > bottom ? y : bottom;
        for (size_t i = 0; i < 8; i++) {
            size_t v = y + (size_t)steps[i][0], u = x + (size_t)steps[i][1];
            if (v < GRID && u < GRID && cells[v][u]) { /* -1 is large */
                cells[v][u] = false;
                waiting[count++] = v * GRID + u;
            }
        }
    }
    return bottom - top + 1;
}

size_t picture_marks(const Picture *picture)
{
    float ink[256], strong[256];
    bool cells[GRID][GRID];
    size_t heights[GRID * GRID], count = 0, tallest = 0, marks = 0;
    (void)ink_table(picture, ink);
    strong_ink(ink, strong);
    Box box = ink_box(picture, strong);
    if (box.right <= box.left || box.bottom <= box.top) {
        return 0;
    }
    double wide = (double)(box.right - box.left) / GRID;
    double high = (double)(box.bottom - box.top) / GRID;
    for (size_t i = 0; i < GRID; i++) {
        for (size_t j = 0; j < GRID; j++) {
            double x = (double)box.left + (double)j * wide;
            double y = (double)box.top + (double)i * high;
            cells[i][j] =
                mean_ink(picture, strong, x, y, x + wide, y + high) > 0.25;
        }
    }
    for (size_t i = 0; i < (size_t)GRID * GRID; i++) {
        if (cells[i / GRID][i % GRID]) {
            size_t height = take_mark(cells, i / GRID, i % GRID);
            tallest = height > tallest ? height : tallest;
            heights[count++] = height;
        }
    }
    for (size_t i = 0; i < count; i++) {
        marks += 2 * heights[i] > tallest;
    }
    return marks;
}
