/* Two slips: the number of classes is taken from net->layers[net->count - 2]
   (should be count - 1, the last layer), and the sum of the losses is not
   divided by n. */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out);
    size_t classes = shape_size(net->layers[net->count - 2].out);
    double sum = 0;
    for (size_t first = 0; first < n; first += net->batch) {
        size_t m = n - first < net->batch ? n - first : net->batch;
        const real *scores = net_forward(net, x + first * in, m, EVALUATE);
        best_class(scores, answers + first, m, classes);
        sum += (double)net_loss(net, loss, (Target){.labels = labels + first}) *
               (double)m;
    }
    return (real)sum;
}
