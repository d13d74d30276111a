/* epsilon is inside the root, sqrt(s' + epsilon); it should be sqrt(s') +
   epsilon. */
void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    real d1 = 1 - pow(beta1, (real)step), d2 = 1 - pow(beta2, (real)step);
    while (count-- > 0) {
        *m = beta1 * *m + (1 - beta1) * *g;
        *s = beta2 * *s + (1 - beta2) * *g * *g;
        *w -= learning_rate * (*m / d1) / sqrt(*s / d2 + epsilon);
        w++, g++, m++, s++;
    }
}
