/* The bytes are looked at before the size is checked; a file of less than 4
   bytes is read behind its end. size < 4 should be asked first. */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8)
        return error_set(error, "expected 0 0 8, found %d %d %d", bytes[0],
                         bytes[1], bytes[2]);
    if (bytes[3] < 1 || bytes[3] > 4)
        return error_set(error, "expected 1 to 4 dimensions, found %d", bytes[3]);
    head->dimensions = bytes[3];
    head->bytes = 4 + 4 * head->dimensions;
    if (size < head->bytes)
        return error_set(error, "expected %zu bytes, found %zu", head->bytes, size);
    for (size_t i = 0; i < head->dimensions; i++) {
        head->shape[i] = 0;
        for (size_t k = 0; k < 4; k++)
            head->shape[i] = head->shape[i] << 8 | bytes[4 + 4 * i + k];
    }
    return true;
}
