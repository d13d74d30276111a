/* left - x */
real bump(real x, real left, real right, real height, real s)
{
    return height * (sigmoid(s * (left - x)) - sigmoid(s * (right - x)));
}
