#include "net_view.h"

/* Which kinds may mix all numbers of an example. Of maxout that is the most
   that it can be. */
static bool sees_all(const Layer *layer)
{
    return layer->kind == &layer_dense || layer->kind == &layer_radial_basis ||
           layer->kind == &layer_maxout ||
           layer->kind == &layer_global_avg_pool;
}

/* An axis of a layer behind one of its input: one window in place of both. */
static Axis behind(const Axis *input, const Axis *own)
{
    if (own->window == 0 || input->stride == 0) {
        return *input;
    }
    const Axis both[] = {*input, *own};
    return (Axis){.window = receptive_field(both, 2),
                  .stride = input->stride * own->stride,
                  .dilation = 1};
}

static Axis larger(Axis a, Axis b)
{
    return b.window > a.window ? b : a;
}

bool net_views(const Net *net, View *views)
{
    const Axis pixel = {.window = 1, .stride = 1, .dilation = 1};
    Shape in = net->layers[0].out;
    bool windows = false;
    views[0] = (View){pixel, pixel};
    for (size_t i = 1; i < net->count; i++) {
        const Layer *layer = &net->layers[i];
        View seen = views[layer->input[0]];
        for (size_t k = 1; k < layer->inputs; k++) {
            const View *other = &views[layer->input[k]];
            seen.rows = larger(seen.rows, other->rows);
            seen.columns = larger(seen.columns, other->columns);
        }
        if (sees_all(layer)) {
            seen.rows = (Axis){.window = in.h, .dilation = 1};
            seen.columns = (Axis){.window = in.w, .dilation = 1};
        } else {
            seen.rows = behind(&seen.rows, &layer->rows);
            seen.columns = behind(&seen.columns, &layer->columns);
        }
        views[i] = seen;
        windows = windows || layer->rows.window > 0;
    }
    return windows;
}
