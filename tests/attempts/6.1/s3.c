/* A file with no dimension (bytes[3] = 0) is accepted; the check should be
   for less than 1 as well as for more than 4. */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (size < 4)
        return error_set(error, "expected 4 bytes, found %zu", size);
    if (bytes[0] != 0 || bytes[1] != 0)
        return error_set(error, "expected 0 0, found %d %d", bytes[0], bytes[1]);
    if (bytes[2] != 8)
        return error_set(error, "expected type 8, found %d", bytes[2]);
    head->dimensions = bytes[3];
    if (head->dimensions > 4)
        return error_set(error, "expected 1 to 4 dimensions, found %d", bytes[3]);
    head->bytes = 4 + 4 * head->dimensions;
    if (size < head->bytes)
        return error_set(error, "expected %zu bytes, found %zu", head->bytes, size);
    for (size_t i = 0; i < head->dimensions; i++) {
        const unsigned char *b = &bytes[4 * (i + 1)];
        head->shape[i] = ((size_t)b[0] << 24) + ((size_t)b[1] << 16) +
                         ((size_t)b[2] << 8) + b[3];
    }
    return true;
}
