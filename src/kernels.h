/* The kernels that a network calls, one table for each instruction set. The
   scalar ones are the functions of the chapters: the reference for all others,
   which equal them within rounding. */
#ifndef KERNELS_H
#define KERNELS_H

#include "error.h"
#include "real.h"

/* What each one computes and the shapes of its arrays: gemm and dense_forward
   in mlp.h, dense_backward in backprop.h. The bits of a result do not depend on
   the number of threads. */
typedef struct Kernels {
    const char *name; /* as NN_ISA gives it */
    void (*gemm)(bool transpose_a, bool transpose_b, const real *a,
                 const real *b, real *c, size_t m, size_t n, size_t k,
                 bool accumulate);
    void (*dense_forward)(const real *x, const real *w, const real *b, real *y,
                          size_t n, size_t in, size_t out);
    void (*dense_backward)(const real *x, const real *w, const real *dy,
                           real *dx, real *dw, real *db, size_t n, size_t in,
                           size_t out);
} Kernels;

extern const Kernels kernels_scalar;

/* AVX2 kernels are for float: on x86, and elsewhere where SIMDe translates
   them. HAS_AVX2 is 1 if they were built. */
#define REAL_IS_float 1
#define REAL_IS_double 0
#define REAL_IS_NAMED(type) REAL_IS_##type
#define REAL_IS(type) REAL_IS_NAMED(type)
#if defined __x86_64__ || __has_include(<simde/x86/avx2.h>)
#define HAS_AVX2 REAL_IS(REAL)
#else
#define HAS_AVX2 0
#endif
#if HAS_AVX2
extern const Kernels kernels_avx2;
#endif

/* The fastest kernels that this processor can run, or those that the
   environment variable NN_ISA names. NULL if there are none of that name. */
const Kernels *kernels_choose(Error *error);

#endif
