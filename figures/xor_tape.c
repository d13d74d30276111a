/* XOR learned by the scalar engine: the loss of one run and of one that gets
   stuck, and many starts with two, three and four hidden units. */
#include "tape_network.h"

#include "figure.h"

enum { STEPS = 1000, STARTS = 100, SHOWN = 300 };

static const real learning_rate = (real)0.05;

/* The loss step by step; the first step at which all four answers are right is
   noted under that name. */
static void draw_run(Tape *tape, TapeNetwork network, const char *name,
                     FILE *file, FILE *values)
{
    int arrived = -1;
    for (int step = 0; step <= SHOWN; step++) {
        int right;
        real e = tape_network_step(&network, tape, learning_rate, &right);
        fprintf(file, "%d %g %d\n", step, (double)e, right);
        if (right == 4 && arrived < 0) {
            arrived = step;
        }
        if (step == 50 || step == 150 || step == 250 || step == SHOWN) {
            fprintf(values, "xor_tape.%s.%d\t%.4f\n", name, step, (double)e);
        }
    }
    fprintf(file, "\n\n");
    fprintf(values, "xor_tape.%s.arrived\t%d\n", name, arrived);
}

/* How many answers are right after so many more steps. */
static int train(TapeNetwork *network, Tape *tape, int steps)
{
    int right = 0;
    for (int step = 0; step < steps; step++) {
        tape_network_step(network, tape, learning_rate, &right);
    }
    return right;
}

static void show_run(Tape *tape, FILE *values)
{
    FILE *file = figure_open("xor_tape.dat");
    TapeNetwork network = tape_network(3, 5);
    draw_run(tape, network, "run", file, values);
    fprintf(values, "xor_tape.numbers\t%zu\n", tape->count);
    fprintf(values, "xor_tape.bytes\t%zu\n", sizeof(Value));
    fprintf(values, "xor_tape.parameters\t%zu\n", network.count);

    uint64_t stuck = 1;
    for (;; stuck++) {
        network = tape_network(2, stuck);
        if (train(&network, tape, 10 * STEPS) < 4) {
            break;
        }
    }
    draw_run(tape, tape_network(2, stuck), "stuck", file, values);
    figure_close(file);
}

static void show_starts(Tape *tape, FILE *values)
{
    int stuck_for_long = 0;
    printf("hidden units   starts that end with four right\n");
    for (size_t hidden = 2; hidden <= 4; hidden++) {
        int solved = 0;
        for (uint64_t seed = 1; seed <= STARTS; seed++) {
            TapeNetwork network = tape_network(hidden, seed);
            if (train(&network, tape, STEPS) == 4) {
                solved++;
            } else if (hidden == 2) {
                stuck_for_long += train(&network, tape, 9 * STEPS) < 4;
            }
        }
        printf("%12zu   %d of %d\n", hidden, solved, STARTS);
        fprintf(values, "xor_tape.stuck%zu\t%d\n", hidden, STARTS - solved);
    }
    fprintf(values, "xor_tape.stuck_for_long\t%d\n", stuck_for_long);
    fprintf(values, "xor_tape.starts\t%d\n", STARTS);
    fprintf(values, "xor_tape.steps\t%d\n", STEPS);
    fprintf(values, "xor_tape.rate\t%g\n", (double)learning_rate);
}

int main(void)
{
    Tape tape = tape_new(1000);
    if (tape.values == NULL) {
        return EXIT_FAILURE;
    }
    FILE *values = figure_open("xor_tape.values");
    show_run(&tape, values);
    show_starts(&tape, values);
    figure_close(values);
    tape_free(&tape);
    return 0;
}
