/* A row is compared with its sum of ink, not pixel by pixel, and bottom is the last row, not one behind. */
static real line(const real *x, size_t step, size_t n)
{
    real s = 0;
    while (n--) {
        s += *x;
        x += step;
    }
    return s;
}

bool ink_box(const real *x, real least, size_t h, size_t w, Box *box)
{
    size_t t = 0, b = h, l = 0, r = w;
    while (t < h && line(x + t * w, 1, w) < least) t++;
    if (t == h) return false;
    while (b > 0 && line(x + (b - 1) * w, 1, w) < least) b--;
    while (l < w && line(x + l, w, h) < least) l++;
    while (r > 0 && line(x + r - 1, w, h) < least) r--;
    *box = (Box){.top = t, .left = l, .bottom = b - 1, .right = r};
    return true;
}
