/* real worst = 0, top = floor;; if (isnan(a[i]) || isnan(b[i])) return NAN;;
   worst = fmax(worst, fabs(a[i] - b[i]));; top = fmax(top, fmax(fabs(a[i]),
   fabs(b[i])));; return worst / top; */
real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    real worst = 0, top = floor;
    for (size_t i = 0; i < count; i++) {
        if (isnan(a[i]) || isnan(b[i])) return NAN;
        worst = fmax(worst, fabs(a[i] - b[i]));
        top = fmax(top, fmax(fabs(a[i]), fabs(b[i])));
    }
    return worst / top;
}
