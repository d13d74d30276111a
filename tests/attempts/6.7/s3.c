/* net->batch examples are sent through the network; there are n, which may be
   fewer. */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    real result;
    net_zero_gradients(net);
    net_forward(net, x, net->batch, TRAIN);
    result = net_loss(net, loss, target);
    net_backward(net, NULL);
    step(net->w, net->dw, net->parameters, context);
    return result;
}
