/* height inside */
real bump(real x, real left, real right, real height, real s)
{
    return sigmoid(height * s * (x - left)) - sigmoid(height * s * (x - right));
}
