/* The 1 is written once, before all the rows; *y++ = 1 belongs inside the
   loop over the examples. */
void augment(const real *x, real *y, size_t n, size_t in)
{
    *y++ = 1;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < in; j++) {
            *y++ = *x++;
        }
    }
}
