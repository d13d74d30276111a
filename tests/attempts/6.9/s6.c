/* All pieces write their answers to the beginning of answers; it should be
   answers + first. */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out);
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0;
    for (size_t b = 0; b * net->batch < n; b++) {
        size_t first = b * net->batch;
        size_t m = n - first > net->batch ? net->batch : n - first;
        best_class(net_forward(net, x + first * in, m, EVALUATE), answers, m,
                   classes);
        Target target;
        target.labels = labels + first;
        sum += (double)m * (double)net_loss(net, loss, target);
    }
    return (real)(sum / (double)n);
}
