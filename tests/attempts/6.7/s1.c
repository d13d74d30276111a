/* The gradients are not set to zero at the beginning; net_zero_gradients(net)
   is missing. */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    net_forward(net, x, n, TRAIN);
    real before = net_loss(net, loss, target);
    net_backward(net, NULL);
    step(net->w, net->dw, net->parameters, context);
    return before;
}
