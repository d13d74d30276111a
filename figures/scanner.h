/* A small MLP that tells what is in the middle of a window of 14 × 14 pixels:
   a digit, or nothing. It learns from digits at half their size, in the middle,
   and from the same digits moved out of it. */
#ifndef SCANNER_H
#define SCANNER_H

#include "conv.h"
#include "real_data.h"
#include "regularization.h"

enum { NOTHING = CLASSES, PAGE_H = 42, PAGE_W = 84, ON_PAGE = 6 };

/* Pictures of a set, at half their size, from 0 to 1. */
static inline real *half_pictures(const Dataset *files, size_t count)
{
    real *x = need(malloc(count * IN * sizeof *x));
    Source source = halves(files);
    Error error;
    Batch batch;
    end_unless(batch_new(&batch, &source, 1, &error), &error);
    for (size_t e = 0; e < count; e++) {
        source.fill(&source, &(int){(int)e}, 1, NULL, &batch);
        memcpy(x + e * IN, batch.x, IN * sizeof *x);
    }
    batch_free(&batch);
    source_free(&source);
    return x;
}

/* Each digit once in the middle, and twice where it does not count: moved by
   three pixels or more. x: [3 · count][IN]; labels: [3 · count]. */
static inline void window_examples(const real *digits,
                                   const unsigned char *digit_labels,
                                   size_t count, real *x, int *labels, Rng *rng)
{
    for (size_t e = 0; e < 3 * count; e++) {
        int down = 0, right = 0;
        while (e % 3 > 0 && abs(down) < 3 && abs(right) < 3) {
            down = (int)rng_below(rng, 25) - 12;
            right = (int)rng_below(rng, 25) - 12;
        }
        shift_picture(digits + e / 3 * IN, x + e * IN, down, right, HALF, HALF);
        labels[e] = e % 3 > 0 ? NOTHING : digit_labels[e / 3];
    }
}

/* A page with digits that do not touch; places: of their upper left corners. */
typedef struct Page {
    real x[PAGE_H * PAGE_W];
    int rows[ON_PAGE], columns[ON_PAGE], labels[ON_PAGE];
} Page;

static inline bool is_free(const Page *page, int k, int row, int column)
{
    for (int other = 0; other < k; other++) {
        if (abs(page->rows[other] - row) < HALF - 1 &&
            abs(page->columns[other] - column) < HALF - 1) {
            return false;
        }
    }
    return true;
}

static inline void draw_page(Page *page, const real *digits,
                             const unsigned char *labels, size_t count,
                             Rng *rng)
{
    memset(page, 0, sizeof *page);
    for (int k = 0; k < ON_PAGE; k++) {
        size_t digit = rng_below(rng, count);
        int row, column;
        do {
            row = (int)rng_below(rng, PAGE_H - HALF + 1);
            column = (int)rng_below(rng, PAGE_W - HALF + 1);
        } while (!is_free(page, k, row, column));
        page->rows[k] = row;
        page->columns[k] = column;
        page->labels[k] = labels[digit];
        for (int i = 0; i < IN; i++) {
            page->x[(row + i / HALF) * PAGE_W + column + i % HALF] +=
                digits[digit * IN + (size_t)i];
        }
    }
}

static const Axis page_rows = {PAGE_H, HALF, 1, 0, 1, PAGE_H - HALF + 1};
static const Axis page_columns = {PAGE_W, HALF, 1, 0, 1, PAGE_W - HALF + 1};
enum {
    PLACES_H = PAGE_H - HALF + 1,
    PLACES_W = PAGE_W - HALF + 1,
    PLACES = PLACES_H * PLACES_W
};

/* The network's probabilities at all places: p: [PLACES][CLASSES + 1]. */
static inline void scan_page(Net *net, const Page *page, real mean,
                             real deviation, real *p)
{
    real *windows = need(malloc(PLACES * IN * sizeof *windows));
    cut_windows(page->x, windows, &page_rows, &page_columns);
    standardise(windows, mean, deviation, PLACES * IN);
    for (size_t at = 0; at < PLACES; at += net->batch) {
        size_t n = PLACES - at < net->batch ? PLACES - at : net->batch;
        softmax(net_forward(net, windows + at * IN, n, EVALUATE),
                p + at * (CLASSES + 1), n, CLASSES + 1);
    }
    free(windows);
}

/* A digit is found where 1 − p(nothing) is above a half and the largest around.
   Returns how many; found: their places. */
static inline int find_digits(const real *p, int *found, int most)
{
    int count = 0;
    for (int at = 0; at < PLACES; at++) {
        real nothing = p[at * (CLASSES + 1) + NOTHING];
        bool best = nothing < (real)0.5;
        for (int i = -6; i <= 6 && best; i++) {
            for (int j = -6; j <= 6 && best; j++) {
                int r = at / PLACES_W + i, c = at % PLACES_W + j;
                int other = r * PLACES_W + c;
                if (r >= 0 && r < PLACES_H && c >= 0 && c < PLACES_W) {
                    real n = p[other * (CLASSES + 1) + NOTHING];
                    best = n > nothing || (n == nothing && other >= at);
                }
            }
        }
        if (best && count < most) {
            found[count++] = at;
        }
    }
    return count;
}

#endif
