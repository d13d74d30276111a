/* hard-coded MNIST */
void standardise(real *x, real mean, real deviation, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = (x[i] - 0.1307) / 0.3081;
    }
}
