/* The places behind a short batch are filled with zeros; they should stay as
   they are. */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    size_t copied = 0;
    for (size_t k = 0; k < size; k++) {
        size_t place = batch * size + k;
        bool there = place < count;
        batch_labels[k] = there ? labels[order[place]] : 0;
        for (size_t i = 0; i < in; i++)
            batch_x[k * in + i] = there ? x[order[place] * in + i] : 0;
        if (there)
            copied++;
    }
    return copied;
}
