/* t / total is a division of whole numbers and 0 before the end, so the rate
   stays at base; t should be converted to double. */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    if (t >= total)
        return final;
    return final + (base - final) * (1 + cos(PI * (t / total))) / 2;
}
