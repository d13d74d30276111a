#include "kernels_avx2.h"

#if HAS_AVX2

#include "conv_ways.h"

static bool runs_here(void)
{
#ifdef __x86_64__
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return true; /* SIMDe made other instructions of them */
#endif
}

static void forward(const float *x, const float *w, const float *b, float *y,
                    Padding kind, const Conv *conv, size_t n, void *scratch)
{
    conv_ways_forward(x, w, b, y, kind, conv, n, scratch, &winograd_avx2);
}

static void inputs(const float *w, const float *dy, float *dx, Padding kind,
                   const Conv *conv, size_t n, void *scratch)
{
    conv_ways_inputs(w, dy, dx, kind, conv, n, scratch, &winograd_avx2);
}

static size_t scratch_of(const Conv *conv)
{
    size_t weights = conv_weights_scratch_avx2(conv);
    size_t others = conv_ways_scratch(conv, &winograd_avx2);
    return weights > others ? weights : others;
}

const Kernels kernels_avx2 = {
    .name = "avx2",
    .runs_here = runs_here,
    .activate = activate_avx2,
    .activate_backward = activate_backward_avx2,
    .dense_forward = dense_forward_avx2,
    .dense_inputs = dense_inputs_avx2,
    .dense_weights = dense_weights_avx2,
    .dense_scratch = dense_scratch_avx2,
    .conv_forward = forward,
    .conv_inputs = inputs,
    .conv_weights = conv_weights_avx2,
    .conv_scratch = scratch_of,
    .conv_relu_pool = conv_relu_pool_avx2,
    .add_windows = add_windows_avx2,
    .winograd = &winograd_avx2,
    .max_pool = max_pool_avx2,
};

#endif
