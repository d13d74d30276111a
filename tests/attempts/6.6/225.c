/* ignores order */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t n = 0, first = batch * size;
    while (n < size && first + n < count) {
        size_t e = first + n;
        for (size_t j = 0; j < in; j++) batch_x[n * in + j] = x[e * in + j];
        batch_labels[n] = labels[e];
        n++;
    }
    return n;
}
