/* src/safetensors.c and src/new_file.c: what is written is read again, and a
   file that is damaged in any way is refused with a message that names it. */
#define _DEFAULT_SOURCE

#include "safetensors.h"
#include "new_file.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[64], path[128];
static Error error;

static void make_directory(void)
{
    strcpy(directory, "/tmp/safetensors-XXXXXX");
    cr_assert_not_null(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/file", directory);
}

static FILE *opened(const char *mode)
{
    FILE *file = fopen(path, mode);
    cr_assert_not_null(file);
    return file;
}

/* How many files are there; removes them. */
static int empty_directory(void)
{
    int count = 0;
    DIR *entries = opendir(directory);
    cr_assert_not_null(entries);
    for (struct dirent *e; (e = readdir(entries)) != NULL;) {
        char name[512];
        snprintf(name, sizeof name, "%s/%s", directory, e->d_name);
        if (e->d_name[0] != '.') {
            remove(name);
            count++;
        }
    }
    closedir(entries);
    return count;
}

static void remove_directory(void)
{
    empty_directory();
    rmdir(directory);
}

TestSuite(safetensors, .init = make_directory, .fini = remove_directory);
TestSuite(new_file, .init = make_directory, .fini = remove_directory);

/* A file of that header and that many bytes of data. */
static void put(const char *header, size_t data)
{
    FILE *file = opened("wb");
    uint64_t length = strlen(header);
    fwrite(&length, 8, 1, file);
    fwrite(header, 1, length, file);
    for (size_t i = 0; i < data; i++) {
        fputc((int)i, file);
    }
    cr_assert_eq(fclose(file), 0);
}

static void refused(const char *words)
{
    Safetensors file = {.count = 7};
    error.text[0] = '\0';
    cr_assert(!safetensors_load(&file, path, &error), "it was read");
    cr_expect_null(file.tensors);
    cr_expect_null(file.notes);
    cr_expect_null(file.header);
    cr_expect_null(file.data);
    cr_expect_eq(file.count, 0);
    cr_expect_not_null(strstr(error.text, path), "%s", error.text);
    cr_expect_not_null(strstr(error.text, words), "expected \"%s\": %s", words,
                       error.text);
}

static float weights[6] = {1, -2, 3.5f, 0, 5, 6};
static unsigned char bytes[3] = {7, 8, 9};
static int64_t number[1] = {INT64_MIN};
static float none[1];
static const Tensor tensors[] = {
    {"bytes", "U8", 1, {3}, bytes},
    {"a.weight", "F32", 2, {2, 3}, weights},
    {"number", "I64", 0, {0}, number},
    {"none", "F32", 2, {0, 4}, none},
};
static const Note notes[] = {{"network", "dense \"3\",\n\303\251"}, {"", ""}};

static void save(void)
{
    cr_assert(safetensors_save(path, tensors, 4, notes, 2, &error), "%s",
              error.text);
}

static void load(Safetensors *file)
{
    cr_assert(safetensors_load(file, path, &error), "%s", error.text);
}

Test(safetensors, reads_what_it_wrote)
{
    Safetensors file;
    save();
    load(&file);
    cr_assert_eq(file.count, 4);
    for (size_t i = 0; i < 4; i++) {
        const Tensor *t = safetensors_tensor(&file, tensors[i].name);
        cr_assert_not_null(t, "%s", tensors[i].name);
        cr_expect_str_eq(t->type, tensors[i].type);
        cr_expect_eq(t->dimensions, tensors[i].dimensions);
        cr_expect_arr_eq(t->shape, tensors[i].shape,
                         t->dimensions * sizeof(size_t));
        cr_expect_arr_eq(t->data, tensors[i].data, tensor_bytes(t));
    }
    cr_expect_str_eq(safetensors_note(&file, "network"), notes[0].text);
    cr_expect_str_eq(safetensors_note(&file, ""), "");
    cr_expect_null(safetensors_note(&file, "other"));
    cr_expect_null(safetensors_tensor(&file, "__metadata__"));
    safetensors_free(&file);
    safetensors_free(&file);
}

Test(safetensors, aligns_the_header_and_every_tensor)
{
    Safetensors file;
    save();
    FILE *stream = opened("rb");
    uint64_t length = 0;
    cr_assert_eq(fread(&length, 8, 1, stream), 1);
    fclose(stream);
    cr_expect_eq(length % 8, 0);
    load(&file);
    for (size_t i = 0; i < file.count; i++) {
        size_t offset =
            (size_t)((unsigned char *)file.tensors[i].data - file.data);
        cr_expect_eq(offset % (file.tensors[i].type[0] == 'I'   ? 8
                               : file.tensors[i].type[0] == 'F' ? 4
                                                                : 1),
                     0);
    }
    safetensors_free(&file);
}

/* As the Python library writes it: another order of keys, no padding, no
   notes. */
Test(safetensors, reads_other_writers_files)
{
    Safetensors file;
    put("{\"b\":{\"data_offsets\":[4,6],\"shape\":[1,2],\"dtype\":\"U8\"},"
        "\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}   ",
        6);
    load(&file);
    cr_expect_eq(file.count, 2);
    cr_expect_str_eq(file.tensors[0].name, "a");
    cr_expect_eq(*(unsigned char *)file.tensors[1].data, 4);
    safetensors_free(&file);
    put("{}", 0);
    load(&file);
    cr_expect_eq(file.count, 0);
    safetensors_free(&file);
}

Test(safetensors, refuses_a_file_cut_short_anywhere)
{
    save();
    struct stat status;
    cr_assert_eq(stat(path, &status), 0);
    for (off_t n = status.st_size - 1; n >= 0; n--) {
        cr_assert_eq(truncate(path, n), 0);
        refused("");
    }
}

/* Any byte may be any other: it is refused, or read without harm. */
Test(safetensors, survives_every_changed_byte)
{
    save();
    static unsigned char whole[4096];
    FILE *stream = opened("rb");
    size_t length = fread(whole, 1, sizeof whole, stream);
    fclose(stream);
    for (size_t i = 0; i < length; i++) {
        for (int change = 1; change < 256; change *= 2) {
            stream = opened("wb");
            whole[i] ^= (unsigned char)change;
            fwrite(whole, 1, length, stream);
            whole[i] ^= (unsigned char)change;
            fclose(stream);
            Safetensors file;
            if (safetensors_load(&file, path, &error)) {
                safetensors_free(&file);
            }
        }
    }
}

#define ENTRY(name, dtype, shape, begin, end)                                  \
    "\"" name "\":{\"dtype\":\"" dtype "\",\"shape\":" shape                   \
    ",\"data_offsets\":[" #begin "," #end "]}"

static const struct {
    const char *header;
    size_t data;
    const char *words;
} wrong[] = {
    {"{" ENTRY("a", "F32", "[1]", 0, 4) "}", 5, "expected 4 bytes of tensors"},
    {"{" ENTRY("a", "F32", "[1]", 0, 4) "}", 3, "within the 3 of the file"},
    {"{" ENTRY("a", "F32", "[1]", 1, 5) "}", 5, "begin at 0"},
    {"{" ENTRY("a", "F32", "[1]", 0, 5) "}", 5, "expected 4 bytes"},
    {"{" ENTRY("a", "F32", "[1]", 4, 0) "}", 4, "offsets 4 to 0"},
    {"{" ENTRY("a", "F32", "[1]", -4, 0) "}", 4, "offsets -4 to 0"},
    {"{" ENTRY("a", "U8", "[2]", 0, 2) "," ENTRY("b", "U8", "[2]", 1, 3) "}", 3,
     "b: expected it to begin at 2"},
    {"{" ENTRY("a", "U8", "[2]", 0, 2) "," ENTRY("b", "U8", "[1]", 3, 4) "}", 4,
     "b: expected it to begin at 2"},
    {"{" ENTRY("a", "U8", "[2]", 0, 2) "," ENTRY("b", "U8", "[2]", 0, 2) "}", 2,
     "begin at 2"},
    {"{" ENTRY("a", "U8", "[1]", 0, 1) "," ENTRY("a", "U8", "[1]", 1, 2) "}", 2,
     "duplicate"},
    {"{" ENTRY("a", "F33", "[1]", 0, 4) "}", 4, "the type F33"},
    {"{" ENTRY("a", "U8", "[3,6148914691236517202]", 10, 0) "}", 10,
     "offsets 10 to 0"},
    {"{" ENTRY("a", "F32", "[-1]", 0, 4) "}", 4, "whole"},
    {"{" ENTRY("a", "F32", "[1.0]", 0, 4) "}", 4, "whole"},
    {"{" ENTRY("a", "F32", "1", 0, 4) "}", 4, "whole"},
    {"{" ENTRY("a", "F32", "[1,1,1,1,1,1,1,1,1]", 0, 4) "}", 4, "at most 8"},
    {"{" ENTRY("a", "F32", "[4294967296,4294967296]", 0, 0) "}", 0,
     "bytes can be counted"},
    {"{" ENTRY("a", "F32", "[0,4294967296,4294967296]", 0, 4) "}", 4,
     "expected 0 bytes"},
    {"{" ENTRY("a", "F32", "[99999999999999999999]", 0, 0) "}", 0, "integer"},
    {"{" ENTRY("a", "F32", "[4611686018427387905]", 0, 4) "}", 4,
     "can be counted"},
    {"{\"a\":{\"dtype\":\"U8\",\"shape\":[1]}}", 1, "data_offsets"},
    {"{\"a\":{\"dtype\":8,\"shape\":[1],\"data_offsets\":[0,1]}}", 1, "dtype"},
    {"{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1,1]}}", 1,
     "data_offsets"},
    {"{\"a\":[]}", 0, "dtype"},
    {"{\"__metadata__\":[]}", 0, "an object"},
    {"{\"__metadata__\":{\"a\":1}}", 0, "a: expected a text"},
    {"[]", 0, "begin with {"},
    {" {}", 0, "begin with {"},
    {"{}x", 0, "not JSON"},
    {"{\"a\"", 0, "not JSON"},
    {"{\"\xff\":1}", 0, "not JSON"},
    {"{\"a\\u0000b\":1}", 0, "not JSON"},
};

Test(safetensors, refuses_headers_that_are_not_consistent)
{
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        put(wrong[i].header, wrong[i].data);
        refused(wrong[i].words);
    }
}

