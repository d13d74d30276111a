/* net_zero_gradients and net_backward are called as in a training step, which
   changes net->dw; evaluate should leave the gradients as they are. */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out);
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0;
    for (size_t first = 0; first < n; first += net->batch) {
        size_t m = n - first < net->batch ? n - first : net->batch;
        net_zero_gradients(net);
        const real *scores = net_forward(net, x + first * in, m, EVALUATE);
        best_class(scores, answers + first, m, classes);
        sum += (double)net_loss(net, loss, (Target){.labels = labels + first}) *
               (double)m;
        net_backward(net, NULL);
    }
    return (real)(sum / (double)n);
}
