#include "kernels.h"

#include "backprop.h"
#include "cnn.h"
#include "mlp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool anywhere(void)
{
    return true;
}

static void forward(const real *x, const real *w, const real *b, real *y,
                    size_t n, size_t in, size_t out, void *scratch)
{
    (void)scratch;
    dense_forward(x, w, b, y, n, in, out);
}

size_t kernels_padded(const Conv *conv)
{
    return conv->in_channels * padded_size(&conv->rows) *
           padded_size(&conv->columns);
}

bool kernels_is_padded(const Conv *conv)
{
    return conv->rows.padding + conv->columns.padding > 0;
}

/* Row by row where what is outside is 0. */
void kernels_pad(const real *x, real *y, Padding kind, const Conv *conv)
{
    const Axis *rows = &conv->rows, *columns = &conv->columns;
    size_t width = padded_size(columns);
    if (kind != PAD_ZERO) {
        pad(x, y, kind, conv->in_channels, rows, columns);
        return;
    }
    memset(y, 0, kernels_padded(conv) * sizeof *y);
    for (size_t c = 0; c < conv->in_channels; c++) {
        real *to = y + (c * padded_size(rows) + rows->padding) * width +
                   columns->padding;
        for (size_t i = 0; i < rows->size; i++) {
            memcpy(to + i * width, x, columns->size * sizeof *x);
            x += columns->size;
        }
    }
}

static size_t conv_scratch(const Conv *conv)
{
    return 2 * kernels_padded(conv) * sizeof(real);
}

static void forward_conv(const real *x, const real *w, const real *b, real *y,
                         Padding kind, const Conv *conv, size_t n,
                         void *scratch)
{
    conv_layer_forward(x, w, b, scratch, y, kind, conv, n);
}

static void backward_conv(const real *x, const real *w, const real *dy,
                          real *dx, real *dw, real *db, Padding kind,
                          const Conv *conv, size_t n, void *scratch)
{
    real *padded = scratch, *dpadded = padded + kernels_padded(conv);
    conv_layer_backward(x, w, dy, padded, dpadded, dx, dw, db, kind, conv, n);
}

static void max_pool(const real *x, real *y, int *index, const Pool *pool,
                     size_t n)
{
    size_t in = pool->channels * pool->rows.size * pool->columns.size;
    size_t out = pool->channels * pool->rows.places * pool->columns.places;
    for (size_t e = 0; e < n; e++) {
        max_pool_forward(x + e * in, y + e * out, index + e * out, pool);
    }
}

const Kernels kernels_scalar = {
    .name = "scalar",
    .runs_here = anywhere,
    .activate = activate,
    .activate_backward = activate_backward,
    .dense_forward = forward,
    .dense_backward = dense_backward,
    .conv_forward = forward_conv,
    .conv_backward = backward_conv,
    .conv_scratch = conv_scratch,
    .max_pool = max_pool,
};

const Kernels *const kernel_rows[] = {
#if HAS_AVX512
    &kernels_avx512,
#endif
#if HAS_AVX2
    &kernels_avx2,
#endif
    &kernels_scalar,
    NULL,
};

const Kernels *kernels_choose(Error *error)
{
    const char *wanted = getenv("NN_ISA");
    char names[200] = "";
    size_t length = 0;
    for (size_t i = 0; kernel_rows[i] != NULL; i++) {
        const Kernels *row = kernel_rows[i];
        if (!row->runs_here()) {
            continue;
        }
        if (wanted == NULL || *wanted == '\0' ||
            strcmp(row->name, wanted) == 0) {
            return row;
        }
        length += (size_t)snprintf(names + length, sizeof names - length,
                                   "%s%s", length > 0 ? " or " : "", row->name);
    }
    error_set(error, "NN_ISA: expected %s here, found \"%.40s\"", names,
              wanted);
    return NULL;
}
