/* Decides by the number of the last row with ink whether there was any: ink in row 0 only is none. */
bool ink_box(const real *x, real least, size_t h, size_t w, Box *box)
{
    size_t lo_i = h, hi_i = 0, lo_j = w, hi_j = 0;
    for (size_t p = 0; p < h * w; p++)
        if (x[p] >= least) {
            size_t i = p / w, j = p % w;
            if (i < lo_i) lo_i = i;
            if (i > hi_i) hi_i = i;
            if (j < lo_j) lo_j = j;
            if (j > hi_j) hi_j = j;
        }
    if (hi_i == 0)
        return false;
    box->top = lo_i;
    box->left = lo_j;
    box->bottom = hi_i + 1;
    box->right = hi_j + 1;
    return true;
}
