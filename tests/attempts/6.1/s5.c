/* The test of the zero bytes uses &&, so one wrong byte alone is let through;
   it should be bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8. */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (size < 4)
        return error_set(error, "expected 4 bytes, found %zu", size);
    if (bytes[0] != 0 && bytes[1] != 0 && bytes[2] != 8)
        return error_set(error, "expected 0 0 8, found %d %d %d", bytes[0],
                         bytes[1], bytes[2]);
    unsigned dims = bytes[3];
    if (dims < 1 || dims > 4)
        return error_set(error, "expected 1 to 4 dimensions, found %u", dims);
    head->dimensions = dims;
    head->bytes = 4 + 4 * (size_t)dims;
    if (head->bytes > size)
        return error_set(error, "expected %zu bytes, found %zu", head->bytes,
                         size);
    for (unsigned i = 0; i < dims; i++) {
        const unsigned char *b = bytes + 4 + 4 * i;
        head->shape[i] = (size_t)b[0] << 24 | (size_t)b[1] << 16 |
                         (size_t)b[2] << 8 | (size_t)b[3];
    }
    return true;
}
