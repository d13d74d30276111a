#include "kernels_avx512.h"

#if HAS_AVX512

#include "conv_ways.h"
#include "kernels_avx2.h"

static bool runs_here(void)
{
    return __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && kernels_avx2.runs_here();
}

static void forward(const float *x, const float *w, const float *b, float *y,
                    Padding kind, const Conv *conv, size_t n, void *scratch)
{
    conv_ways_forward(x, w, b, y, kind, conv, n, scratch, &winograd_avx512);
}

static void inputs(const float *w, const float *dy, float *dx, Padding kind,
                   const Conv *conv, size_t n, void *scratch)
{
    conv_ways_inputs(w, dy, dx, kind, conv, n, scratch, &winograd_avx512);
}

static size_t scratch_of(const Conv *conv)
{
    size_t weights = conv_weights_scratch_avx2(conv);
    size_t others = conv_ways_scratch(conv, &winograd_avx512);
    return weights > others ? weights : others;
}

/* Where there is no function with AVX-512, that with AVX2. */
const Kernels kernels_avx512 = {
    .name = "avx512",
    .runs_here = runs_here,
    .activate = activate_avx512,
    .activate_backward = activate_backward_avx512,
    .dense_forward = dense_forward_avx512,
    .dense_inputs = dense_inputs_avx512,
    .dense_weights = dense_weights_avx512,
    .dense_scratch = dense_scratch_avx512,
    .conv_forward = forward,
    .conv_inputs = inputs,
    .conv_weights = conv_weights_avx2,
    .conv_scratch = scratch_of,
    .conv_relu_pool = conv_relu_pool_avx512,
    .add_windows = add_windows_avx512,
    .winograd = &winograd_avx512,
    .max_pool = max_pool_avx2,
};

#endif
