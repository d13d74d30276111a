/* What a training is told. All of it is kept in the run's folder. */
#ifndef CONFIG_H
#define CONFIG_H

#include "optimiser.h"

typedef struct Config {
    const char *network, *data, *split;
    OptimiserSettings optimiser;
    Schedule schedule;
    size_t batch, epochs, seed;
} Config;

#endif
