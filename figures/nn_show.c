/* What `nn show` prints of two networks that have names. */
#include "net.h"
#include "net_text.h"

#include <stdio.h>

enum { MOST = 16 }; /* layers */

static bool show(const char *name, const char *text)
{
    Net net;
    Error error;
    View views[MOST];
    char table[1600];
    if (!net_new(&net, text, (Shape){1, 28, 28}, 1, 0, &error)) {
        fprintf(stderr, "nn_show: %s\n", error.text);
        return false;
    }
    bool windows = net_views(&net, views);
    net_summary(&net, windows ? views : NULL, table, sizeof table);
    printf("%%%% %s\n%s", name, table);
    net_free(&net);
    return true;
}

int main(void)
{
    bool good = show("mlp", "dense 128, relu, dense 10") &&
                show("lenet", "conv1: conv 20 5, relu, max_pool 2, "
                              "conv2: conv 50 5, relu, max_pool 2, "
                              "fc1: dense 500, relu, fc2: dense 10");
    return good ? 0 : 1;
}
