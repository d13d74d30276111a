/* Divided by the mask. */
void dropout_backward(const real *mask, const real *dy, real *dx, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dx[i] = dy[i] / mask[i];
    }
}
