/* The second side is taken as a falling sigmoid, sigmoid(s * (right - x)),
   but still subtracted; either the sign of the argument or the minus must go. */
real bump(real x, real left, real right, real height, real s)
{
    real rise = sigmoid(s * (x - left));
    real fall = sigmoid(s * (right - x));
    return height * (rise - fall);
}
