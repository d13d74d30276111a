/* The kernels that a network calls, one row for each instruction set. The
   scalar ones are the functions of the chapters: the reference for all others,
   which equal them within rounding. Each runs in one thread; a network lets
   several threads call them for shares of the work. The bits of a number do not
   depend on how the work is shared; those of one example alone may differ from
   its bits in a batch. */
#ifndef KERNELS_H
#define KERNELS_H

#include "conv.h"
#include "error.h"
#include "mlp.h"
#include "real.h"

#include <stdint.h>

struct Spike;
struct ValidConv;
struct Winograd;

/* What each computes and the shapes of its arrays: activate and dense_forward
   in mlp.h, activate_backward and dense_backward in backprop.h. scratch: as
   many bytes as dense_scratch says, from a multiple of 64; not read where that
   is NULL. */
typedef struct Kernels {
    const char *name; /* as NN_ISA gives it */
    bool (*runs_here)(void);
    void (*activate)(Activation g, const real *z, real *y, size_t count);
    void (*activate_backward)(Activation g, const real *z, const real *y,
                              const real *dy, real *dz, size_t count);
    void (*dense_forward)(const real *x, const real *w, const real *b, real *y,
                          size_t n, size_t in, size_t out, void *scratch);

    /* Backward at once; NULL in a row that has the two functions that
       follow. */
    void (*dense_backward)(const real *x, const real *w, const real *dy,
                           real *dx, real *dw, real *db, size_t n, size_t in,
                           size_t out);

    /* dx = dy w.   w: [out][in]; dy: [n][out]; dx: [n][in], overwritten. */
    void (*dense_inputs)(const real *w, const real *dy, real *dx, size_t n,
                         size_t in, size_t out, void *scratch);

    /* Adds dyᵀ x to dw and the sums of dy over the examples to db, in the rows
       first, first + 1 ... first + rows − 1 of both.
       x: [n][in]; dy: [n][out]; dw: [out][in]; db: [out]. */
    void (*dense_weights)(const real *x, const real *dy, real *dw, real *db,
                          size_t n, size_t in, size_t out, size_t first,
                          size_t rows, void *scratch);

    /* Bytes of scratch for the three of them, for up to n examples. */
    size_t (*dense_scratch)(size_t n, size_t in, size_t out);

    /* A convolution, as cnn.h has it, forward and backward; the latter NULL in
       a row that has the two functions that follow. The scratch of all is as
       many bytes as conv_scratch says, for each thread. */
    void (*conv_forward)(const real *x, const real *w, const real *b, real *y,
                         Padding kind, const Conv *conv, size_t n,
                         void *scratch);
    void (*conv_backward)(const real *x, const real *w, const real *dy,
                          real *dx, real *dw, real *db, Padding kind,
                          const Conv *conv, size_t n, void *scratch);

    /* dx, overwritten, from w and dy. */
    void (*conv_inputs)(const real *w, const real *dy, real *dx, Padding kind,
                        const Conv *conv, size_t n, void *scratch);

    /* Adds to dw and db of the filters first, first + 1 ... first + filters
       − 1. dw, db: of the whole convolution. */
    void (*conv_weights)(const real *x, const real *dy, real *dw, real *db,
                         Padding kind, const Conv *conv, size_t n, size_t first,
                         size_t filters, void *scratch);
    size_t (*conv_scratch)(const Conv *conv);

    /* A convolution with ReLU and max pooling at once, and what adds up its
       gradients, as avx2.h has them. NULL in a row that does not have them. */
    void (*conv_relu_pool)(const float *x, const float *packed, const float *b,
                           float *y, uint8_t *source,
                           const struct ValidConv *conv);
    void (*add_windows)(const struct Spike *spikes, size_t count,
                        const float *from, size_t from_row, float *to,
                        size_t to_row, size_t rows, size_t run);
    const struct Winograd *winograd; /* winograd.h; or NULL */

    /* Max pooling of n examples, as conv.h has it. */
    void (*max_pool)(const real *x, real *y, int *index, const Pool *pool,
                     size_t n);
} Kernels;

/* Numbers of one padded picture of a convolution, and whether padding is part
   of it; pads one, as conv.h has it. */
size_t kernels_padded(const Conv *conv);
bool kernels_is_padded(const Conv *conv);
void kernels_pad(const real *x, real *y, Padding kind, const Conv *conv);

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

/* AVX-512 kernels are for float on x86 alone. */
#ifdef __x86_64__
#define HAS_AVX512 REAL_IS(REAL)
#else
#define HAS_AVX512 0
#endif
#if HAS_AVX512
extern const Kernels kernels_avx512;
#endif

/* All rows that were built, the fastest first; NULL ends them. */
extern const Kernels *const kernel_rows[];

/* The first row that this processor can run, or the one that the environment
   variable NN_ISA names. NULL and an error if it has none of that name. */
const Kernels *kernels_choose(Error *error);

#endif
