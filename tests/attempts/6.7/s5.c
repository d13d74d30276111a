/* The optimiser gets net->weights as the count, so the biases are never
   changed; it should be net->parameters. */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    net_zero_gradients(net);
    net_forward(net, x, n, TRAIN);
    const real value = net_loss(net, loss, target);
    net_backward(net, NULL);
    step(net->w, net->dw, net->weights, context);
    return value;
}
