/* degrees: 180 */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    if (t >= total) return final;
    return final + (base - final) * (1 + cos(180.0 * t / total)) / 2;
}
