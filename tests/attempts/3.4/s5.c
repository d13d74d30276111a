/* p[i] is written and then exp(z[i] - m) is computed once more for the sum;
   with z and p the same array this reads the overwritten number. It should
   add p[i]. */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        size_t begin = e * classes, end = begin + classes;
        real m = z[begin];
        for (size_t i = begin; i < end; i++)
            m = z[i] > m ? z[i] : m;
        real total = 0;
        for (size_t i = begin; i < end; i++) {
            p[i] = exp(z[i] - m);
            total += exp(z[i] - m);
        }
        for (size_t i = begin; i < end; i++)
            p[i] /= total;
    }
}
