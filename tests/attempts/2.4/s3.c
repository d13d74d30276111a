/* The two sides are subtracted the wrong way round (right minus left), so the
   bump points down; it should be up - down. */
real bump(real x, real left, real right, real height, real s)
{
    real up = sigmoid(s * (x - left));
    real down = sigmoid(s * (x - right));
    return (down - up) * height;
}
