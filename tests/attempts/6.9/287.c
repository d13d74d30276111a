/* hard-coded 784/10 */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    double sum = 0;
    for (size_t first = 0; first < n; first += net->batch) {
        size_t k = n - first < net->batch ? n - first : net->batch;
        const real *s = net_forward(net, x + first * 784, k, EVALUATE);
        best_class(s, answers + first, k, 10);
        sum += net_loss(net, loss, (Target){.labels = labels + first}) * k;
    }
    return sum / n;
}
