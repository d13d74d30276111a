/* Safetensors files: every tensor lies in the file, what is read can be written
   and is then the same, and the network of a checkpoint is built or refused. */
#include "checkpoint.h"
#include "memory_file.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_copy(const Safetensors *file)
{
    static char path[64];
    Safetensors copy;
    Error error;
    snprintf(path, sizeof path, "/tmp/fuzz-safetensors-%d", (int)getpid());
    if (!safetensors_save(path, file->tensors, file->count, file->notes,
                          file->note_count, &error) ||
        !safetensors_load(&copy, path, &error) || copy.count != file->count) {
        fprintf(stderr, "%s\n", error.text);
        abort();
    }
    for (size_t i = 0; i < file->count; i++) {
        const Tensor *t = &file->tensors[i];
        const Tensor *same = safetensors_tensor(&copy, t->name);
        if (same == NULL || memcmp(same->data, t->data, tensor_bytes(t)) != 0) {
            abort();
        }
    }
    safetensors_free(&copy);
    remove(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static unsigned turn;
    Safetensors file;
    Net net;
    Error error;
    const char *path = memory_file(bytes, size);
    if (safetensors_load(&file, path, &error)) {
        for (size_t i = 0; i < file.count; i++) {
            touch(file.tensors[i].data, tensor_bytes(&file.tensors[i]));
        }
        if (turn++ % 64 == 0) { /* it takes the disk's time */
            check_copy(&file);
        }
        if (checkpoint_net(&net, &file, path, 2, &error)) {
            net_free(&net);
        }
    }
    safetensors_free(&file);
    return 0;
}
