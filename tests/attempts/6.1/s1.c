/* The size is built with the lowest byte first, b[3] << 24 ... b[0]; the
   highest byte comes first, b[0] << 24. */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (size < 4)
        return error_set(error, "expected 4 bytes at least, found %zu", size);
    if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8)
        return error_set(error, "expected 0 0 8, found %d %d %d", bytes[0],
                         bytes[1], bytes[2]);
    size_t dimensions = bytes[3];
    if (dimensions < 1 || dimensions > 4)
        return error_set(error, "expected 1 to 4 dimensions, found %zu", dimensions);
    size_t needed = 4 + 4 * dimensions;
    if (size < needed)
        return error_set(error, "expected %zu bytes, found %zu", needed, size);
    head->dimensions = dimensions;
    head->bytes = needed;
    for (size_t i = 0; i < dimensions; i++) {
        const unsigned char *b = bytes + 4 + 4 * i;
        head->shape[i] = (size_t)b[3] << 24 | (size_t)b[2] << 16 |
                         (size_t)b[1] << 8 | (size_t)b[0];
    }
    return true;
}
