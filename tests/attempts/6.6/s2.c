/* The label is read as labels[first + k], without order, so that pictures and
   labels no longer belong together; it should be labels[e]. */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t first = batch * size, n = 0;
    while (n < size && first + n < count) {
        const real *example = x + order[first + n] * in;
        for (size_t i = 0; i < in; i++)
            batch_x[n * in + i] = example[i];
        batch_labels[n] = labels[first + n];
        n++;
    }
    return n;
}
