/* l + 1 < layers leaves out the last layer; the loop should run while l <
   layers. */
size_t parameter_count(const size_t *sizes, size_t layers)
{
    size_t weights = 0, biases = 0;
    for (size_t l = 0; l + 1 < layers; l++) {
        weights += sizes[l] * sizes[l + 1];
        biases += sizes[l + 1];
    }
    return weights + biases;
}
