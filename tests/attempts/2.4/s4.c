/* The distance is divided by s instead of multiplied by it: a larger s should
   make the sides steeper. */
real bump(real x, real left, real right, real height, real s)
{
    real a = (x - left) / s;
    real z = (x - right) / s;
    return height * (sigmoid(a) - sigmoid(z));
}
