/* A short last batch is dropped (return 0 if it is not full); its examples
   should be copied and counted. */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t first = batch * size;
    if (first + size > count)
        return 0;
    for (size_t k = 0; k < size; k++) {
        size_t e = order[first + k];
        for (size_t i = 0; i < in; i++)
            batch_x[k * in + i] = x[e * in + i];
        batch_labels[k] = labels[e];
    }
    return size;
}
