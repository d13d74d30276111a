/* all n at once */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    size_t classes = shape_size(net->layers[net->count - 1].out);
    const real *s = net_forward(net, x, n, EVALUATE);
    best_class(s, answers, n, classes);
    return net_loss(net, loss, (Target){.labels = labels});
}
