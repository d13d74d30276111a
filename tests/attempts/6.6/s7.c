/* Two slips: the examples are taken from x[(first + k) * in] without order,
   and the loop tests first + k <= count, one too many (should be <). */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t first = batch * size, k = 0;
    for (; k < size && first + k <= count; k++) {
        for (size_t i = 0; i < in; i++)
            batch_x[k * in + i] = x[(first + k) * in + i];
        batch_labels[k] = labels[first + k];
    }
    return k;
}
