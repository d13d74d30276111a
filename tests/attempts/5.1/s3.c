/* The pointer g is never moved on, so all parameters get the first gradient;
   *g should be *g++. */
void sgd_step(real *w, const real *g, real learning_rate, size_t count)
{
    while (count > 0) {
        *w++ -= learning_rate * *g;
        count--;
    }
}
