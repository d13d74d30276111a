/* The loss that is returned is computed once more after the step; it should
   be the loss before the step. */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    net_zero_gradients(net);
    net_forward(net, x, n, TRAIN);
    net_loss(net, loss, target);
    net_backward(net, NULL);
    step(net->w, net->dw, net->parameters, context);
    net_forward(net, x, n, TRAIN);
    return net_loss(net, loss, target);
}
