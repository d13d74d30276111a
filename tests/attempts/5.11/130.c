/* missing braces/ else typo compile error
   expect: compile */
double one_cycle(size_t t, size_t total, double rise, double base)
{
    double peak = rise * total - 1
    if (t <= peak) { return base;
    return 0;
}
