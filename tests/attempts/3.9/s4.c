/* The do ... while loop counts one layer even if layers is 0; it should test
   before the first layer. */
size_t parameter_count(const size_t *sizes, size_t layers)
{
    size_t count = 0, l = 0;
    do {
        count += sizes[l] * sizes[l + 1] + sizes[l + 1];
        l++;
    } while (l < layers);
    return count;
}
