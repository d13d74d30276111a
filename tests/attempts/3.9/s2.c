/* The biases are counted for the inputs: sizes[l] * (sizes[l + 1] + 1) should
   be sizes[l + 1] * (sizes[l] + 1). */
size_t parameter_count(const size_t *sizes, size_t layers)
{
    size_t sum = 0;
    for (size_t l = 0; l < layers; l++)
        sum += sizes[l] * (sizes[l + 1] + 1);
    return sum;
}
