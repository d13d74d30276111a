/* Two slips: head->bytes is 4 * dimensions, without the first 4, and the
   messages do not say what was found (they should hold the expected and the
   found number). */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (size < 4)
        return error_set(error, "file too short");
    if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8)
        return error_set(error, "not an IDX file of bytes");
    size_t n = bytes[3];
    if (n < 1 || n > 4)
        return error_set(error, "bad number of dimensions");
    if (size < 4 + 4 * n)
        return error_set(error, "file too short");
    head->dimensions = n;
    head->bytes = 4 * n;
    for (size_t i = 0; i < n; i++) {
        const unsigned char *b = bytes + 4 + 4 * i;
        head->shape[i] = (size_t)b[0] << 24 | (size_t)b[1] << 16 |
                         (size_t)b[2] << 8 | (size_t)b[3];
    }
    return true;
}
