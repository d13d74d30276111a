/* height multiplies only the first sigmoid; the parentheses around the
   difference are missing. */
real bump(real x, real left, real right, real height, real s)
{
    return height * sigmoid(s * (x - left)) - sigmoid(s * (x - right));
}
