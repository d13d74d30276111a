/* Digits drawn with straight strokes, for the tests of nn: a small data set,
   and pictures as people might make them.

   Usage: drawn FOLDER COUNT
   Writes COUNT training examples and a quarter as many for the test, as IDX
   files, and for each digit D the pictures D-dark.png (dark on light, large),
   D-light.png (light on dark), D-corner.png (grey on uneven paper, small and in
   a corner), D-clear.png (on transparent paper), D-squared.png (on squared
   paper), D-faint.png (with a faint line near the edge), D.jpg (coloured),
   D-inks.jpg (in the inks of a printer) and D-turned.jpg (from a camera on its
   side); and 0-sheet.png, ten digits in two rows. */
#include "rng.h"

#include <math.h>
#include <png.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

enum { SIDE = 28, LARGE = 400 };

/* The seven strokes of a calculator's digits, from point to point of a box of
   1 × 2, and which of them each digit has. */
static const double strokes[7][4] = {{0, 0, 1, 0}, {1, 0, 1, 1}, {1, 1, 1, 2},
                                     {0, 2, 1, 2}, {0, 1, 0, 2}, {0, 0, 0, 1},
                                     {0, 1, 1, 1}};
static const char *const digits[10] = {"012345",  "12",    "01346",  "01236",
                                       "1256",    "02356", "023456", "012",
                                       "0123456", "012356"};

static void check(int good, const char *path)
{
    if (!good) {
        perror(path);
        exit(EXIT_FAILURE);
    }
}

static double distance(const double *s, double x, double y)
{
    double dx = s[2] - s[0], dy = s[3] - s[1];
    double t = ((x - s[0]) * dx + (y - s[1]) * dy) / (dx * dx + dy * dy);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return hypot(x - s[0] - t * dx, y - s[1] - t * dy);
}

/* Ink at a place of the box of 1 × 2, 0 to 1, with soft edges. */
static double ink(int digit, double x, double y, double thick, double soft)
{
    double nearest = 9;
    for (const char *s = digits[digit]; *s != '\0'; s++) {
        nearest = fmin(nearest, distance(strokes[*s - '0'], x, y));
    }
    double share = (thick - nearest) / soft + 0.5;
    return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* ---- The data set ---- */

static void put_number(FILE *file, unsigned n)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        fputc((int)(n >> shift & 255), file);
    }
}

/* The centre of mass comes near the middle, as in MNIST. */
static void put_example(FILE *file, int digit, Rng *rng)
{
    double size = rng_between(rng, 8, 9.5), slant = rng_between(rng, -0.2, 0.2);
    double left = 14 + rng_between(rng, -2, 2);
    double top = 14 + rng_between(rng, -2, 2);
    size_t count = strlen(digits[digit]);
    for (const char *c = digits[digit]; *c != '\0'; c++) {
        const double *s = strokes[*c - '0'];
        left -= size * (s[0] + s[2]) / 2 / (double)count;
        top -= size * (s[1] + s[3]) / 2 / (double)count;
    }
    double thick = rng_between(rng, 0.08, 0.25);
    for (int i = 0; i < SIDE * SIDE; i++) {
        int row = i / SIDE, column = i % SIDE;
        double y = (row + 0.5 - top) / size;
        double x = (column + 0.5 - left) / size + slant * (y - 1);
        fputc((int)(255 * ink(digit, x, y, thick, 1 / size)), file);
    }
}

static void write_set(const char *folder, const char *part, unsigned count,
                      Rng *rng)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s-images-idx3-ubyte", folder, part);
    FILE *images = fopen(path, "wb");
    check(images != NULL, path);
    snprintf(path, sizeof path, "%s/%s-labels-idx1-ubyte", folder, part);
    FILE *labels = fopen(path, "wb");
    check(labels != NULL, path);
    put_number(images, 0x803);
    put_number(images, count);
    put_number(images, SIDE);
    put_number(images, SIDE);
    put_number(labels, 0x801);
    put_number(labels, count);
    for (unsigned i = 0; i < count; i++) {
        put_example(images, (int)(i % 10), rng);
        fputc((int)(i % 10), labels);
    }
    check(fclose(images) == 0 && fclose(labels) == 0, path);
}

/* ---- Pictures ---- */

/* The digit, of that height in pixels, with its upper left corner there. */
static double at(int digit, int i, double left, double top, double height)
{
    double size = height / 2;
    int row = i / LARGE, column = i % LARGE;
    return ink(digit, (column - left) / size, (row - top) / size, 0.13,
               2 / size);
}

static void write_png(const char *folder, int digit, const char *kind,
                      unsigned format, unsigned height, const void *pixels)
{
    char path[512];
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = LARGE,
                       .height = height,
                       .format = format};
    snprintf(path, sizeof path, "%s/%d-%s.png", folder, digit, kind);
    check(png_image_write_to_file(&image, path, 0, pixels, 0, NULL), path);
}

