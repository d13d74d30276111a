/* Chapter 9 against PyTorch: a small LeNet that it has saved computes the same
   scores here. */
#include "checkpoint.h"
#include "golden.h"
#include "net_text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME "09_lenet"

static const char path[] = "tests/golden/" FILE_NAME ".safetensors";
static const char text[] =
    "input 28x28, conv1: conv 3 5, relu, max_pool 2, conv2: conv 4 5, relu, "
    "max_pool 2, fc1: dense 8, relu, fc2: dense 10";

static bool load(Net *net, const char *words, Error *error)
{
    Safetensors file;
    cr_assert(safetensors_load(&file, path, error), "%s", error->text);
    cr_assert(net_parse(net, words, (Shape){0}, error), "%s", error->text);
    bool good = checkpoint_end(net, &file, path, 3, error) &&
                checkpoint_no_more(net, &file, path, error);
    safetensors_free(&file);
    return good;
}

/* The file holds single precision. */
Test(lenet, of_pytorch_computes_the_same_scores)
{
    const real *x = golden(FILE_NAME, "lenet.x", NULL);
    for (size_t i = 0; kernel_rows[i / 2] != NULL; i++) {
        Net net;
        Error error;
        if (!kernel_rows[i / 2]->runs_here()) {
            continue;
        }
        setenv("NN_ISA", kernel_rows[i / 2]->name, 1);
        setenv("NN_FUSE", i % 2 == 0 ? "0" : "1", 1);
        bool good = load(&net, text, &error);
        if (sizeof(real) == sizeof(float)) {
            cr_assert(good, "%s", error.text);
            golden_require(FILE_NAME, "lenet.scores",
                           net_forward(&net, x, 3, EVALUATE), 30);
        } else {
            cr_expect(!good && strstr(error.text, "found F32") != NULL);
        }
        net_free(&net);
    }
}

/* What is said of it if the words do not fit. */
Test(lenet, of_pytorch_is_no_other_network)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"input 28x28, conv1: conv 3 7, relu",
         "conv1.weight: expected F32 [3, 1, 7, 7], found F32 [3, 1, 5, 5]"},
        {"input 28x28, conv1: conv 3 5 dilation 2, relu, c: conv 4 5",
         "\"c.weight\", found none; it is to be F32 [4, 3, 5, 5], as "
         "\"conv2.weight\" is"},
        {"input 28x28, dense 6",
         "\"dense1.weight\", found none; it is to be F32 [6, 784]; there is "
         "\"conv1.weight\", \"conv1.bias\", "},
        {"input 28x28, conv1: conv 3 5",
         "the tensors of the network and no others, found \"conv2.weight\", "
         "F32 [4, 3, 5, 5]"}};
    for (size_t i = 0;
         sizeof(real) == sizeof(float) && i < sizeof cases / sizeof cases[0];
         i++) {
        Net net;
        Error error;
        cr_expect_not(load(&net, cases[i].text, &error));
        cr_expect_not_null(strstr(error.text, cases[i].words), "%s",
                           error.text);
        net_free(&net);
    }
}
