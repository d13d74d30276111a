/* first += 1 typo (++) */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out), classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0;
    for (size_t first = 0; first < n; first++) {
        size_t k = n - first < net->batch ? n - first : net->batch;
        const real *s = net_forward(net, x + first * in, k, EVALUATE);
        best_class(s, answers + first, k, classes);
        sum += net_loss(net, loss, (Target){.labels = labels + first}) * k;
    }
    return sum / n;
}
