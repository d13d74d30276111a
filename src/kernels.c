#include "kernels.h"

#include "backprop.h"
#include "mlp.h"

#include <stdlib.h>
#include <string.h>

const Kernels kernels_scalar = {
    .name = "scalar",
    .gemm = gemm,
    .dense_forward = dense_forward,
    .dense_backward = dense_backward,
};

#if HAS_AVX2
static bool processor_has_avx2(void)
{
#ifdef __x86_64__
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return true; /* SIMDe made other instructions of them */
#endif
}
#endif

const Kernels *kernels_choose(Error *error)
{
    const Kernels *usable[] = {&kernels_scalar, NULL};
    const char *names = "scalar";
#if HAS_AVX2
    if (processor_has_avx2()) {
        usable[1] = &kernels_avx2;
        names = "scalar or avx2";
    }
#endif
    const char *wanted = getenv("NN_ISA");
    if (wanted == NULL || *wanted == '\0') {
        return usable[usable[1] != NULL];
    }
    for (size_t i = 0; i < 2 && usable[i] != NULL; i++) {
        if (strcmp(usable[i]->name, wanted) == 0) {
            return usable[i];
        }
    }
    error_set(error, "NN_ISA: expected %s here, found \"%.40s\"", names,
              wanted);
    return NULL;
}
