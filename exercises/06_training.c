#include "training.h"
#include "todo.h"

bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    TODO("6.1");
    return false;
}

void normalise(const unsigned char *pixels, real *x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = pixels[i] / (real)255;
    }
}

void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    TODO("6.2");
}

void standardise(real *x, real mean, real deviation, size_t count)
{
    TODO("6.3");
}

void standardise_sets(real *train, size_t train_count, real *other,
                      size_t other_count)
{
    TODO("6.4");
}

void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    TODO("6.5");
}

size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    TODO("6.6");
    return 0;
}

real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    TODO("6.7");
    return 0;
}

void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    TODO("6.8");
}

real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    TODO("6.9");
    return 0;
}

void confusion_matrix(const int *labels, const int *answers, size_t *counts,
                      size_t n, size_t classes)
{
    TODO("6.10");
}

real share(real part, real whole)
{
    return whole > 0 ? part / whole : 0;
}

void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    TODO("6.11");
}
