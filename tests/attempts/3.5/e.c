/* for (size_t i = 0; i < count; i++) {; sum += pow(y[i] - t[i], 2);; return
   sum / count;; }
   expect: compile */
real mean_squared_error(const real *y, const real *t, size_t count)
{
    real sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += pow(y[i] - t[i], 2);
        return sum / count;
    }
}
