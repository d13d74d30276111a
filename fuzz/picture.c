/* Pictures: decoded and prepared, or refused. */
#include "picture.h"

#include <stdint.h>
#include <stdlib.h>

enum { SIDE = 28, BOX = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Picture picture;
    Error error;
    if (picture_decode(&picture, bytes, size, "picture", &error)) {
        float x[SIDE * SIDE];
        (void)picture_marks(&picture);
        if (picture_prepare(&picture, SIDE, BOX, x, "picture", &error)) {
            for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) {
                if (!(x[i] >= 0 && x[i] <= 1.001F)) {
                    abort();
                }
            }
        }
    }
    picture_free(&picture);
    return 0;
}
