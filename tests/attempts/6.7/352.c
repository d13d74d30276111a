/* loss->value directly instead of net_loss */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    net_zero_gradients(net);
    const real *y = net_forward(net, x, n, TRAIN);
    real value = loss->value(y, target, NULL, n, net->layers[net->count - 1].out);
    net_backward(net, NULL);
    step(net->w, net->dw, net->parameters, context);
    return value;
}
