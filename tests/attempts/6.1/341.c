/* head pointer: swaps dims order (reverse) */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (size < 4) return error_set(error, "too short");
    if (bytes[0] || bytes[1] || bytes[2] != 8) return error_set(error, "bad magic");
    if (bytes[3] == 0 || bytes[3] > 4) return error_set(error, "dims");
    head->dimensions = bytes[3];
    head->bytes = 4 + 4 * head->dimensions;
    if (size < head->bytes) return error_set(error, "cut");
    for (size_t i = 0; i < head->dimensions; i++) {
        const unsigned char *b = bytes + 4 + 4 * i;
        head->shape[head->dimensions - 1 - i] = (size_t)b[0] << 24 | (size_t)b[1] << 16 | (size_t)b[2] << 8 | (size_t)b[3];
    }
    return true;
}
