/* The short last piece is dropped (first + net->batch <= n); it should be
   answered too. */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out), size = net->batch;
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0;
    for (size_t first = 0; first + size <= n; first += size) {
        const real *scores = net_forward(net, x + first * in, size, EVALUATE);
        best_class(scores, answers + first, size, classes);
        sum += (double)net_loss(net, loss, (Target){.labels = labels + first}) *
               (double)size;
    }
    return (real)(sum / (double)n);
}
