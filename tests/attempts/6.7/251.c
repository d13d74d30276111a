/* divides gradients by n */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    net_zero_gradients(net);
    net_forward(net, x, n, TRAIN);
    real l = net_loss(net, loss, target);
    net_backward(net, NULL);
    for (size_t i = 0; i < net->parameters; i++) net->dw[i] /= n;
    step(net->w, net->dw, net->parameters, context);
    return l;
}
