/* A computation in which one number is used twice, as the engine records it. */
#include "autograd.h"
#include "backprop.h"
#include "figure.h"

enum { NUMBERS = 4 };

/* The backward pass with = in place of +=: what a number gets last is all that
   it keeps. */
static void overwriting_backward(Tape *tape, Value *result)
{
    result->gradient = 1;
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++) {
            if (v->from[k] != NULL) {
                v->from[k]->gradient = v->gradient * v->local[k];
            }
        }
    }
}

/* Each number with its place in the picture; then the ways between them. */
static void draw(const Tape *tape, const char *const *made)
{
    static const double places[NUMBERS][2] = {
        {0, 3.5}, {0, 0}, {4, 0.9}, {8.6, 2.5}};
    FILE *file = figure_open("tape_example.dat");
    for (int i = 0; i < NUMBERS; i++) {
        const Value *v = &tape->values[i];
        fprintf(file, "%g %g \"v%d = %s\" %g %g\n", places[i][0], places[i][1],
                i, made[i], (double)v->value, (double)v->gradient);
    }
    fprintf(file, "\n\n");
    for (int i = 0; i < NUMBERS; i++) {
        const Value *v = &tape->values[i];
        for (int k = 0; k < 2 && v->from[k] != NULL; k++) {
            const double *from = places[v->from[k] - tape->values];
            fprintf(file, "%g %g %g %g %g %g\n", from[0], from[1], places[i][0],
                    places[i][1], (double)v->local[k],
                    (double)(v->gradient * v->local[k]));
        }
    }
    figure_close(file);
}

int main(void)
{
    static const char *const made[NUMBERS] = {"leaf a", "leaf b", "v0 + v1",
                                              "v2 * v0"};
    Tape tape = tape_new(NUMBERS);
    if (tape.values == NULL) {
        return EXIT_FAILURE;
    }
    Value *a = tape_leaf(&tape, 3);
    Value *b = tape_leaf(&tape, -1);
    Value *r = tape_multiply(&tape, tape_add(&tape, a, b), a);
    tape_backward(&tape, r);

    printf("     made as   value   local        gradient\n");
    for (int i = 0; i < NUMBERS; i++) {
        const Value *v = &tape.values[i];
        printf("v%d   %-8s  %5g   ", i, made[i], (double)v->value);
        if (v->from[0] != NULL) {
            printf("%-4g %-4g", (double)v->local[0], (double)v->local[1]);
        } else {
            printf("         ");
        }
        printf("  %10g\n", (double)v->gradient);
    }
    draw(&tape, made);
    FILE *values = figure_open("tape_example.values");
    fprintf(values, "tape_example.da\t%g\n", (double)a->gradient);
    fprintf(values, "tape_example.db\t%g\n", (double)b->gradient);
    overwriting_backward(&tape, r);
    fprintf(values, "tape_example.overwritten\t%g\n", (double)a->gradient);
    figure_close(values);
    tape_free(&tape);
    return 0;
}
