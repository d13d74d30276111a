#include "error.h"

#include <criterion/criterion.h>
#include <string.h>

Test(error, set_returns_false_and_fills_in_the_text)
{
    Error error;
    cr_expect_not(error_set(&error, "%s: expected %d, found %d", "file", 3, 4));
    cr_expect_str_eq(error.text, "file: expected 3, found 4");
}

Test(error, text_that_is_too_long_is_cut_and_ended)
{
    Error error;
    char text[2 * sizeof error.text];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    error_set(&error, "%s", text);
    cr_expect_eq(strlen(error.text), sizeof error.text - 1);
}

Test(error, nobody_has_to_listen)
{
    cr_expect_not(error_set(NULL, "lost"));
}
