/* wrong remainder formula: count % size for last (0 when multiple) */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t batches = count / size;
    size_t n = batch < batches ? size : count % size;
    for (size_t k = 0; k < n; k++) {
        size_t e = order[batch * size + k];
        for (size_t j = 0; j < in; j++) batch_x[k * in + j] = x[e * in + j];
        batch_labels[k] = labels[e];
    }
    return n;
}
