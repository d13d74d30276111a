#include "augment.h"
#include "optim.h"
#include "regularization.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    size_t offset;
    double most;
    bool whole;
} kinds[] = {
    {"noise", offsetof(Augmentation, noise), 1, false},
    {"crop", offsetof(Augmentation, crop), 0.9, false},
    {"flip", offsetof(Augmentation, flip), 1, false},
    {"rotate", offsetof(Augmentation, rotate), 180, false},
    {"scale", offsetof(Augmentation, scale), 0.9, false},
    {"shift", offsetof(Augmentation, shift), 1000, true},
    {"brightness", offsetof(Augmentation, brightness), 1, false},
    {"contrast", offsetof(Augmentation, contrast), 1, false},
    {"saturation", offsetof(Augmentation, saturation), 1, false},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

const char *const augmentation_names[] = {
    "noise", "crop",       "flip",     "rotate",     "scale",
    "shift", "brightness", "contrast", "saturation", NULL};

static double *strength(Augmentation *a, size_t kind)
{
    void *place = (char *)a + kinds[kind].offset;
    return place;
}

/* ---- Words ---- */

/* Reads one NAME=NUMBER of `length` bytes. */
static bool read_word(Augmentation *a, const char *word, size_t length,
                      Error *error)
{
    size_t name = strcspn(word, "=,");
    for (size_t k = 0; k < KINDS; k++) {
        if (strlen(kinds[k].name) != name ||
            strncmp(word, kinds[k].name, name) != 0) {
            continue;
        }
        char *end = NULL;
        double value = name < length ? strtod(word + name + 1, &end) : NAN;
        if (end != word + length || end == word + name + 1 ||
            !(value >= 0 && value <= kinds[k].most) ||
            (kinds[k].whole && value != floor(value))) {
            return error_set(error,
                             "augment: %.*s: expected %s=NUMBER, a %snumber "
                             "from 0 to %g",
                             (int)(length < 60 ? length : 60), word,
                             kinds[k].name, kinds[k].whole ? "whole " : "",
                             kinds[k].most);
        }
        *strength(a, k) = value;
        return true;
    }
    return error_set(error,
                     "augment: expected noise, crop, flip, rotate, scale, "
                     "shift, brightness, contrast or saturation, found "
                     "\"%.*s\"",
                     (int)(name < 60 ? name : 60), word);
}

bool augmentation_read(Augmentation *augmentation, const char *text,
                       Error *error)
{
    *augmentation = (Augmentation){0};
    while (*text != '\0') {
        size_t length = strcspn(text, ",");
        if (!read_word(augmentation, text, length, error)) {
            return false;
        }
        text += length;
        text += *text == ',';
    }
    return true;
}

bool augmentation_is_none(const Augmentation *augmentation)
{
    Augmentation a = *augmentation;
    size_t none = 0;
    while (none < KINDS && !(*strength(&a, none) > 0)) {
        none++;
    }
    return none == KINDS;
}

bool augmentation_fits(const Augmentation *augmentation, Shape shape,
                       Error *error)
{
    return !(augmentation->saturation > 0) || shape.c == 3 ||
           error_set(error,
                     "augment: saturation expects pictures of 3 channels, "
                     "found %zu",
                     shape.c);
}

/* ---- Pictures ---- */

/* How one picture is moved. */
typedef struct Move {
    bool flipped;
    double angle, scale; /* radians */
    int down, right;
} Move;

/* From −most to most. */
static double either_way(double most, Rng *rng)
{
    return rng_between(rng, -1, 1) * most;
}

static Move draw_move(const Augmentation *a, Shape shape, Rng *rng)
{
    Move m;
    m.flipped = rng_uniform(rng) < a->flip;
    m.angle = either_way(a->rotate, rng) * PI / 180;
    m.scale = (1 + either_way(a->scale, rng)) / (1 - a->crop);
    m.down = (int)lround(either_way(a->crop * (double)shape.h / 2, rng));
    m.right = (int)lround(either_way(a->crop * (double)shape.w / 2, rng));
    m.down += (int)floor(rng_between(rng, -a->shift, a->shift + 1));
    m.right += (int)floor(rng_between(rng, -a->shift, a->shift + 1));
    return m;
}

/* x: [h][w], one channel; spare: [h][w]. */
static void move(const Move *m, real *x, real *spare, size_t h, size_t w)
{
    real *from = x, *to = spare, *other;
    if (m->flipped) {
        flip_picture(from, to, h, w);
        other = from, from = to, to = other;
    }
    if (m->down != 0 || m->right != 0) {
        shift_picture(from, to, m->down, m->right, h, w);
        other = from, from = to, to = other;
    }
    if (m->angle != 0 || m->scale != 1) {
        turn_picture(from, to, m->angle, m->scale, h, w);
        from = to;
    }
    if (from != x) {
        memcpy(x, from, h * w * sizeof *x);
    }
}

/* x ← centre + factor (x − centre). */
static void stretch(real *x, real centre, real factor, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = centre + factor * (x[i] - centre);
    }
}

static void saturate(real *x, real factor, size_t pixels)
{
    for (size_t i = 0; i < pixels; i++) {
        real colours[3] = {x[i], x[pixels + i], x[2 * pixels + i]};
        stretch(colours, (colours[0] + colours[1] + colours[2]) / 3, factor, 3);
        for (size_t c = 0; c < 3; c++) {
            x[c * pixels + i] = colours[c];
        }
    }
}

static real mean_of(const real *x, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)x[i];
    }
    return (real)(sum / (double)count);
}

void augment_picture(const Augmentation *augmentation, real *x, real *spare,
                     Shape shape, Rng *rng)
{
    const Augmentation *a = augmentation;
    size_t pixels = shape.h * shape.w, size = shape_size(shape);
    Move m = draw_move(a, shape, rng);
    real brighter = (real)either_way(a->brightness, rng);
    real contrast = (real)(1 + either_way(a->contrast, rng));
    real saturation = (real)(1 + either_way(a->saturation, rng));
    for (size_t c = 0; c < shape.c; c++) {
        move(&m, x + c * pixels, spare, shape.h, shape.w);
    }
    if (saturation != 1) {
        saturate(x, saturation, pixels);
    }
    if (contrast != 1) {
        stretch(x, mean_of(x, size), contrast, size);
    }
    for (size_t i = 0; i < size; i++) {
        real noise = a->noise > 0 ? (real)(a->noise * rng_normal(rng)) : 0;
        x[i] = fmin(fmax(x[i] + brighter + noise, (real)0), (real)1);
    }
}
