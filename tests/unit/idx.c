/* The loaders of src/idx.c and src/dataset.c: they take whole, well-formed
   files, and refuse every other with a message that names the file. */
#define _DEFAULT_SOURCE

#include "idx.h"
#include "dataset.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>

/* Two pictures of 2 × 3 pixels, and two labels. */
static const unsigned char images[] = {0, 0, 8, 3, 0, 0,  0,  2,  0, 0,
                                       0, 2, 0, 0, 0, 3,  1,  2,  3, 4,
                                       5, 6, 7, 8, 9, 10, 11, 255};
static const unsigned char labels[] = {0, 0, 8, 1, 0, 0, 0, 2, 0, 9};

static char directory[64];
static Error error;

static void make_directory(void)
{
    strcpy(directory, "/tmp/idx-XXXXXX");
    cr_assert_not_null(mkdtemp(directory));
}

static void remove_directory(void)
{
    DIR *entries = opendir(directory);
    cr_assert_not_null(entries);
    for (struct dirent *e; (e = readdir(entries)) != NULL;) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", directory, e->d_name);
        if (e->d_name[0] != '.') {
            remove(path);
        }
    }
    closedir(entries);
    rmdir(directory);
}

TestSuite(idx, .init = make_directory, .fini = remove_directory);
TestSuite(dataset, .init = make_directory, .fini = remove_directory);

static const char *path_of(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    return path;
}

/* Writes a file into the test's directory and returns its path. */
static const char *put(const char *name, const void *bytes, size_t n)
{
    FILE *file = fopen(path_of(name), "wb");
    cr_assert_not_null(file);
    cr_assert_eq(fwrite(bytes, 1, n, file), n);
    cr_assert_eq(fclose(file), 0);
    return path_of(name);
}

static const char *put_gz(const char *name, const void *bytes, size_t n)
{
    gzFile file = gzopen(path_of(name), "wb");
    cr_assert_not_null(file);
    cr_assert_eq(gzwrite(file, bytes, (unsigned)n), (int)n);
    cr_assert_eq(gzclose(file), Z_OK);
    return path_of(name);
}

/* Reads the file of that name back, into at most limit bytes. */
static size_t get(const char *name, unsigned char *bytes, size_t limit)
{
    FILE *file = fopen(path_of(name), "rb");
    cr_assert_not_null(file);
    size_t n = fread(bytes, 1, limit, file);
    fclose(file);
    return n;
}

/* The file is refused: nothing is loaded, and the message holds its path and
   the given words. */
static void refused(const char *path, const char *words)
{
    Idx idx = {.dimensions = 7};
    error.text[0] = '\0';
    cr_assert(!idx_load(&idx, path, &error), "%s was loaded", path);
    cr_assert_null(idx.data);
    cr_assert_eq(idx.dimensions, 0);
    cr_assert_not_null(strstr(error.text, path), "%s", error.text);
    cr_assert_not_null(strstr(error.text, words), "expected \"%s\": %s", words,
                       error.text);
}

static void holds_the_images(const char *path)
{
    Idx idx;
    cr_assert(idx_load(&idx, path, &error), "%s", error.text);
    cr_assert_eq(idx.dimensions, 3);
    size_t shape[IDX_DIMENSIONS] = {2, 2, 3, 0};
    cr_assert_arr_eq(idx.shape, shape, sizeof shape);
    cr_assert_arr_eq(idx.data, images + 16, 12);
    idx_free(&idx);
}

Test(idx, reads_a_plain_file)
{
    holds_the_images(put("images", images, sizeof images));
}

Test(idx, reads_a_compressed_file)
{
    holds_the_images(put_gz("images.gz", images, sizeof images));
}

