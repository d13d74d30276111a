/* Golden values: numbers that PyTorch computed, to hold the library against.
   The file tests/golden/FILE.txt is written by FILE.py. Its first line is a
   comment that names the versions; each line after it is
       name<TAB>2x3<TAB>1 2 3 4 5 6
   the name, the shape, and the values row after row, with 17 digits; or
       name<TAB>words */
#ifndef GOLDEN_H
#define GOLDEN_H

#include "real.h"

/* The values called `name` in tests/golden/FILE.txt; their number is put into
   *count if that is not NULL. They stay valid until the program ends. Inputs
   are stored too, so that both sides compute from the same numbers. A missing
   file or name, or a line that does not hold as many numbers as its shape says,
   ends the test. */
const real *golden(const char *file, const char *name, size_t *count);

/* The same for whole numbers, as labels are. */
const int *golden_ints(const char *file, const char *name, size_t *count);

/* The words called `name`, likewise. */
const char *golden_text(const char *file, const char *name);

/* Requires got to equal the golden values of this name. The error of each
   element may be 1e-10 in double and 1e-5 in float, relative to the element;
   elements less than a tenth of the largest of their array are measured by that
   tenth, because sums of large terms may leave a small one. Fails the test with
   the name, the index and both values at the first that differs.
   got: [count]. */
void golden_require(const char *file, const char *name, const real *got,
                    size_t count);

/* The same with another tolerance, for values that were computed otherwise. */
void golden_require_within(const char *file, const char *name, const real *got,
                           size_t count, double tolerance);

#endif
