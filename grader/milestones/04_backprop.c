#include "../../figures/chain.h"
#include "../../figures/ring.h"
#include "../../figures/tape_network.h"
#include "probe.h"

/* ---- 4.M1 XOR, learned by the engine ---- */

static void learn_xor(Verdict *v)
{
    enum { STARTS = 5, STEPS = 1000, HIDDEN = 4 };
    Value values[1000];
    Tape tape = {values, 0, 1000};
    for (int seed = 1; seed <= STARTS; seed++) {
        TapeNetwork network = tape_network(HIDDEN, (uint64_t)seed);
        real loss = 0;
        int right = 0;
        for (int step = 0; step < STEPS; step++) {
            loss = tape_network_step(&network, &tape, (real)0.05, &right);
        }
        if (!require(v, right == 4 && loss < (real)0.01,
                     "From the random weights of seed %d, %d steps on XOR end "
                     "with %d of 4 answers right and a loss of %.3g; expected "
                     "4 and less than 0.01.",
                     seed, STEPS, right, (double)loss)) {
            return;
        }
    }
}

MILESTONE(4, M1, learn_xor, 10);

/* ---- 4.M2 The ring, learned by layers ---- */

static size_t right_answers(Chain *c, const real *x, const int *labels,
                            size_t n)
{
    const real *scores = chain_forward(c, x, n);
    size_t right = 0;
    for (size_t i = 0; i < n; i++) {
        right += (scores[2 * i + 1] > scores[2 * i]) == labels[i];
    }
    return right;
}

static void learn_ring(Verdict *v)
{
    enum { POINTS = 400, TEST = 1000, STEPS = 2000, STARTS = 3 };
    static const size_t sizes[] = {2, 16, 16, 2};
    static real x[2 * POINTS], test_x[2 * TEST];
    static int labels[POINTS], test_labels[TEST];
    for (int seed = 1; seed <= STARTS; seed++) {
        Rng rng = rng_seeded((uint64_t)seed);
        ring_draw(x, labels, POINTS, &rng);
        ring_draw(test_x, test_labels, TEST, &rng);
        Chain c = chain_new(RELU, 3, sizes, TEST);
        chain_draw(&c, 2, &rng);
        real loss = 0;
        for (int step = 0; step < STEPS; step++) {
            loss = chain_learn(&c, x, labels, (real)0.1, POINTS);
        }
        size_t right = right_answers(&c, test_x, test_labels, TEST);
        chain_free(&c);
        if (!require(
                v, right >= TEST * 94 / 100,
                "From the random weights of seed %d, %d steps on %d points "
                "of the ring end with a loss of %.3g and %zu of %d new "
                "points right; expected at least %d.",
                seed, STEPS, POINTS, (double)loss, right, TEST,
                TEST * 94 / 100)) {
            return;
        }
    }
}

MILESTONE(4, M2, learn_ring, 30);
