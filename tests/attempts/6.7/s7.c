/* Two slips: step is called before net_backward has computed the gradients,
   and it is called once for every example (loop over n) in place of once. */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    net_zero_gradients(net);
    net_forward(net, x, n, TRAIN);
    real sum = net_loss(net, loss, target);
    for (size_t e = 0; e < n; e++) {
        step(net->w, net->dw, net->parameters, context);
    }
    net_backward(net, NULL);
    return sum;
}
