/* The labels are not moved on: every piece is compared with labels; it should
   be labels + first. */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    const size_t in = shape_size(net->layers[0].out);
    const size_t classes = shape_size(net->layers[net->count - 1].out);
    Target target = {.labels = labels};
    double total = 0;
    size_t first = 0;
    while (first < n) {
        size_t piece = net->batch;
        if (first + piece > n)
            piece = n - first;
        const real *scores = net_forward(net, x + first * in, piece, EVALUATE);
        best_class(scores, answers + first, piece, classes);
        total += (double)net_loss(net, loss, target) * (double)piece;
        first += piece;
    }
    return (real)(total / (double)n);
}
