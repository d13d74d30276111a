/* g^2 written with ^
   expect: compile */
void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] += g[i] ^ 2;
        w[i] -= learning_rate * g[i] / (sqrt(s[i]) + epsilon);
    }
}
