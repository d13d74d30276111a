#include "kernels_avx512.h"

#if HAS_AVX512

#include "kernels_avx2.h"
#include "winograd.h"

static bool runs_here(void)
{
    return __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && kernels_avx2.runs_here();
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
    .conv_forward = conv_forward_avx2,
    .conv_inputs = conv_inputs_avx2,
    .conv_weights = conv_weights_avx2,
    .conv_scratch = conv_scratch_avx2,
    .conv_relu_pool = conv_relu_pool_avx2,
    .add_windows = add_windows_avx512,
    .winograd = &winograd_avx512,
    .max_pool = max_pool_avx2,
};

#endif
