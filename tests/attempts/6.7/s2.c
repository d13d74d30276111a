/* The forward pass is in mode EVALUATE; it should be TRAIN. */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    net_zero_gradients(net);
    net_forward(net, x, n, EVALUATE);
    real l = net_loss(net, loss, target);
    net_backward(net, NULL);
    step(net->w, net->dw, net->parameters, context);
    return l;
}
