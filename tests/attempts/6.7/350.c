/* order: step before backward */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    net_zero_gradients(net);
    net_forward(net, x, n, TRAIN);
    real value = net_loss(net, loss, target);
    step(net->w, net->dw, net->parameters, context);
    net_backward(net, NULL);
    return value;
}
