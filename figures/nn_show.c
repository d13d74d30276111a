/* What `nn show mlp` prints. */
#include "net.h"
#include "net_text.h"

#include <stdio.h>

int main(void)
{
    Net net;
    Error error;
    char table[800];
    if (!net_new(&net, "dense 128, relu, dense 10", (Shape){1, 28, 28}, 1, 0,
                 &error)) {
        fprintf(stderr, "nn_show: %s\n", error.text);
        return 1;
    }
    net_summary(&net, NULL, table, sizeof table);
    fputs(table, stdout);
    net_free(&net);
    return 0;
}
