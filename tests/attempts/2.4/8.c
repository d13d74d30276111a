/* int */
real bump(real x, real left, real right, real height, real s)
{
    int a = sigmoid(s * (x - left));
    int b = sigmoid(s * (x - right));
    return height * (a - b);
}
