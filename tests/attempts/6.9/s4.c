/* The input of a piece begins at x + first; an example has in numbers, so it
   should be x + first * in. */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0;
    for (size_t first = 0; first < n; first += net->batch) {
        size_t m = n - first;
        m = m < net->batch ? m : net->batch;
        const real *scores = net_forward(net, x + first, m, EVALUATE);
        best_class(scores, answers + first, m, classes);
        sum += (double)m * net_loss(net, loss, (Target){.labels = labels + first});
    }
    return (real)(sum / (double)n);
}
