/* left - x right only */
real bump(real x, real left, real right, real height, real s)
{
    return height * (sigmoid(s * (x - left)) - sigmoid(s * (right - x)));
}
