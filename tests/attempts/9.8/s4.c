/* The search for the largest begins at DBL_MIN, which is a tiny number above 0. */
#include <float.h>
void grey_levels(const real *x, unsigned char *grey, size_t count)
{
    double lo = DBL_MAX, hi = DBL_MIN;
    size_t i;
    for (i = 0; i < count; i++) {
        lo = fmin(lo, x[i]);
        hi = fmax(hi, x[i]);
    }
    for (i = 0; i < count; i++)
        grey[i] = lo == hi ? 0 : (unsigned char)floor((x[i] - lo) / (hi - lo) * 255 + 0.5);
}
