/* What `nn show lenet` and `nn show net32` print. */
#include "figure.h"
#include "net.h"
#include "net_text.h"

static const struct {
    const char *name, *text;
} nets[] = {
    {"lenet", "conv1: conv 20 5, relu, max_pool 2, conv2: conv 50 5, relu, "
              "max_pool 2, fc1: dense 500, relu, fc2: dense 10"},
    {"net32", "conv1: conv 32 3, relu, conv2: conv 64 3, relu, max_pool 2, "
              "fc1: dense 10"},
};

enum { MOST = 16 /* layers */ };

int main(void)
{
    FILE *values = figure_open("net_tables.values");
    for (size_t k = 0; k < sizeof nets / sizeof nets[0]; k++) {
        Net net;
        Error error;
        char table[2000];
        View views[MOST];
        double flops = 0;
        if (!net_new(&net, nets[k].text, (Shape){1, 28, 28}, 1, 0, &error)) {
            fprintf(stderr, "net_tables: %s\n", error.text);
            return EXIT_FAILURE;
        }
        net_views(&net, views);
        net_summary(&net, views, table, sizeof table);
        printf("%%%% %s\n%s", nets[k].name, table);
        size_t most = 1, dear = 1;
        for (size_t i = 1; i < net.count; i++) {
            const Layer *l = &net.layers[i];
            flops += l->flops;
            most = l->weights > net.layers[most].weights ? i : most;
            dear = l->flops > net.layers[dear].flops ? i : dear;
        }
        fprintf(values, "net_tables.%s.parameters\t%zu %03zu\n", nets[k].name,
                net.parameters / 1000, net.parameters % 1000);
        fprintf(values, "net_tables.%s.mflop\t%.1f\n", nets[k].name,
                flops / 1e6);
        fprintf(values, "net_tables.%s.share\t%.0f\n", nets[k].name,
                100.0 * (double)net.layers[most].weights /
                    (double)net.parameters);
        fprintf(values, "net_tables.%s.dear\t%.0f\n", nets[k].name,
                100 * net.layers[dear].flops / flops);
        net_free(&net);
    }
    figure_close(values);
    return 0;
}
