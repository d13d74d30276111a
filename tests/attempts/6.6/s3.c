/* The batch begins at order[batch + k]; it should be order[batch * size + k]. */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t k;
    for (k = 0; k < size && batch + k < count; k++) {
        size_t e = order[batch + k];
        batch_labels[k] = labels[e];
        for (size_t i = 0; i < in; i++) {
            batch_x[k * in + i] = x[e * in + i];
        }
    }
    return k;
}
