#include "optim.h"
#include "todo.h"

void sgd_step(real *w, const real *g, real learning_rate, size_t count)
{
    TODO("5.1");
}

void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    TODO("5.2");
}

void nesterov_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    TODO("5.3");
}

void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count)
{
    TODO("5.4");
}

void rmsprop_step(real *w, const real *g, real *s, real learning_rate,
                  real decay, real epsilon, size_t count)
{
    TODO("5.5");
}

void adadelta_step(real *w, const real *g, real *s, real *a, real learning_rate,
                   real decay, real epsilon, size_t count)
{
    TODO("5.6");
}

void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    TODO("5.7");
}

void add_weight_decay(const real *w, real *g, real decay, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g[i] += decay * w[i];
    }
}

double exponential_decay(size_t t, double factor, double base)
{
    return base * pow(factor, (double)t);
}

double step_decay(size_t t, size_t every, double factor, double base)
{
    TODO("5.8");
    return 0;
}

double cosine_decay(size_t t, size_t total, double final, double base)
{
    TODO("5.9");
    return 0;
}

double warm_up(size_t t, size_t warmup, double base)
{
    TODO("5.10");
    return 0;
}

double one_cycle(size_t t, size_t total, double rise, double base)
{
    TODO("5.11");
    return 0;
}

void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    TODO("5.12");
}

void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    TODO("5.13");
}
