/* missing pi */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    if (t >= total) return final;
    return final + (base - final) * (1 + cos((double)t / (double)total)) / 2;
}
