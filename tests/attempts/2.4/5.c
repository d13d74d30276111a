/* swapped */
real bump(real x, real left, real right, real height, real s)
{
    return height * (sigmoid(s * (x - right)) - sigmoid(s * (x - left)));
}
