/* The sum of the formula begins at 1, and so does the loop: the first layer adds nothing, its stride neither; and without layers the answer is 0. */
size_t receptive_field(const Axis *layers, size_t count)
{
    if (count == 0)
        return 0;
    size_t sum = 1, s = 1;
    for (size_t k = 1; k < count; k++) {
        size_t M = layers[k].dilation * (layers[k].window - 1) + 1;
        sum += (M - 1) * s;
        s *= layers[k].stride;
    }
    return sum;
}
