#include "perceptron.h"
#include "todo.h"

real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    TODO("1.1");
    return 0;
}

int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    TODO("1.2");
    return 0;
}

bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    TODO("1.3");
    return false;
}

size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    TODO("1.4");
    return 0;
}

void augment(const real *x, real *y, size_t n, size_t in)
{
    TODO("1.5");
}
