/* An MLP that learned digits in the middle of a window finds them anywhere on a
   page. */
#include "matrix.h"
#include "optim.h"
#include "scanner.h"

enum { DIGITS = 3000, PAGES = 40, BATCH = 50, EPOCHS = 8, MOST = 64 };

static Net net;
static real p[PLACES * (CLASSES + 1)];

static void step(real *w, real *g, size_t count, void *velocity)
{
    momentum_step(w, g, velocity, (real)0.02, (real)0.9, count);
}

/* x: [3 · DIGITS][IN], standardised. */
static void teach(const real *x, const int *labels, Rng *rng)
{
    size_t count = (size_t)3 * DIGITS,
           *order = need(malloc(count * sizeof *order));
    static real batch_x[BATCH * IN];
    int batch_labels[BATCH];
    real *velocity = need(calloc(net.parameters, sizeof *velocity));
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
    }
    for (int e = 0; e < EPOCHS; e++) {
        size_t n;
        rng_shuffle(rng, order, count);
        for (size_t b = 0; (n = take_batch(x, labels, order, count, b, BATCH,
                                           batch_x, batch_labels, IN)) > 0;
             b++) {
            train_step(&net, loss_named("cross_entropy", NULL), batch_x,
                       (Target){.labels = batch_labels}, n, step, velocity);
        }
    }
    free(velocity);
    free(order);
}

static void write_page(const Page *page, const int *found, int count)
{
    FILE *file = figure_open("scan.dat");
    static real sure[PLACES];
    for (int i = 0; i < PLACES; i++) {
        sure[i] = 1 - p[i * (CLASSES + 1) + NOTHING];
    }
    write_matrix(file, page->x, PAGE_H, PAGE_W);
    write_matrix(file, sure, PLACES_H, PLACES_W);
    for (int k = 0; k < count; k++) {
        int answer;
        best_class(p + found[k] * (CLASSES + 1), &answer, 1, CLASSES);
        double row = found[k] / PLACES_W, column = found[k] % PLACES_W;
        fprintf(file, "%g %g %d\n", column + 6.5, row + 6.5, answer);
    }
    figure_close(file);
}

/* How many of a page's digits are found, within two pixels, and named. */
static void judge_page(const Page *page, const int *found, int count,
                       int *located, int *named)
{
    for (int k = 0; k < ON_PAGE; k++) {
        for (int f = 0; f < count; f++) {
            int answer, row = found[f] / PLACES_W, column = found[f] % PLACES_W;
            best_class(p + found[f] * (CLASSES + 1), &answer, 1, CLASSES);
            if (abs(row - page->rows[k]) <= 2 &&
                abs(column - page->columns[k]) <= 2) {
                ++*located;
                *named += answer == page->labels[k];
                break;
            }
        }
    }
}

int main(void)
{
    Dataset files = load_files("mnist", "train");
    Dataset others = load_files("mnist", "t10k");
    Rng rng = rng_seeded(4);
    Error error;
    real *digits = half_pictures(&files, DIGITS);
    real *unseen = half_pictures(&others, 2000);
    real *x = need(malloc((size_t)3 * DIGITS * IN * sizeof *x));
    int *labels = need(malloc((size_t)3 * DIGITS * sizeof *labels));
    window_examples(digits, files.labels, DIGITS, x, labels, &rng);
    real mean, deviation;
    mean_and_deviation(x, (size_t)3 * DIGITS * IN, &mean, &deviation);
    standardise(x, mean, deviation, (size_t)3 * DIGITS * IN);
    end_unless(net_new(&net, "dense 64, relu, dense 11", (Shape){1, HALF, HALF},
                       BATCH, 1, &error),
               &error);
    teach(x, labels, &rng);
    int located = 0, named = 0, found_in_all = 0;
    static Page page;
    for (int k = 0; k < PAGES; k++) {
        int found[MOST];
        draw_page(&page, unseen, others.labels, 2000, &rng);
        scan_page(&net, &page, mean, deviation, p);
        int count = find_digits(p, found, MOST);
        judge_page(&page, found, count, &located, &named);
        found_in_all += count;
        if (k == 0) {
            write_page(&page, found, count);
        }
    }
    int digits_in_all = PAGES * ON_PAGE;
    FILE *values = figure_open("scan.values");
    fprintf(values, "scan.pages\t%d\n", PAGES);
    fprintf(values, "scan.places\t%d %03d\n", PLACES / 1000, PLACES % 1000);
    fprintf(values, "scan.located\t%d\n", located);
    fprintf(values, "scan.named\t%d\n", named);
    fprintf(values, "scan.false\t%d\n", found_in_all - located);
    fprintf(values, "scan.digits\t%d\n", digits_in_all);
    figure_close(values);
    printf("%d of %d digits found, %d named rightly, %d more found\n", located,
           digits_in_all, named, found_in_all - located);
    net_free(&net);
    free(digits);
    free(unseen);
    free(x);
    free(labels);
    dataset_free(&files);
    dataset_free(&others);
    return 0;
}
