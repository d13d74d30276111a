#include "kernels_avx2.h"

#if HAS_AVX2

static bool runs_here(void)
{
#ifdef __x86_64__
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return true; /* SIMDe made other instructions of them */
#endif
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
    .conv_forward = conv_forward_avx2,
    .conv_inputs = conv_inputs_avx2,
    .conv_weights = conv_weights_avx2,
    .conv_scratch = conv_scratch_avx2,
    .conv_relu_pool = conv_relu_pool_avx2,
    .sparse_weights = sparse_weights_avx2,
    .sparse_inputs = sparse_inputs_avx2,
    .max_pool = max_pool_avx2,
};

#endif
