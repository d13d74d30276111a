/* 2 / count is a division of whole numbers and 0 from count = 3 on; it should
   be 2 / (real)count. */
void mean_squared_error_backward(const real *y, const real *t, real *dy,
                                 size_t count)
{
    real factor = 2 / count;
    for (size_t i = 0; i < count; i++)
        dy[i] = factor * (y[i] - t[i]);
}
