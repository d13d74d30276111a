#include "kernels.h"

#include "backprop.h"
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

const Kernels kernels_scalar = {
    .name = "scalar",
    .runs_here = anywhere,
    .activate = activate,
    .activate_backward = activate_backward,
    .dense_forward = forward,
    .dense_backward = dense_backward,
};

const Kernels *const kernel_rows[] = {
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
