/* The penalty is added and not its slope. */
void add_huber(const real *w, real *g, real strength, real delta, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real a = fabs(w[i]);
        if (a <= delta) {
            g[i] += strength * a * a / (2 * delta);
        } else {
            g[i] += strength * (a - delta / 2);
        }
    }
}
