/* no end branch */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    return final + (base - final) * (1 + cos(PI * t / total)) / 2;
}
