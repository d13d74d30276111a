/* It is not checked whether there are enough bytes for the dimensions, so it
   reads behind the end; size < 4 + 4 * dimensions should be an error. */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (size < 4) {
        return error_set(error, "expected at least 4 bytes, found %zu", size);
    }
    if (bytes[0] || bytes[1] || bytes[2] != 0x08) {
        return error_set(error, "expected 0 0 8, found %d %d %d", bytes[0],
                         bytes[1], bytes[2]);
    }
    if (bytes[3] < 1 || bytes[3] > 4) {
        return error_set(error, "expected 1 to 4 dimensions, found %d", bytes[3]);
    }
    head->dimensions = bytes[3];
    head->bytes = 4;
    for (size_t i = 0; i < head->dimensions; i++) {
        size_t number = 0;
        for (int k = 0; k < 4; k++)
            number = number * 256 + bytes[head->bytes++];
        head->shape[i] = number;
    }
    return true;
}
