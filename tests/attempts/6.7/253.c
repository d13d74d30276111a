/* loop over examples one by one */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    real l = 0;
    size_t in = shape_size(net->layers[0].out);
    net_zero_gradients(net);
    for (size_t k = 0; k < n; k++) {
        net_forward(net, x + k * in, 1, TRAIN);
        l += net_loss(net, loss, (Target){.labels = target.labels + k});
        net_backward(net, NULL);
    }
    step(net->w, net->dw, net->parameters, context);
    return l / n;
}