Test(idx, reads_one_to_four_dimensions)
{
    for (unsigned char dimensions = 1; dimensions <= 4; dimensions++) {
        unsigned char file[24] = {0, 0, 8, dimensions};
        for (size_t i = 0; i < dimensions; i++) {
            file[4 + 4 * i + 3] = 1;
        }
        file[4 + 4 * dimensions] = 42;
        Idx idx;
        const char *path = put("file", file, 5 + 4 * (size_t)dimensions);
        cr_assert(idx_load(&idx, path, &error), "%s", error.text);
        cr_assert_eq(idx.dimensions, dimensions);
        cr_assert_eq(idx.data[0], 42);
        idx_free(&idx);
    }
}

Test(idx, sizes_are_big_endian)
{
    static unsigned char file[8 + 0x00010203] = {0, 0, 8, 1, 0, 1, 2, 3};
    for (size_t i = 8; i < sizeof file; i++) {
        file[i] = (unsigned char)(i % 251);
    }
    for (int compressed = 0; compressed <= 1; compressed++) {
        const char *path = compressed ? put_gz("file.gz", file, sizeof file)
                                      : put("file", file, sizeof file);
        Idx idx;
        cr_assert(idx_load(&idx, path, &error), "%s", error.text);
        cr_assert_eq(idx.shape[0], 0x00010203);
        cr_assert_arr_eq(idx.data, file + 8, sizeof file - 8);
        idx_free(&idx);
    }
}

Test(idx, refuses_a_file_cut_short_anywhere)
{
    for (size_t n = 0; n < sizeof images; n++) {
        refused(put("images", images, n), "ends too early");
    }
}

Test(idx, refuses_a_compressed_file_cut_short_anywhere)
{
    unsigned char bytes[256];
    put_gz("images.gz", images, sizeof images);
    size_t length = get("images.gz", bytes, sizeof bytes);
    cr_assert_gt(length, 20);
    for (size_t n = 0; n < length; n++) {
        refused(put("images.gz", bytes, n), "");
    }
}

Test(idx, never_takes_altered_compressed_data_for_the_true)
{
    unsigned char bytes[256];
    put_gz("images.gz", images, sizeof images);
    size_t length = get("images.gz", bytes, sizeof bytes);
    int detected = 0;
    for (size_t i = 0; i < 8 * length; i++) {
        bytes[i / 8] ^= (unsigned char)(1 << i % 8);
        Idx idx;
        if (idx_load(&idx, put("images.gz", bytes, length), &error)) {
            cr_assert_arr_eq(idx.data, images + 16, 12);
        } else {
            detected++;
        }
        idx_free(&idx);
        bytes[i / 8] ^= (unsigned char)(1 << i % 8);
    }
    /* Only the time stamp and the like in gzip's header may change unseen. */
    cr_assert_gt((size_t)detected, 8 * (length - 10));
}

Test(idx, refuses_another_magic_number)
{
    const unsigned char wrong[][4] = {
        {1, 0, 8, 3}, {0, 1, 8, 3}, {0, 0, 9, 3},        {0, 0, 13, 3},
        {0, 0, 8, 0}, {0, 0, 8, 5}, {'<', '!', 'D', 'O'}};
    unsigned char file[sizeof images];
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        memcpy(file, images, sizeof file);
        memcpy(file, wrong[i], 4);
        refused(put("images", file, sizeof file), "not an IDX file of bytes");
    }
}

Test(idx, refuses_a_dimension_of_size_zero)
{
    unsigned char file[sizeof images];
    for (size_t i = 7; i < 16; i += 4) {
        memcpy(file, images, sizeof file);
        file[i] = 0;
        refused(put("images", file, sizeof file), "has size 0");
    }
}

Test(idx, refuses_sizes_whose_product_overflows)
{
    unsigned char file[64] = {0, 0, 8, 4};
    memset(file + 4, 255, 16);
    refused(put("file", file, sizeof file), "dimension 1 of 4");
    /* 65536 to the fourth power is 0 in 64 bits. */
    memset(file + 4, 0, 16);
    file[5] = file[9] = file[13] = file[17] = 1;
    refused(put("file", file, sizeof file), "dimension 2 of 4");
}

