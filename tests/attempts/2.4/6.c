/* half */
real bump(real x, real left, real right, real height, real s)
{
    return height / 2 * (sigmoid(s * (x - left)) - sigmoid(s * (x - right)));
}
