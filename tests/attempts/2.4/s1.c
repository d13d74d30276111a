/* The argument is s * x - left; the edge must be subtracted before
   multiplying, s * (x - left), and the same for right. */
real bump(real x, real left, real right, real height, real s)
{
    return height * (sigmoid(s * x - left) - sigmoid(s * x - right));
}
