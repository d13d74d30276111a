/* total-1 */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    if (t >= total) return final;
    return final + (base - final) * (1 + cos(PI * t / (total - 1))) / 2;
}
