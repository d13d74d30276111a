/* The mode is TRAIN, copied from the training step; it should be EVALUATE. */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out);
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0;
    for (size_t first = 0; first < n; first += net->batch) {
        size_t count = n - first;
        if (count > net->batch) count = net->batch;
        const real *scores = net_forward(net, x + first * in, count, TRAIN);
        best_class(scores, answers + first, count, classes);
        real mean = net_loss(net, loss, (Target){.labels = labels + first});
        sum += (double)mean * (double)count;
    }
    return (real)(sum / (double)n);
}
