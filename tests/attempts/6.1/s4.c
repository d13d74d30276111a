/* The file must be exactly as long as the head (size != bytes), so a file
   with data is refused; it should be size < bytes. */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (size < 4)
        return error_set(error, "expected 4 bytes or more, found %zu", size);
    if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8)
        return error_set(error, "expected 0 0 8, found %d %d %d", bytes[0], bytes[1], bytes[2]);
    size_t d = bytes[3];
    if (d == 0 || d > 4)
        return error_set(error, "expected 1 to 4 dimensions, found %zu", d);
    if (size != 4 + 4 * d)
        return error_set(error, "expected %zu bytes, found %zu", 4 + 4 * d, size);
    head->dimensions = d;
    head->bytes = 4 + 4 * d;
    const unsigned char *b = bytes + 4;
    for (size_t i = 0; i < d; i++, b += 4)
        head->shape[i] = (size_t)b[0] << 24 | (size_t)b[1] << 16 | (size_t)b[2] << 8 | (size_t)b[3];
    return true;
}
