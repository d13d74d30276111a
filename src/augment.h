/* Augmentation: pictures that are changed a little each time the network sees
   them, as the words "shift=2,rotate=15" say. */
#ifndef AUGMENT_H
#define AUGMENT_H

#include "error.h"
#include "real.h"
#include "rng.h"
#include "shape.h"

/* How strongly. 0 everywhere: not at all. Each picture draws its own numbers,
   uniform between the bounds, but for the noise, which is normal. */
typedef struct Augmentation {
    double noise;      /* deviation of what is added to each number */
    double crop;       /* a window is cut out, smaller by this share, and
                          scaled to the full size */
    double flip;       /* probability that left and right change places */
    double rotate;     /* degrees, to either side */
    double scale;      /* larger or smaller by up to this share */
    double shift;      /* whole pixels, each way */
    double brightness; /* added, from −brightness to brightness */
    double contrast;   /* distances from the picture's mean grow or shrink by
                          up to this share */
    double saturation; /* the same for a colour's distances from its grey */
} Augmentation;

/* The words; NULL ends them. */
extern const char *const augmentation_names[];

/* Reads "noise=0.1,shift=2 ..."; "" is none. An error says which word is not
   known, or which number is out of its bounds. */
bool augmentation_read(Augmentation *augmentation, const char *text,
                       Error *error);

bool augmentation_is_none(const Augmentation *augmentation);

/* An error if pictures of that shape cannot be changed so: saturation wants
   three channels, red, green and blue. */
bool augmentation_fits(const Augmentation *augmentation, Shape shape,
                       Error *error);

/* Changes a picture of levels from 0 to 1, which stay in these bounds. Always
   draws the same kinds of numbers in the same order, however strong.
   x: [c][h][w]; spare: [h][w]. */
void augment_picture(const Augmentation *augmentation, real *x, real *spare,
                     Shape shape, Rng *rng);

#endif