/* Allows this process 256 MiB more than it has (a sanitizer has terabytes). */
static void limit_memory(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%lu", &pages) != 1) {
        cr_skip_test("the size of this process is not known");
    }
    fclose(file);
    rlim_t most = pages * (rlim_t)sysconf(_SC_PAGESIZE) + (256u << 20);
    struct rlimit limit = {most, most};
    cr_assert_eq(setrlimit(RLIMIT_AS, &limit), 0);
}

Test(idx, takes_memory_only_for_what_a_file_holds)
{
    limit_memory();
    unsigned char file[16] = {0, 0, 8, 1, 0x40, 0, 0, 0};
    refused(put("file", file, sizeof file), "expected 1073741824 elements");
    refused(put_gz("file.gz", file, sizeof file), "found 8");
}

Test(idx, refuses_bytes_after_the_last_element)
{
    unsigned char file[sizeof images + 1] = {0};
    memcpy(file, images, sizeof images);
    refused(put("images", file, sizeof file), "goes on after the 12 elements");
    refused(put_gz("images.gz", file, sizeof file), "goes on after");
}

Test(idx, refuses_an_empty_file)
{
    refused(put("images", "", 0), "expected 4 bytes of magic number, found 0");
    refused(put_gz("images.gz", "", 0), "found 0");
}

Test(idx, refuses_a_missing_file)
{
    refused(path_of("images"), "No such file");
}

Test(idx, refuses_a_directory)
{
    refused(directory, "Is a directory");
}

Test(idx, needs_no_error_to_write_to)
{
    Idx idx;
    cr_assert(!idx_load(&idx, path_of("images"), NULL));
}

Test(idx, can_be_freed_twice)
{
    Idx idx;
    cr_assert(idx_load(&idx, put("labels", labels, sizeof labels), &error));
    idx_free(&idx);
    idx_free(&idx);
    cr_assert_null(idx.data);
}

#define IMAGES "train-images-idx3-ubyte"
#define LABELS "train-labels-idx1-ubyte"

static void dataset_refused(const char *file, const char *words)
{
    Dataset dataset = {.count = 7};
    error.text[0] = '\0';
    cr_assert(!dataset_load(&dataset, directory, "train", &error));
    cr_assert_null(dataset.pixels);
    cr_assert_null(dataset.labels);
    cr_assert_eq(dataset.count, 0);
    cr_assert_not_null(strstr(error.text, file), "%s", error.text);
    cr_assert_not_null(strstr(error.text, words), "expected \"%s\": %s", words,
                       error.text);
    cr_assert_null(strstr(error.text, "make data"),
                   "it is no folder that make data fills: %s", error.text);
}

static void dataset_accepted(void)
{
    Dataset dataset;
    cr_assert(dataset_load(&dataset, directory, "train", &error), "%s",
              error.text);
    cr_assert_eq(dataset.count, 2);
    cr_assert_eq(dataset.rows, 2);
    cr_assert_eq(dataset.columns, 3);
    cr_assert_arr_eq(dataset.pixels, images + 16, 12);
    cr_assert_arr_eq(dataset.labels, labels + 8, 2);
    dataset_free(&dataset);
    dataset_free(&dataset);
}

Test(dataset, joins_images_and_labels)
{
    put(IMAGES, images, sizeof images);
    put(LABELS, labels, sizeof labels);
    dataset_accepted();
}

Test(dataset, takes_compressed_files)
{
    put_gz(IMAGES ".gz", images, sizeof images);
    put(LABELS, labels, sizeof labels);
    dataset_accepted();
}

Test(dataset, prefers_plain_files)
{
    put(IMAGES, images, sizeof images);
    put(IMAGES ".gz", "damaged", 7);
    put(LABELS, labels, sizeof labels);
    dataset_accepted();
}