Test(safetensors, refuses_a_header_nested_a_thousand_times_a_thousand)
{
    static char header[900000];
    memset(header, '[', sizeof header - 1);
    memcpy(header, "{\"a\":", 5);
    put(header, 0);
    refused("not JSON");
}

static void put_length(uint64_t length, size_t more)
{
    FILE *file = opened("wb");
    fwrite(&length, 8, 1, file);
    for (size_t i = 0; i < more; i++) {
        fputc(' ', file);
    }
    fclose(file);
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

Test(safetensors, takes_no_memory_for_lengths_that_lie)
{
    const uint64_t lengths[] = {UINT64_MAX,
                                UINT64_MAX - 7,
                                (uint64_t)1 << 63,
                                (uint64_t)1 << 32,
                                101,
                                1,
                                0};
    limit_memory();
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        put_length(lengths[i], 100);
        refused("expected a header of 2 to 100 bytes");
    }
    put_length(SAFETENSORS_HEADER + 1, SAFETENSORS_HEADER + 1);
    refused("2 to 1048576 bytes");
    put("{}", 0);
    cr_assert_eq(truncate(path, (off_t)1 << 40), 0);
    refused("expected at most 1073741824 bytes of tensors");
}

Test(safetensors, refuses_what_is_no_file)
{
    strcpy(path, directory);
    refused("expected a file");
    snprintf(path, sizeof path, "%s/missing", directory);
    refused("No such file");
    strcpy(path, "/dev/zero");
    refused("expected a file");
}

