/* n = count - first is computed without asking whether first is behind count;
   the unsigned number wraps around when the epoch is over and the copy goes
   astray, it should be 0 then. */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t first = batch * size;
    size_t n = count - first;
    if (n > size) n = size;
    for (size_t k = 0; k < n; k++) {
        size_t e = order[first + k];
        batch_labels[k] = labels[e];
        for (size_t i = 0; i < in; i++)
            batch_x[k * in + i] = x[e * in + i];
    }
    return n;
}
