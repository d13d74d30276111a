/* The passes through a network: each is one piece of work for a team, whose
   members go through the stages side by side. Between two stages that are
   shared by examples nobody waits: each goes on with the examples that it
   has. */
#include "net.h"

#include <assert.h>
#include <string.h>

enum {
    GRAIN = 8,              /* examples are shared in groups of so many */
    WORTH_A_SHARE = 1 << 15 /* parameters */
};

/* What the members of a team do together. */
typedef struct Task {
    Net *net;
    size_t members;
} Task;

static void meet(const Task *task)
{
    if (task->members > 1) {
        team_meet(task->net->team);
    }
}

/* So many numbers on in an array, and NULL of none. */
static real *from(real *array, size_t count)
{
    return array != NULL ? array + count : NULL;
}

/* A member's share of a stage: by examples, or of its `parts`, with all
   examples. */
static Share share_of(const Task *task, const Stage *stage, size_t parts,
                      size_t member)
{
    const Net *net = task->net;
    const Layer *last = stage_last(stage);
    Share share = {.n = net->pass.n,
                   .kept = stage->kept,
                   .packed = stage->packed,
                   .scratch =
                       (char *)net->scratch + member * net->scratch_each};
    if (parts > 0) {
        share.parts = team_share(parts, 1, member, task->members, &share.part);
    } else {
        share.n =
            team_share(net->pass.n, GRAIN, member, task->members, &share.first);
    }
    for (size_t k = 0; k < stage->layers->inputs; k++) {
        share.x[k] = from(net->layers[stage->layers->input[k]].y,
                          share.first * shape_size(stage->layers->in[k]));
    }
    share.y = from(last->y, share.first * layer_size_out(last));
    share.dy = from(last->dy, share.first * layer_size_out(last));
    return share;
}

static bool is_work(const Share *share, size_t parts)
{
    return parts > 0 ? share->parts > 0 : share->n > 0;
}

/* Runs one piece of work with as many members as it is worth. */
static void run(Net *net, void (*work)(void *context, size_t member),
                double operations)
{
    bool worth = operations >= net->worth_a_team && net->threads > 1;
    if (worth && net->team == NULL) {
        net->team = team_new(net->threads);
    }
    Task task = {net, worth ? team_members(net->team) : 1};
    if (task.members > 1) {
        team_run(net->team, work, &task);
    } else {
        work(&task, 0);
    }
}

static double operations(const Net *net)
{
    double sum = 0;
    for (size_t i = 1; i < net->count; i++) {
        sum += net->layers[i].flops;
    }
    return sum * (double)net->pass.n;
}

/* ---- Forward ---- */

static void pack(void *context, size_t member)
{
    const Task *task = context;
    const Net *net = task->net;
    for (size_t i = member; i < net->stage_count; i += task->members) {
        const Stage *stage = &net->stages[i];
        Share share = share_of(task, stage, 0, member);
        if (stage->compute->pack != NULL) {
            stage->compute->pack(stage->layers, &net->pass, &share);
        }
    }
}

static void forward(void *context, size_t member)
{
    const Task *task = context;
    const Net *net = task->net;
    size_t parts_before = 0;
    for (size_t i = 0; i < net->stage_count; i++) {
        const Stage *stage = &net->stages[i];
        size_t parts = stage->needs.forward_parts;
        if (i > 0 && parts + parts_before > 0) {
            meet(task);
        }
        parts_before = parts;
        Share share = share_of(task, stage, parts, member);
        if (is_work(&share, parts)) {
            stage->compute->forward(stage->layers, &net->pass, &share);
        }
    }
}

const real *net_forward(Net *net, const real *x, size_t n, Mode mode)
{
    assert(n > 0 && n <= net->batch);
    net->pass.n = n;
    net->pass.training = mode == TRAIN;
    net->pass.backward = mode != EVALUATE;
    net->pass.step += mode == TRAIN;
    net->layers[0].y = (real *)x; /* no layer writes to its input */
    if (net->packs && !net->packed) {
        run(net, pack, operations(net));
    }
    net->packed = net->held;
    run(net, forward, operations(net));
    for (size_t i = 0; net->pass.backward && i + 1 < net->count; i++) {
        const Layer *layer = &net->layers[i];
        if (layer->output) {
            memset(layer->dy, 0, n * layer_size_out(layer) * sizeof(real));
        }
    }
    return net->layers[net->count - 1].y;
}

void net_hold_weights(Net *net, bool held)
{
    net->held = held;
    net->packed = false;
}

/* ---- The loss ---- */

real net_loss_at(Net *net, size_t layer, const Loss *loss, Target target)
{
    const Layer *l = &net->layers[layer];
    assert(l->output);
    return loss->value(l->y, target, net->pass.backward ? l->dy : NULL,
                       net->pass.n, l->out);
}

