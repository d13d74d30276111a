#include "stage.h"

const StageKind *const stage_kinds[] = {
#if HAS_AVX2
    &stage_conv_pool_2x2,
#endif
    &stage_conv_pool,     &stage_conv_activation, &stage_dense_activation, NULL,
};

Layer *stage_last(const Stage *stage)
{
    return &stage->layers[stage->count - 1];
}

/* Each layer but the first reads the one before it and nothing else, and each
   but the last is read by the next one alone. */
static bool is_chain(const Layer *layers, size_t at, size_t count)
{
    for (size_t i = at; i + 1 < at + count; i++) {
        const Layer *layer = &layers[i], *next = layer + 1;
        if (layer->readers != 1 || layer->output || layer->watched ||
            next->inputs != 1 || next->input[0] != i) {
            return false;
        }
    }
    return true;
}

static const StageKind *find_kind(const Layer *layers, size_t at, size_t count,
                                  const Kernels *kernels)
{
    for (size_t i = 0; stage_kinds[i] != NULL; i++) {
        const StageKind *kind = stage_kinds[i];
        if (at + kind->count <= count && is_chain(layers, at, kind->count) &&
            kind->fits(layers + at, kernels)) {
            return kind;
        }
    }
    return NULL;
}

Stage stage_at(Layer *layers, size_t at, size_t count, bool fuse,
               const Kernels *kernels, size_t batch)
{
    const StageKind *kind = fuse ? find_kind(layers, at, count, kernels) : NULL;
    Stage stage = {.layers = layers + at,
                   .compute = &layers[at].kind->compute,
                   .count = 1};
    if (kind != NULL) {
        stage.compute = &kind->compute;
        stage.count = kind->count;
    }
    if (stage.compute->needs != NULL) {
        stage.compute->needs(stage.layers, kernels, batch, &stage.needs);
    }
    return stage;
}
