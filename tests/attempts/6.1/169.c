/* plus instead of shift precedence */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (size < 4) return error_set(error, "too short");
    if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8) return error_set(error, "bad");
    if (bytes[3] < 1 || bytes[3] > 4) return error_set(error, "dims %d", bytes[3]);
    if (size < 4 + 4 * (size_t)bytes[3]) return error_set(error, "too short");
    head->dimensions = bytes[3];
    head->bytes = 4 + 4 * head->dimensions;
    for (size_t i = 0; i < head->dimensions; i++) {
        const unsigned char *b = bytes + 4 + 4 * i;
        head->shape[i] = (size_t)b[0] << 24 + (size_t)b[1] << 16 + (size_t)b[2] << 8 + (size_t)b[3];
    }
    return true;
}
