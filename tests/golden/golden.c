#include "golden.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Memory handed out is kept here, so that it is never lost. */
typedef struct Kept {
    struct Kept *next;
    void *values;
} Kept;

static Kept *kept;

static void *keep(size_t size)
{
    Kept *entry = malloc(sizeof *entry);
    void *values = malloc(size);
    if (entry == NULL || values == NULL) {
        cr_assert_fail("no memory for golden values");
    }
    *entry = (Kept){kept, values};
    kept = entry;
    return values;
}

/* The text of a file, with a 0 behind it. */
static char *text_of(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        cr_assert_fail("%s: cannot be read (tests run at the project's root)",
                       path);
    }
    long size = ftell(file);
    rewind(file);
    char *text = size < 0 ? NULL : malloc((size_t)size + 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) {
        cr_assert_fail("%s: cannot be read whole", path);
    }
    text[size] = '\0';
    fclose(file);
    return text;
}

/* The shape that follows the name in the file's text; NULL if there is none. */
static char *find(char *text, const char *name)
{
    size_t length = strlen(name);
    for (char *line = text; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name, length) == 0 && line[length] == '\t') {
            return line + length + 1;
        }
    }
    return NULL;
}

/* Reads a shape such as 2x3, moves *at behind it, returns the product. */
static size_t read_shape(char **at)
{
    size_t product = 1;
    do {
        product *= strtoul(*at, at, 10);
    } while (*(*at)++ == 'x');
    return product;
}

/* What follows a name in the text of the file at `path`, which ends the test
   if it is not there. */
static char *found(char *text, const char *path, const char *name)
{
    char *at = find(text, name);
    if (at == NULL) {
        cr_assert_fail("%s: has nothing called %s", path, name);
    }
    return at;
}

const char *golden_text(const char *file, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "tests/golden/%s.txt", file);
    char *text = text_of(path);
    const char *at = found(text, path, name);
    size_t length = strcspn(at, "\n");
    char *words = keep(length + 1);
    memcpy(words, at, length);
    words[length] = '\0';
    free(text);
    return words;
}

const real *golden(const char *file, const char *name, size_t *count)
{
    char path[256];
    snprintf(path, sizeof path, "tests/golden/%s.txt", file);
    char *text = text_of(path);
    char *at = found(text, path, name);
    size_t wanted = read_shape(&at);
    real *values = keep((wanted + 1) * sizeof *values);
    for (size_t i = 0; i < wanted; i++) {
        char *end;
        values[i] = (real)strtod(at, &end);
        if (end == at || (*end != ' ' && *end != '\n') ||
            (*end == '\n') != (i + 1 == wanted)) {
            cr_assert_fail("%s: %s should have %zu numbers; number %zu is "
                           "missing, damaged or one too many",
                           path, name, wanted, i + (*end == ' ' ? 2 : 1));
        }
        at = end + 1;
    }
    free(text);
    if (count != NULL) {
        *count = wanted;
    }
    return values;
}

const int *golden_ints(const char *file, const char *name, size_t *count)
{
    size_t n;
    const real *values = golden(file, name, &n);
    int *whole = keep((n + 1) * sizeof *whole);
    for (size_t i = 0; i < n; i++) {
        whole[i] = (int)values[i];
    }
    if (count != NULL) {
        *count = n;
    }
    return whole;
}

void golden_require(const char *file, const char *name, const real *got,
                    size_t count)
{
    golden_require_within(file, name, got, count,
                          sizeof(real) == sizeof(double) ? 1e-10 : 1e-5);
}

void golden_require_within(const char *file, const char *name, const real *got,
                           size_t count, double tolerance)
{
    size_t n;
    const real *expected = golden(file, name, &n);
    cr_assert(n == count, "%s: %zu values were computed, %zu are golden", name,
              count, n);
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double size = fabs((double)expected[i]);
        largest = size > largest ? size : largest;
    }
    for (size_t i = 0; i < n; i++) {
        double e = (double)expected[i], g = (double)got[i];
        double scale = fabs(e) > largest / 10 ? fabs(e) : largest / 10;
        cr_assert(e == g || fabs(e - g) <= tolerance * scale,
                  "%s[%zu]: expected %.17g, got %.17g", name, i, e, g);
    }
}
