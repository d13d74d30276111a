/* M_PI
   expect: compile */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    if (t >= total) return final;
    return final + (base - final) * (1 + cos(M_PI * t / total)) / 2;
}
