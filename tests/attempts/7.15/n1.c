/* Every fold has n / k examples. */
size_t fold(size_t n, size_t k, size_t f, const size_t *order, size_t *train,
            size_t *validation)
{
    size_t size = n / k, t = 0, v = 0;
    for (size_t i = 0; i < n; i++) {
        if (i / size == f)
            validation[v++] = order[i];
        else
            train[t++] = order[i];
    }
    return v;
}
