/* Sums in float. */
void centre_of_mass(const real *x, size_t h, size_t w, double *row,
                    double *column)
{
    float s = 0.0f, si = 0.0f, sj = 0.0f;
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++) {
            float v = x[i * w + j];
            s += v;
            si += v * i;
            sj += v * j;
        }
    *row = si / s;
    *column = sj / s;
}
