/* The parentheses are missing: x - mean / deviation should be (x - mean) /
   deviation. */
void standardise(real *x, real mean, real deviation, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (deviation != 0)
            x[i] = x[i] - mean / deviation;
        else
            x[i] -= mean;
    }
}
