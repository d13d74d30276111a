/* dx is added to. */
void dropout_backward(const real *mask, const real *dy, real *dx, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dx[i] += mask[i] * dy[i];
    }
}
