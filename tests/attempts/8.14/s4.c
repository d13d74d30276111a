/* The distance is the stride of the layer before alone, not the product of all of them. */
size_t receptive_field(const Axis *layers, size_t count)
{
    size_t see = 1;
    for (size_t k = 0; k < count; k++) {
        size_t before = k == 0 ? 1 : layers[k - 1].stride;
        see += (layers[k].window - 1) * layers[k].dilation * before;
    }
    return see;
}
