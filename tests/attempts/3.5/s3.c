/* 1 / count is a division of whole numbers and 0 for count > 1; it should be
   sum / (real)count. */
real mean_squared_error(const real *y, const real *t, size_t count)
{
    real loss = 0;
    const real *stop = y + count;
    while (y < stop) {
        loss += (*y - *t) * (*y - *t);
        y++;
        t++;
    }
    return 1 / count * loss;
}