real net_loss(Net *net, const Loss *loss, Target target)
{
    return net_loss_at(net, net->count - 1, loss, target);
}

/* ---- Backward ---- */

/* Where a stage's gradients by its inputs go: to their dy; or aside, if they
   are to be added to what is there; or nowhere, if nobody below is trained and
   nobody asks for the gradient by x. */
static void direct(const Net *net, const Stage *stage, Share *share)
{
    const Layer *layer = stage->layers;
    real *spare = net->spare + share->first * net->spare_each;
    for (size_t k = 0; k < layer->inputs; k++) {
        const Layer *in = &net->layers[layer->input[k]];
        size_t size = shape_size(layer->in[k]);
        if (!in->trains && net->layers[0].dy == NULL) {
            share->dx[k] = NULL;
        } else if (layer->adds[k]) {
            share->dx[k] = spare;
            spare += share->n * size;
        } else {
            share->dx[k] = from(in->dy, share->first * size);
        }
    }
}

/* Adds what a stage has put aside. */
static void add_spare(const Net *net, const Stage *stage, const Share *share)
{
    const Layer *layer = stage->layers;
    for (size_t k = 0; k < layer->inputs; k++) {
        size_t size = shape_size(layer->in[k]);
        real *dy = net->layers[layer->input[k]].dy;
        if (!layer->adds[k] || share->dx[k] == NULL || dy == NULL) {
            continue;
        }
        for (size_t i = 0; i < share->n * size; i++) {
            dy[share->first * size + i] += share->dx[k][i];
        }
    }
}

/* Does a pass backward go through the stage? */
static bool is_wanted(const Net *net, const Stage *stage)
{
    return stage_last(stage)->trains || net->layers[0].dy != NULL;
}

static void forget_frozen(const Layer *layer)
{
    if (layer->frozen) {
        memset(layer->dw, 0, layer->weights * sizeof(real));
        memset(layer->db, 0, layer->biases * sizeof(real));
    }
}

static void backward_stage(const Task *task, const Stage *stage, size_t member)
{
    const Net *net = task->net;
    size_t parts = stage->needs.backward_parts;
    Share share = share_of(task, stage, parts, member);
    direct(net, stage, &share);
    if (is_work(&share, parts)) {
        stage->compute->backward(stage->layers, &net->pass, &share);
    }
    if (parts == 0) {
        add_spare(net, stage, &share);
        return;
    }
    meet(task);
    if (member == 0) {
        add_spare(net, stage, &share);
        forget_frozen(stage->layers); /* it may have added to dw by itself */
    }
    meet(task);
}

/* First the gradients by the outputs of all layers, then those by the weights:
   of these, each is summed over all examples by one member. */
static void backward(void *context, size_t member)
{
    const Task *task = context;
    const Net *net = task->net;
    for (size_t i = net->stage_count; i-- > 0;) {
        const Stage *stage = &net->stages[i];
        if (!is_wanted(net, stage)) {
            continue;
        }
        if (stage->needs.backward_parts > 0) {
            meet(task);
        }
        backward_stage(task, stage, member);
    }
    meet(task);
    for (size_t i = 0; i < net->stage_count; i++) {
        const Stage *stage = &net->stages[i];
        size_t parts = stage->needs.gradient_parts;
        Share share = share_of(task, stage, parts, member);
        if (parts > 0 && share.parts > 0 && !stage->layers->frozen) {
            stage->compute->gradient(stage->layers, &net->pass, &share);
        }
    }
}

void net_backward(Net *net, real *dx)
{
    net->layers[0].dy = dx;
    run(net, backward, 2 * operations(net));
}

/* ---- All parameters ---- */

/* What net_share_out does together. */
typedef struct Pieces {
    size_t members, count;
    void (*work)(void *context, size_t first, size_t count);
    void *context;
} Pieces;

static void do_piece(void *context, size_t member)
{
    const Pieces *p = context;
    size_t first, count = team_share(p->count, 64, member, p->members, &first);
    if (count > 0) {
        p->work(p->context, first, count);
    }
}

void net_share_out(Net *net, size_t count,
                   void (*work)(void *context, size_t first, size_t count),
                   void *context)
{
    bool worth = net->team != NULL && count >= WORTH_A_SHARE;
    Pieces pieces = {worth ? team_members(net->team) : 1, count, work, context};
    team_run(worth ? net->team : NULL, do_piece, &pieces);
}

static void zero_piece(void *context, size_t first, size_t count)
{
    memset((real *)context + first, 0, count * sizeof(real));
}

void net_zero_gradients(Net *net)
{
    net_share_out(net, net->parameters, zero_piece, net->dw);
}
