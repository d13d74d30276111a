#include "conv.h"
#include "todo.h"

size_t padded_size(const Axis *axis)
{
    return axis->size + 2 * axis->padding;
}

size_t window_pixels(size_t i, const Axis *axis)
{
    size_t count = 0;
    for (size_t k = 0; k < axis->window; k++) {
        size_t at = i * axis->stride + k * axis->dilation;
        count += at >= axis->padding && at - axis->padding < axis->size;
    }
    return count;
}

size_t window_places(const Axis *axis)
{
    TODO("8.1");
    return 0;
}

int padding_source(size_t i, Padding kind, const Axis *axis)
{
    TODO("8.2");
    return 0;
}

void pad(const real *x, real *y, Padding kind, size_t channels,
         const Axis *rows, const Axis *columns)
{
    TODO("8.3");
}

void pad_backward(const real *dy, real *dx, Padding kind, size_t channels,
                  const Axis *rows, const Axis *columns)
{
    TODO("8.4");
}

void correlate(const real *x, const real *f, real *y, size_t h, size_t w,
               size_t m)
{
    TODO("8.5");
}

void conv_forward(const real *x, const real *w, const real *b, real *y,
                  const Conv *conv)
{
    TODO("8.6");
}

void conv_bias_gradient(const real *dy, real *db, const Conv *conv)
{
    TODO("8.7");
}

void conv_weight_gradient(const real *x, const real *dy, real *dw,
                          const Conv *conv)
{
    TODO("8.8");
}

void conv_input_gradient(const real *w, const real *dy, real *dx,
                         const Conv *conv)
{
    TODO("8.9");
}

void max_pool_forward(const real *x, real *y, int *index, const Pool *pool)
{
    TODO("8.10");
}

void max_pool_backward(const real *dy, const int *index, real *dx,
                       const Pool *pool)
{
    TODO("8.11");
}

void avg_pool_forward(const real *x, real *y, bool count_padding,
                      const Pool *pool)
{
    TODO("8.12");
}

void avg_pool_backward(const real *dy, real *dx, bool count_padding,
                       const Pool *pool)
{
    TODO("8.13");
}

size_t receptive_field(const Axis *layers, size_t count)
{
    TODO("8.14");
    return 0;
}

void cut_windows(const real *x, real *y, const Axis *rows, const Axis *columns)
{
    TODO("8.15");
}
