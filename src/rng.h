/* Random numbers that are the same on every machine: one seed, one sequence.
   The generator is xoshiro256** of Blackman and Vigna (2018,
   https://prng.di.unimi.it), seeded by splitmix64. */
#ifndef RNG_H
#define RNG_H

#include <stddef.h>
#include <stdint.h>

typedef struct Rng {
    uint64_t state[4];
    double spare; /* the second of the two normal numbers made at a time */
    int has_spare;
} Rng;

/* A generator started from seed; any seed will do, 0 too. */
Rng rng_seeded(uint64_t seed);

/* A generator for one example in one layer at one step of a training: what it
   draws depends on these numbers alone, not on who has drawn before. */
Rng rng_at(uint64_t seed, uint64_t step, uint64_t layer, uint64_t example);

/* 64 random bits. */
uint64_t rng_next(Rng *rng);

/* Uniform in [0, 1), a multiple of 2^-53. */
double rng_uniform(Rng *rng);

/* Uniform in [low, high). */
double rng_between(Rng *rng, double low, double high);

/* Uniform among 0, 1 ... n − 1, without bias. n > 0. */
size_t rng_below(Rng *rng, size_t n);

/* Normal with mean 0 and standard deviation 1 (Marsaglia's polar method). */
double rng_normal(Rng *rng);

/* Puts the n numbers of order into random order (Fisher and Yates). */
void rng_shuffle(Rng *rng, size_t *order, size_t n);

#endif