/* What a camera that lay on its side writes behind the first two bytes. */
static const unsigned char on_its_side[] = {
    0xff, 0xe1, 0, 34,   'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
    0,    1,    1, 0x12, 0,   3,   0,   0,   0, 1, 0,   6,   0, 0,  0, 0, 0, 0};

static void write_jpeg(const char *folder, int digit, const char *kind,
                       const void *pixels, int format, size_t note)
{
    char path[512];
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    tjhandle jpeg = tjInitCompress();
    snprintf(path, sizeof path, "%s/%d%s.jpg", folder, digit, kind);
    check(jpeg != NULL && tjCompress2(jpeg, pixels, LARGE, 0, LARGE, format,
                                      &bytes, &size, TJSAMP_420, 80, 0) == 0,
          path);
    FILE *file = fopen(path, "wb");
    check(file != NULL && fwrite(bytes, 1, 2, file) == 2 &&
              fwrite(on_its_side, 1, note, file) == note &&
              fwrite(bytes + 2, 1, size - 2, file) == size - 2 &&
              fclose(file) == 0,
          path);
    tjFree(bytes);
    tjDestroy(jpeg);
}

static void write_pictures(const char *folder, int digit)
{
    static unsigned char dark[LARGE * LARGE], light[LARGE * LARGE];
    static unsigned char corner[LARGE * LARGE], clear[LARGE * LARGE][2];
    static unsigned char colour[LARGE * LARGE][3], turned[LARGE * LARGE][3];
    static unsigned char squared[LARGE * LARGE], faint[LARGE * LARGE];
    static unsigned char inks[LARGE * LARGE][4];
    for (int i = 0; i < LARGE * LARGE; i++) {
        double here = at(digit, i, 140, 80, 240);
        double paper = 200 + 30.0 * (i % LARGE) / LARGE + i % 7 - 3;
        dark[i] = (unsigned char)(235 - 200 * here);
        light[i] = (unsigned char)(20 + 210 * here);
        clear[i][1] = (unsigned char)(255 * here);
        colour[i][0] = (unsigned char)(250 - 220 * here);
        colour[i][1] = (unsigned char)(245 - 200 * here);
        colour[i][2] = (unsigned char)(220 - 60 * here);
        int row = i / LARGE, column = i % LARGE;
        bool line = row % 40 < 3 || column % 40 < 3;
        squared[i] = (unsigned char)fmin(235 - 200 * here, line ? 135 : 235);
        faint[i] = (unsigned char)fmin(235 - 200 * here,
                                       row >= 385 && row < 390 ? 175 : 235);
        memset(inks[i], 255, 3);
        inks[i][3] = dark[i];
        corner[i] = (unsigned char)(paper - 120 * at(digit, i, 300, 30, 90));
    }
    for (int i = 0; i < LARGE * LARGE; i++) {
        int upright = i % LARGE * LARGE + LARGE - 1 - i / LARGE;
        memcpy(turned[i], colour[upright], 3);
    }
    write_png(folder, digit, "dark", PNG_FORMAT_GRAY, LARGE, dark);
    write_png(folder, digit, "light", PNG_FORMAT_GRAY, 300, light + 60 * LARGE);
    write_png(folder, digit, "clear", PNG_FORMAT_GA, LARGE, clear);
    write_png(folder, digit, "corner", PNG_FORMAT_GRAY, LARGE, corner);
    write_png(folder, digit, "squared", PNG_FORMAT_GRAY, LARGE, squared);
    write_png(folder, digit, "faint", PNG_FORMAT_GRAY, LARGE, faint);
    write_jpeg(folder, digit, "", colour, TJPF_RGB, 0);
    write_jpeg(folder, digit, "-inks", inks, TJPF_CMYK, 0);
    write_jpeg(folder, digit, "-turned", turned, TJPF_RGB, sizeof on_its_side);
}

static void write_sheet(const char *folder)
{
    static unsigned char sheet[LARGE * LARGE];
    memset(sheet, 235, sizeof sheet);
    for (int digit = 0; digit < 10; digit++) {
        double left = 30 + digit % 5 * 75, top = digit < 5 ? 60 : 230;
        for (int i = 0; i < LARGE * LARGE; i++) {
            double grey = 235 - 200 * at(digit, i, left, top, 90);
            sheet[i] = (unsigned char)fmin(sheet[i], grey);
        }
    }
    write_png(folder, 0, "sheet", PNG_FORMAT_GRAY, LARGE, sheet);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: drawn FOLDER COUNT\n");
        return 2;
    }
    Rng rng = rng_seeded(7);
    unsigned count = (unsigned)strtoul(argv[2], NULL, 10);
    write_set(argv[1], "train", count, &rng);
    write_set(argv[1], "t10k", count / 4, &rng);
    for (int digit = 0; digit < 10; digit++) {
        write_pictures(argv[1], digit);
    }
    write_sheet(argv[1]);
    return 0;
}
