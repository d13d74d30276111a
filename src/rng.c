#include "rng.h"

#include <assert.h>
#include <math.h>

static uint64_t splitmix64(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

Rng rng_seeded(uint64_t seed)
{
    Rng rng = {{0}, 0, 0};
    for (int i = 0; i < 4; i++) {
        rng.state[i] = splitmix64(&seed);
    }
    return rng;
}

Rng rng_at(uint64_t seed, uint64_t step, uint64_t layer, uint64_t example)
{
    const uint64_t numbers[] = {step, layer, example};
    uint64_t mixed = seed;
    for (int i = 0; i < 3; i++) {
        mixed = splitmix64(&mixed) ^ numbers[i];
    }
    return rng_seeded(splitmix64(&mixed));
}

static uint64_t rotate_left(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

uint64_t rng_next(Rng *rng)
{
    uint64_t *s = rng->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

double rng_uniform(Rng *rng)
{
    return (double)(rng_next(rng) >> 11) * 0x1p-53;
}

double rng_between(Rng *rng, double low, double high)
{
    return low + (high - low) * rng_uniform(rng);
}

size_t rng_below(Rng *rng, size_t n)
{
    assert(n > 0);
    uint64_t reject = (UINT64_MAX - n + 1) % n; /* 2^64 mod n */
    uint64_t r;
    do {
        r = rng_next(rng);
    } while (r < reject);
    return (size_t)(r % n);
}

double rng_normal(Rng *rng)
{
    if (rng->has_spare) {
        rng->has_spare = 0;
        return rng->spare;
    }
    double u, v, s;
    do {
        u = rng_between(rng, -1, 1);
        v = rng_between(rng, -1, 1);
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    double factor = sqrt(-2 * log(s) / s);
    rng->spare = v * factor;
    rng->has_spare = 1;
    return u * factor;
}

void rng_shuffle(Rng *rng, size_t *order, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = rng_below(rng, i);
        size_t last = order[i - 1];
        order[i - 1] = order[j];
        order[j] = last;
    }
}
