#include "rng.h"

#include <criterion/criterion.h>
#include <math.h>

/* The first outputs from the state (1, 2, 3, 4), as the generator's authors'
   program gives them. */
Test(rng, is_xoshiro256_star_star)
{
    Rng rng = {{1, 2, 3, 4}, 0, 0};
    cr_expect_eq(rng_next(&rng), 11520u);
    cr_expect_eq(rng_next(&rng), 0u);
    cr_expect_eq(rng_next(&rng), 1509978240u);
    cr_expect_eq(rng_next(&rng), 1215971899390074240u);
}

Test(rng, same_seed_gives_the_same_sequence_and_another_seed_another)
{
    Rng a = rng_seeded(7), b = rng_seeded(7), c = rng_seeded(8);
    uint64_t first = rng_next(&a);
    cr_expect_eq(first, rng_next(&b));
    cr_expect_neq(first, rng_next(&c));
}

Test(rng, uniform_numbers_lie_in_0_to_1_with_mean_a_half)
{
    Rng rng = rng_seeded(1);
    double sum = 0;
    enum { N = 100000 };
    for (int i = 0; i < N; i++) {
        double u = rng_uniform(&rng);
        cr_assert(u >= 0 && u < 1);
        sum += u;
    }
    cr_expect_lt(fabs(sum / N - 0.5), 5 * sqrt(1.0 / 12 / N));
}

Test(rng, normal_numbers_have_mean_0_and_variance_1)
{
    Rng rng = rng_seeded(2);
    double sum = 0, squares = 0;
    enum { N = 100000 };
    for (int i = 0; i < N; i++) {
        double z = rng_normal(&rng);
        sum += z;
        squares += z * z;
    }
    cr_expect_lt(fabs(sum / N), 5 / sqrt((double)N));
    cr_expect_lt(fabs(squares / N - 1), 5 * sqrt(2.0 / N));
}

Test(rng, below_gives_every_number_equally_often)
{
    Rng rng = rng_seeded(3);
    enum { N = 70000, SIDES = 7 };
    int count[SIDES] = {0};
    for (int i = 0; i < N; i++) {
        size_t k = rng_below(&rng, SIDES);
        cr_assert_lt(k, SIDES);
        count[k]++;
    }
    for (int k = 0; k < SIDES; k++) {
        cr_expect_lt(abs(count[k] - N / SIDES), 5 * 93);
    }
}

Test(rng, shuffle_keeps_every_number_once)
{
    Rng rng = rng_seeded(4);
    enum { N = 100 };
    size_t order[N];
    int seen[N] = {0}, moved = 0;
    for (size_t i = 0; i < N; i++) {
        order[i] = i;
    }
    rng_shuffle(&rng, order, N);
    for (size_t i = 0; i < N; i++) {
        seen[order[i]]++;
        moved += order[i] != i;
    }
    for (size_t i = 0; i < N; i++) {
        cr_expect_eq(seen[i], 1);
    }
    cr_expect_gt(moved, N / 2);
}

Test(rng, at_a_place_draws_the_same_whoever_drew_before)
{
    Rng a = rng_at(1, 2, 3, 4), again = rng_at(1, 2, 3, 4);
    cr_expect_eq(rng_next(&a), rng_next(&again));
    const Rng others[] = {rng_at(0, 2, 3, 4), rng_at(1, 0, 3, 4),
                          rng_at(1, 2, 0, 4), rng_at(1, 2, 3, 0),
                          rng_at(1, 3, 2, 4), rng_at(1, 2, 4, 3),
                          rng_at(2, 1, 3, 4), rng_at(1, 2, 3, 4)};
    for (size_t i = 0; i < 8; i++) {
        for (size_t j = 0; j < i; j++) {
            cr_expect_neq(others[i].state[0], others[j].state[0], "%zu, %zu", i,
                          j);
        }
    }
}

Test(rng, at_neighbouring_places_draws_uniform_numbers)
{
    enum { N = 100000 };
    double sum = 0, products = 0, before = 0;
    for (size_t i = 0; i < N; i++) {
        Rng rng = rng_at(7, i / 100, 2, i % 100);
        double u = rng_uniform(&rng) - 0.5;
        sum += u;
        products += u * before;
        before = u;
    }
    cr_expect_lt(fabs(sum / N), 4 * sqrt(1.0 / 12 / N));
    cr_expect_lt(fabs(products / N), 4 * (1.0 / 12) / sqrt(N));
}
