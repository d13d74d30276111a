/* Goes backward with a size_t, which is never negative: the loop does not end. */
size_t receptive_field(const Axis *layers, size_t count)
{
    size_t field = 1;
    for (size_t k = count - 1; k >= 0; k--) {
        size_t length = layers[k].dilation * (layers[k].window - 1) + 1;
        field = (field - 1) * layers[k].stride + length;
    }
    return field;
}
