/* memcpy without sizeof and int overflow */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t n = 0, first = batch * size;
    while (n < size && first + n < count) {
        size_t e = order[first + n];
        __builtin_memcpy(batch_x + n * in, x + e * in, in);
        batch_labels[n] = labels[e];
        n++;
    }
    return n;
}