Test(dataset, takes_names_with_a_dot)
{
    put("train-images.idx3-ubyte", images, sizeof images);
    put(LABELS, labels, sizeof labels);
    dataset_accepted();
    remove(path_of(LABELS));
    put_gz("train-labels.idx1-ubyte.gz", labels, sizeof labels);
    dataset_accepted();
    remove(path_of("train-images.idx3-ubyte"));
    put_gz("train-images.idx3-ubyte.gz", images, sizeof images);
    dataset_accepted();
    put(IMAGES, "damaged", 7); /* the usual name comes first */
    dataset_refused(IMAGES, "not an IDX file");
}

Test(dataset, missing_file_is_named)
{
    dataset_refused(IMAGES, "ubyte: not found, nor with .gz or as "
                            "train-images.idx3-ubyte");
    put(IMAGES, images, sizeof images);
    dataset_refused(LABELS, "train-labels.idx1-ubyte");
}

Test(dataset, what_make_data_fetches_is_named_with_that_command)
{
    static const char *const fetched[] = {"mnist", "fashion"};
    Dataset dataset;
    cr_assert_eq(chdir(directory), 0);
    unsetenv("NN_DATA");
    for (size_t i = 0; i < 2; i++) {
        cr_assert_not(dataset_load(&dataset, fetched[i], "train", &error));
        cr_expect_not_null(strstr(error.text, "; run `make data`"), "%s",
                           error.text);
    }
    cr_assert_not(dataset_load(&dataset, directory, "train", &error));
    cr_expect_null(strstr(error.text, "make data"), "%s", error.text);
}

Test(dataset, refuses_a_damaged_file)
{
    put(IMAGES, images, sizeof images);
    put(LABELS, labels, sizeof labels - 1);
    dataset_refused(LABELS, "ends too early");
}

Test(dataset, a_file_that_cannot_be_opened_is_not_called_missing)
{
    cr_assert_eq(symlink(IMAGES, path_of(IMAGES)), 0);
    dataset_refused(IMAGES, "cannot be opened: ");
}

Test(dataset, refuses_other_numbers_of_images_and_labels)
{
    unsigned char three[] = {0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3};
    put(IMAGES, images, sizeof images);
    put(LABELS, three, sizeof three);
    dataset_refused("train-images holds 2 pictures", "train-labels 3 labels");
}

Test(dataset, refuses_a_label_that_is_no_class)
{
    unsigned char ten[] = {0, 0, 8, 1, 0, 0, 0, 2, 9, 10};
    put(IMAGES, images, sizeof images);
    put(LABELS, ten, sizeof ten);
    dataset_refused("train-labels", "label 1 is 10");
}

Test(dataset, refuses_a_file_of_other_dimensions)
{
    put(IMAGES, labels, sizeof labels);
    put(LABELS, labels, sizeof labels);
    dataset_refused(IMAGES, "expected 3 dimensions, found 1");
}

Test(dataset, refuses_a_path_that_is_too_long)
{
    char *path = malloc(5000);
    memset(path, 'x', 4999);
    path[4999] = '\0';
    Dataset dataset;
    cr_assert(!dataset_load(&dataset, path, "train", &error));
    cr_assert_not_null(strstr(error.text, "too long"), "%s", error.text);
    free(path);
}

/* Once data/fetch has been here. */
Test(dataset, mnist_is_70000_pictures_of_28_by_28)
{
    if (access("data/mnist/t10k-labels-idx1-ubyte", R_OK) != 0) {
        cr_skip_test("data/mnist is not there");
    }
    Dataset train, test;
    cr_assert(dataset_load(&train, "data/mnist", "train", &error), "%s",
              error.text);
    cr_assert(dataset_load(&test, "data/mnist", "t10k", &error), "%s",
              error.text);
    cr_assert_eq(train.count, 60000);
    cr_assert_eq(test.count, 10000);
    cr_assert_eq(train.rows * train.columns, 784);
    cr_assert_eq(train.labels[0], 5);
    cr_assert_eq(test.labels[0], 7);
    dataset_free(&train);
    dataset_free(&test);
}