Test(safetensors, shows_no_control_characters_of_a_file)
{
    put("{\"\\u001b[2J\":1}", 0);
    refused("?[2J");
    put("{\"a\\u001b\":"
        "\"b\\u001b",
        0);
    refused("not JSON");
    cr_expect_null(strchr(error.text, '\033'));
}

Test(safetensors, does_not_write_two_tensors_of_one_name)
{
    const Tensor same[] = {tensors[0], tensors[0]};
    cr_expect_not(safetensors_save(path, same, 2, NULL, 0, &error));
    cr_expect_not_null(strstr(error.text, "\"bytes\""), "%s", error.text);
    cr_expect_eq(empty_directory(), 0);
}

/* Nothing is written, and the reason is given. */
static void not_written(const Tensor *list, size_t count, const Note *note,
                        size_t note_count, const char *words)
{
    error.text[0] = '\0';
    cr_expect_not(safetensors_save(path, list, count, note, note_count, &error),
                  "%s", words);
    cr_expect_not_null(strstr(error.text, path), "%s", error.text);
    cr_expect_not_null(strstr(error.text, words), "expected \"%s\": %s", words,
                       error.text);
    cr_expect_eq(empty_directory(), 0);
}

Test(safetensors, does_not_write_notes_that_are_not_text)
{
    const Note note = {"note", "\xff"};
    const Note twice[] = {{"data", "mnist"}, {"data", "fashion"}};
    not_written(tensors, 1, &note, 1, "notes that are UTF-8");
    not_written(tensors, 1, twice, 2, "whose names differ");
}

