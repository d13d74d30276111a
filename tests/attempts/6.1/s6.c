/* The bytes are shifted as int and the sum is an int, so that a first byte of
   128 or more gives a negative number and a huge size; each byte should be
   converted to size_t first. */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (size < 4)
        return error_set(error, "expected 4 bytes, found %zu", size);
    if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8)
        return error_set(error, "expected 0 0 8, found %d %d %d", bytes[0],
                         bytes[1], bytes[2]);
    int dimensions = bytes[3];
    if (dimensions < 1 || dimensions > 4)
        return error_set(error, "expected 1 to 4 dimensions, found %d", dimensions);
    if (size < (size_t)(4 + 4 * dimensions))
        return error_set(error, "expected %d bytes, found %zu", 4 + 4 * dimensions, size);
    head->dimensions = (size_t)dimensions;
    head->bytes = (size_t)(4 + 4 * dimensions);
    for (int i = 0; i < dimensions; i++) {
        const unsigned char *b = bytes + 4 + 4 * i;
        int number = (b[0] << 24) + (b[1] << 16) + (b[2] << 8) + b[3];
        head->shape[i] = (size_t)number;
    }
    return true;
}
