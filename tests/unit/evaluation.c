/* Which networks can be evaluated on which examples. */
#include "evaluation.h"
#include "net_text.h"

#include <criterion/criterion.h>
#include <string.h>

static void expect_fit(const char *text, const char *loss, size_t values,
                       const char *words)
{
    static const real x[10];
    static const int targets[10];
    Error error = {""};
    Net net;
    Source source;
    cr_assert(net_new(&net, text, (Shape){0}, 1, 1, &error), "%s", error.text);
    cr_assert(source_numbers(&source, (Shape){10, 1, 1}, x, targets, values, 1,
                             &error));
    cr_expect_eq(evaluation_fits(&net, loss_named(loss, NULL), &source, &error),
                 *words == '\0');
    cr_expect_not_null(strstr(error.text, words), "%s: %s", text, error.text);
    source_free(&source);
    net_free(&net);
}

Test(evaluation, takes_networks_that_fit_the_examples_and_the_loss)
{
    expect_fit("input 10, relu", "cross_entropy", 0, "");
    expect_fit("input 2x5, flatten", "cross_entropy", 0, "");
    expect_fit("input 10, dense 3", "mean_squared_error", 3, "");
    expect_fit("input 2x5, relu", "mean_squared_error", 10, "");
    expect_fit("input 9, relu", "cross_entropy", 0, "examples of 9, found 10");
    expect_fit("input 10, dense 9", "cross_entropy", 0,
               "10 outputs, one for each class, found 9");
    expect_fit("input 2x5, relu", "cross_entropy", 0,
               "10 outputs, one for each class, found 1x2x5");
    expect_fit("input 10, relu", "mean_squared_error", 3,
               "3 outputs, found 10");
    expect_fit("input 10, relu", "cross_entropy", 3, "examples with labels");
    expect_fit("input 10, relu", "mean_squared_error", 0,
               "examples with values");
}