Test(safetensors, drops_no_tensor_that_it_cannot_write)
{
    static const char *const types[] = {"F33", "", "f32", "FLOAT", "C64"};
    Tensor list[] = {tensors[0], tensors[1]};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        list[1].type = types[i];
        not_written(list, 2, NULL, 0, "a.weight: expected a type such as F32");
    }
    list[1] = (Tensor){"large", "F32", 2, {SIZE_MAX / 4, 2}, weights};
    not_written(list, 2, NULL, 0, "large: expected at most 1073741824 bytes");
    list[1] = (Tensor){"large", "U8", 1, {SAFETENSORS_LIMIT - 2}, weights};
    not_written(list, 2, NULL, 0, "large: expected at most 1073741824 bytes");
    list[1] = (Tensor){"deep", "U8", TENSOR_DIMENSIONS + 1, {1}, weights};
    not_written(list, 2, NULL, 0, "deep: expected at most 8 dimensions");
}

Test(safetensors, writes_no_header_that_it_would_not_read)
{
    static char text[SAFETENSORS_HEADER + 1];
    memset(text, 'a', sizeof text - 1);
    const Note note = {"long", text};
    not_written(tensors, 1, &note, 1, "at most 1048576 bytes");
}

Test(safetensors, needs_no_error_to_write_to)
{
    Safetensors file;
    cr_expect_not(safetensors_load(&file, path, NULL));
    put("[]", 0);
    cr_expect_not(safetensors_load(&file, path, NULL));
}

/* ---- Files that are whole or not there ---- */

Test(new_file, takes_the_old_ones_place_only_at_its_end)
{
    NewFile file;
    char text[8] = "";
    put("old", 0);
    cr_assert(new_file_begin(&file, path, &error));
    fputs("new", file.stream);
    FILE *old = opened("rb");
    cr_expect_eq(fread(text, 1, 8, old), 8);
    fclose(old);
    cr_assert(new_file_end(&file, &error), "%s", error.text);
    FILE *new = opened("rb");
    cr_expect_eq(fread(text, 1, 8, new), 3);
    fclose(new);
    cr_expect_arr_eq(text, "new", 3);
    cr_expect_eq(empty_directory(), 1);
}

Test(new_file, that_cannot_be_written_leaves_the_old_one)
{
    NewFile file;
    save();
    cr_assert(new_file_begin(&file, path, &error));
    struct rlimit limit = {100, 100};
    signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    for (int i = 0; i < 100000; i++) {
        fputc(1, file.stream);
    }
    cr_expect_not(new_file_end(&file, &error));
    cr_expect_not_null(strstr(error.text, path), "%s", error.text);
    Safetensors read;
    load(&read);
    safetensors_free(&read);
    cr_expect_eq(empty_directory(), 1);
}

Test(new_file, in_a_folder_that_is_not_there_is_an_error)
{
    NewFile file;
    snprintf(path, sizeof path, "%s/missing/file", directory);
    cr_expect_not(new_file_begin(&file, path, &error));
    cr_expect_not_null(strstr(error.text, "No such file"), "%s", error.text);
}

Test(new_file, that_is_abandoned_leaves_the_old_one)
{
    NewFile file;
    char text[8] = "";
    FILE *old = opened("wb");
    fputs("old", old);
    cr_assert_eq(fclose(old), 0);
    cr_assert(new_file_begin(&file, path, &error));
    fputs("new", file.stream);
    new_file_abandon(&file);
    old = opened("rb");
    cr_expect_eq(fread(text, 1, 8, old), 3);
    fclose(old);
    cr_expect_str_eq(text, "old");
    cr_expect_eq(empty_directory(), 1);
}

Test(new_file, takes_the_place_of_what_a_link_points_to)
{
    NewFile file;
    char link[128];
    struct stat status;
    save();
    snprintf(link, sizeof link, "%s/link", directory);
    cr_assert_eq(symlink(path, link), 0);
    cr_assert(new_file_begin(&file, link, &error));
    fputs("new", file.stream);
    cr_assert(new_file_end(&file, &error), "%s", error.text);
    cr_assert_eq(lstat(link, &status), 0);
    cr_expect(S_ISLNK(status.st_mode));
    cr_assert_eq(stat(path, &status), 0);
    cr_expect_eq(status.st_size, 3);
    cr_expect_eq(empty_directory(), 2);
}

Test(new_file, may_lie_in_the_working_directory)
{
    NewFile file;
    cr_assert_eq(chdir(directory), 0);
    cr_assert(new_file_begin(&file, "here", &error));
    cr_assert(new_file_end(&file, &error), "%s", error.text);
    cr_expect_eq(empty_directory(), 1);
}
