/* The worked example: every number on the way forward and on the way back, what
   a nudge does, what one step does, and the same by the engine. */
#include "worked_example.h"

#include "figure.h"

#include <string.h>

enum { WEIGHTS = 6, PARAMETERS = 9 };

typedef struct Forward {
    real h[2], u[2], f, e;
} Forward;

static Forward forward(const Example *a)
{
    Forward r;
    for (int k = 0; k < 2; k++) {
        r.h[k] = a->x[0] * a->w[2 * k] + a->x[1] * a->w[2 * k + 1] + a->b[k];
        r.u[k] = tanh(r.h[k]);
    }
    r.f = r.u[0] * a->w[4] + r.u[1] * a->w[5] + a->b[2];
    r.e = (r.f - a->t) * (r.f - a->t) / 2;
    return r;
}

/* w1 ... w6, b1, b2, b3 in one row. */
static void flatten(const real *w, const real *b, real *flat)
{
    memcpy(flat, w, WEIGHTS * sizeof *w);
    memcpy(flat + WEIGHTS, b, (PARAMETERS - WEIGHTS) * sizeof *b);
}

/* The worked example with other parameters. */
static Example with(const real *flat)
{
    Example a = worked_example;
    memcpy(a.w, flat, sizeof a.w);
    memcpy(a.b, flat + WEIGHTS, sizeof a.b);
    return a;
}

static const char *const names[PARAMETERS] = {"w1", "w2", "w3", "w4", "w5",
                                              "w6", "b1", "b2", "b3"};

static void show_forward(const Forward *r)
{
    printf("%%%% forward\n");
    printf("h1 = x1 w1 + x2 w2 + b1   %8.4f\n", (double)r->h[0]);
    printf("h2 = x1 w3 + x2 w4 + b2   %8.4f\n", (double)r->h[1]);
    printf("u1 = tanh h1              %8.4f\n", (double)r->u[0]);
    printf("u2 = tanh h2              %8.4f\n", (double)r->u[1]);
    printf("f  = u1 w5 + u2 w6 + b3   %8.4f\n", (double)r->f);
    printf("E  = (f - t)^2 / 2        %8.4f\n", (double)r->e);
}

static void show_deltas(const ExampleGradient *g)
{
    static const char *const lines[] = {"delta1  dE/df    f - t              ",
                                        "delta2  dE/du1   delta1 w5          ",
                                        "delta3  dE/du2   delta1 w6          ",
                                        "delta4  dE/dh1   delta2 (1 - u1^2)  ",
                                        "delta5  dE/dh2   delta3 (1 - u2^2)  "};
    printf("%%%% deltas\n");
    for (int i = 0; i < 5; i++) {
        printf("%s%8.4f\n", lines[i], (double)g->delta[i]);
    }
}

static void show_parameters(const real *p, const real *dp)
{
    static const char *const how[PARAMETERS] = {
        "delta4 x1", "delta4 x2", "delta5 x1", "delta5 x2", "delta1 u1",
        "delta1 u2", "delta4",    "delta5",    "delta1"};
    printf("%%%% parameters\n");
    printf("     value  gradient\n");
    for (int i = 0; i < PARAMETERS; i++) {
        printf("%s   %5.1f  %8.4f   %s\n", names[i], (double)p[i],
               (double)dp[i], how[i]);
    }
}

/* One parameter after the other a little larger. */
static void show_nudges(const real *p, const real *dp)
{
    const real nudge = (real)0.01;
    real e = forward(&worked_example).e;
    printf("%%%% nudges\n");
    printf("      E before   E after   change   0.01 gradient\n");
    for (int i = 0; i < PARAMETERS; i++) {
        real moved[PARAMETERS];
        memcpy(moved, p, sizeof moved);
        moved[i] += nudge;
        Example a = with(moved);
        real after = forward(&a).e;
        printf("%s    %.5f   %.5f  %8.5f        %8.5f\n", names[i], (double)e,
               (double)after, (double)(after - e), (double)(nudge * dp[i]));
    }
}

/* Steps against the gradient. */
static void show_steps(const real *p, FILE *values)
{
    const real learning_rate = (real)0.01;
    real w[PARAMETERS];
    memcpy(w, p, sizeof w);
    printf("%%%% steps\n");
    printf("step        f        E\n");
    for (int step = 0; step <= 5; step++) {
        Example a = with(w);
        Forward r = forward(&a);
        printf("%4d  %7.4f  %7.4f\n", step, (double)r.f, (double)r.e);
        ExampleGradient g = example_gradient(&a);
        real dw[PARAMETERS];
        flatten(g.dw, g.db, dw);
        for (int i = 0; i < PARAMETERS; i++) {
            w[i] -= learning_rate * dw[i];
        }
    }
    fprintf(values, "worked_example.rate\t%g\n", (double)learning_rate);
}

static Value *sum_on(Tape *tape, Value *const *x, Value *const *w, Value *b)
{
    Value *first = tape_multiply(tape, x[0], w[0]);
    Value *second = tape_multiply(tape, x[1], w[1]);
    return tape_add(tape, tape_add(tape, first, second), b);
}

