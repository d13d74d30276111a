/* It returns size also for a short batch; it should return how many were
   copied, end - first. */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t first = batch * size;
    size_t end = first + size;
    if (first >= count)
        return 0;
    if (end > count)
        end = count;
    for (size_t p = first; p < end; p++) {
        size_t e = order[p];
        for (size_t i = 0; i < in; i++)
            *batch_x++ = x[e * in + i];
        *batch_labels++ = labels[e];
    }
    return size;
}
