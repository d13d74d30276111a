/* IDX files, plain and compressed: loaded and whole, or refused. */
#include "idx.h"
#include "memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Idx idx;
    Error error;
    if (idx_load(&idx, memory_file(bytes, size), &error)) {
        size_t count = 1;
        for (size_t i = 0; i < idx.dimensions; i++) {
            count *= idx.shape[i];
        }
        touch(idx.data, count);
    }
    idx_free(&idx);
    return 0;
}
