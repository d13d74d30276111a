/* The two passes through a chain of layers: a part of chain.h. */

static inline Activation chain_activation(const Chain *c, size_t l)
{
    return l + 1 < c->layers ? c->g : IDENTITY;
}

/* The scores of a batch.   x: [n][sizes[0]]; returns [n][the last size]. */
static inline const real *chain_forward(Chain *c, const real *x, size_t n)
{
    for (size_t l = 0; l < c->layers; l++) {
        size_t in = c->sizes[l], out = c->sizes[l + 1];
        dense_forward(x, c->w[l], c->b[l], c->z[l], n, in, out);
        activate(chain_activation(c, l), c->z[l], c->y[l], n * out);
        x = c->y[l];
    }
    return x;
}

/* Fills in the gradients by all parameters. The gradient of the loss by the
   scores is in dy of the last layer; x is that of the forward pass. */
static inline void chain_backward(Chain *c, const real *x, size_t n)
{
    memset(c->gradients, 0, c->count * sizeof *c->gradients);
    for (size_t l = c->layers; l-- > 0;) {
        size_t in = c->sizes[l], out = c->sizes[l + 1];
        real *dy = c->dy[l];
        activate_backward(chain_activation(c, l), c->z[l], c->y[l], dy, dy,
                          n * out);
        dense_backward(l > 0 ? c->y[l - 1] : x, c->w[l], dy,
                       l > 0 ? c->dy[l - 1] : NULL, c->dw[l], c->db[l], n, in,
                       out);
    }
}