/* The same gradients by the engine. */
static void by_engine(const real *p, const real *dp, FILE *values)
{
    Tape tape = tape_new(64);
    if (tape.values == NULL) {
        exit(EXIT_FAILURE);
    }
    Value *v[PARAMETERS], *x[2], *u[2];
    for (int i = 0; i < PARAMETERS; i++) {
        v[i] = tape_leaf(&tape, p[i]);
    }
    x[0] = tape_leaf(&tape, worked_example.x[0]);
    x[1] = tape_leaf(&tape, worked_example.x[1]);
    u[0] = tape_tanh(&tape, sum_on(&tape, x, v, v[6]));
    u[1] = tape_tanh(&tape, sum_on(&tape, x, v + 2, v[7]));
    Value *f = sum_on(&tape, u, v + 4, v[8]);
    Value *t = tape_leaf(&tape, worked_example.t);
    Value *miss = tape_subtract(&tape, f, t);
    Value *half = tape_leaf(&tape, (real)0.5);
    Value *e = tape_multiply(&tape, half, tape_multiply(&tape, miss, miss));
    tape_backward(&tape, e);

    int equal = 0;
    for (int i = 0; i < PARAMETERS; i++) {
        equal += v[i]->gradient == dp[i];
    }
    fprintf(values, "worked_example.numbers\t%zu\n", tape.count);
    fprintf(values, "worked_example.equal\t%d\n", equal);
    tape_free(&tape);
}

/* Prints the value to three digits, in quotes, with a minus as it is printed in
   books. */
static void put_value(FILE *file, real value)
{
    fprintf(file, " \"%s%.3g\"", value < 0 ? "−" : "", fabs((double)value));
}

static void put(FILE *file, double x, double y, const char *text, real value)
{
    fprintf(file, "%g %g \"%s\"", x, y, text);
    put_value(file, value);
}

/* What the figure shows, as place, name and number: the numbers of the way
   forward; the deltas; the parameters, each with its gradient. */
static void write_graph(const Forward *r, const real *delta, const real *p,
                        const real *dp)
{
    static const double node[8][2] = {{0, 3.5},  {0, 0},      {3, 3.5},
                                      {3, 0},    {5.2, 3.5},  {5.2, 0},
                                      {8, 1.75}, {10.4, 1.75}};
    static const double at_delta[5][2] = {
        {8.3, 0.85}, {5.2, 4.4}, {5.2, -0.95}, {3.55, 2.55}, {3.75, 0.95}};
    static const double at_parameter[PARAMETERS][2] = {
        {1.5, 4.15}, {0.1, 1.4}, {0.1, 2.5}, {1.5, -0.3}, {6.75, 3.45},
        {6.75, 0.3}, {3, 4.85},  {3, -1},    {8.3, 3.1}};
    static const char *const nodes[] = {"x_1", "x_2", "h_1", "h_2",
                                        "u_1", "u_2", "f",   "E"};
    const real numbers[] = {worked_example.x[0],
                            worked_example.x[1],
                            r->h[0],
                            r->h[1],
                            r->u[0],
                            r->u[1],
                            r->f,
                            r->e};
    FILE *file = figure_open("worked_example.dat");
    for (int i = 0; i < 8; i++) {
        put(file, node[i][0], node[i][1], nodes[i], numbers[i]);
        fprintf(file, "\n");
    }
    fprintf(file, "\n\n");
    for (int i = 0; i < 5; i++) {
        char text[16];
        snprintf(text, sizeof text, "δ_%d = ", i + 1);
        put(file, at_delta[i][0], at_delta[i][1], text, delta[i]);
        fprintf(file, "\n");
    }
    fprintf(file, "\n\n");
    for (int i = 0; i < PARAMETERS; i++) {
        char text[16];
        snprintf(text, sizeof text, "%c_%c = ", names[i][0], names[i][1]);
        put(file, at_parameter[i][0], at_parameter[i][1], text, p[i]);
        put_value(file, dp[i]);
        fprintf(file, "\n");
    }
    figure_close(file);
}

int main(void)
{
    Forward r = forward(&worked_example);
    ExampleGradient g = example_gradient(&worked_example);
    real p[PARAMETERS], dp[PARAMETERS];
    flatten(worked_example.w, worked_example.b, p);
    flatten(g.dw, g.db, dp);
    show_forward(&r);
    show_deltas(&g);
    show_parameters(p, dp);
    show_nudges(p, dp);
    FILE *values = figure_open("worked_example.values");
    show_steps(p, values);
    by_engine(p, dp, values);
    fprintf(values, "worked_example.f\t%.4f\n", (double)r.f);
    fprintf(values, "worked_example.e\t%.4f\n", (double)r.e);
    fprintf(values, "worked_example.delta1\t%.4f\n", (double)g.delta[0]);
    fprintf(values, "worked_example.delta2\t%.4f\n", (double)g.delta[1]);
    fprintf(values, "worked_example.delta4\t%.4f\n", (double)g.delta[3]);
    fprintf(values, "worked_example.u1\t%.4f\n", (double)r.u[0]);
    fprintf(values, "worked_example.slope1\t%.4f\n",
            (double)(1 - r.u[0] * r.u[0]));
    fprintf(values, "worked_example.dw2\t%.4f\n", (double)g.dw[1]);
    figure_close(values);
    write_graph(&r, g.delta, p, dp);
    return 0;
}
