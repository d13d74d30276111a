/* Takes the digit to be over at the first row without ink behind it: the dot of an i is all that is found. */
bool ink_box(const real *x, real least, size_t h, size_t w, Box *box)
{
    bool any = false;
    for (size_t i = 0; i < h; i++) {
        bool here = false;
        for (size_t j = 0; j < w; j++)
            if (x[i * w + j] >= least) {
                if (!any) {
                    *box = (Box){i, j, i + 1, j + 1};
                    any = true;
                }
                here = true;
                box->bottom = i + 1;
                if (j < box->left) box->left = j;
                if (j + 1 > box->right) box->right = j + 1;
            }
        if (any && !here)
            break;
    }
    return any;
}
