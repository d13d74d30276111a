/* Pictures from files, as a trained network is to get them. */
#ifndef INPUT_H
#define INPUT_H

#include "model.h"

/* Does the network take one square grey picture? An error if not.
   path: of the model. */
bool input_fits(const Model *model, const char *path, Error *error);

/* Reads a picture and makes it like those that the network was trained on, but
   for the standardising. Says on standard error, as the command, if a network
   for digits gets several marks that do not touch.
   x: [size of the net's input], 0 (paper) to 1 (ink). */
bool input_load(const Model *model, const char *path, float *x,
                const char *command, Error *error);

#endif
