/* It returns the mean of the batch means; each batch loss should be
   multiplied by its number of examples and the sum divided by n. */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out);
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0;
    size_t batches = 0;
    for (size_t first = 0; first < n; first += net->batch) {
        size_t m = n - first < net->batch ? n - first : net->batch;
        const real *scores = net_forward(net, x + first * in, m, EVALUATE);
        best_class(scores, answers + first, m, classes);
        sum += net_loss(net, loss, (Target){.labels = labels + first});
        batches++;
    }
    return (real)(sum / (double)batches);
}
