/* The roofline (Williams, Waterman and Patterson 2009): how fast kernels are,
   beside how fast this machine could be for work that has as many operations
   for each byte. One thread. `make roofline` runs it on the reader's machine. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime, sysconf */

#include "record.h"
#include "speed.h"
#include "team.h"

#include <math.h>
#include <unistd.h>

enum { MOST = 40, LEVELS = 4, ROUNDS = 21, TEAM_BURSTS = 60, LABEL = 80 };

/* ---- The machine ---- */

static const double L1_LEAST = 16e3, MEMORY_LEAST = 64e6, MEMORY_MOST = 512e6;

/* Where numbers may lie: the caches, and the memory behind them. */
typedef struct Level {
    const char *name, *key;
    size_t size;        /* bytes; 0: as much as there is */
    size_t used;        /* bytes of the arrays that are read to measure it */
    double read, triad; /* GB/s */
} Level;

static Level levels[LEVELS] = {{.name = "L1", .key = "l1"},
                               {.name = "L2", .key = "l2"},
                               {.name = "L3", .key = "l3"},
                               {.name = "memory", .key = "memory"}};
static float *stream;

/* What the system says of a cache, or a usual size. */
static size_t cache_size(int name, size_t usual)
{
    long size = sysconf(name);
    return (double)size >= L1_LEAST ? (size_t)size : usual;
}

/* Half of a cache, but no more of the last one than others may leave us. */
static void find_levels(void)
{
    levels[0].size = cache_size(_SC_LEVEL1_DCACHE_SIZE, 32 << 10);
    levels[1].size = cache_size(_SC_LEVEL2_CACHE_SIZE, 1 << 20);
    levels[2].size = cache_size(_SC_LEVEL3_CACHE_SIZE, 8 << 20);
    for (size_t i = 0; i < LEVELS - 1; i++) {
        levels[i].used = levels[i].size / 2;
    }
    if (levels[2].used > 8 * levels[1].size) {
        levels[2].used = 8 * levels[1].size;
    }
    double memory =
        fmin(fmax(4.0 * (double)levels[2].size, MEMORY_LEAST), MEMORY_MOST);
    levels[3].used = (size_t)memory;
    for (size_t i = 0; i < LEVELS; i++) {
        levels[i].used = levels[i].used / 768 * 768; /* whole vectors */
    }
    stream = speed_memory(levels[3].used);
}

/* How often an array is gone through in a call, for the call not to count. */
static size_t times(const Level *level)
{
    return 1 + (1 << 20) / level->used;
}

static void run_read(const void *context)
{
    const Level *level = context;
    read_floats(stream, level->used / sizeof(float), times(level));
}

/* Of each of the triad's arrays. They do not begin a multiple of 4096 bytes
   apart, where the processor takes a load for one that waits for a store. */
static size_t third_of(const Level *level)
{
    return level->used / sizeof(float) / 3 - 80;
}

static void run_triad(const void *context)
{
    const Level *level = context;
    size_t third = third_of(level);
    for (size_t t = 0; t < times(level); t++) {
        triad(stream, stream + third, stream + 2 * third, third);
    }
}

static void run_wide(const void *context)
{
    (void)context;
    wide_burst();
}

/* A chain of multiplications of whole numbers, each of which waits for the one
   before: three cycles each on all processors of the last fifteen years. */
enum { CHAIN = 3000000 };

static void run_chain(const void *context)
{
    (void)context;
#ifdef __x86_64__
    size_t number = 1;
    for (size_t i = 0; i < CHAIN / 3; i++) {
        __asm__ volatile("imul %0, %0" : "+r"(number));
    }
#endif
}

static void burst_of_member(void *context, size_t member)
{
    (void)context;
    (void)member;
    burst();
}

/* GFLOP/s of all cores together, undisturbed: of the best burst. */
static double speed_of_all(size_t *cores)
{
    double best = 0;
    Team *team = team_new((size_t)sysconf(_SC_NPROCESSORS_ONLN));
    *cores = team_members(team);
    for (size_t i = 0; i < TEAM_BURSTS; i++) {
        double before = wall_seconds();
        team_run(team, burst_of_member, NULL);
        double seconds = wall_seconds() - before;
        best = fmax(best, BURST_OPERATIONS * (double)*cores / seconds / 1e9);
    }
    team_free(team);
    return best;
}

/* ---- The kernels ---- */

static Kernel kernels[MOST];
static size_t count;

static void add(Kernel kernel)
{
    kernels[count++] = kernel;
}

static void list_vectors(const Kernels *row)
{
    add(vector_kernel("dot", "dot product, 2 048", run_dot, 2048, 2, 2));
    add(vector_kernel("far_dot", "dot product, 4 million", run_dot, NUMBERS, 2,
                      2));
    add(vector_kernel("axpy", "axpy, 2 048", run_axpy, 2048, 2, 3));
    Kernel relu =
        vector_kernel("relu", "ReLU, 11 520", run_relu, 20 * 24 * 24, 1, 2);
    relu.row = row;
    add(relu);
    Kernel pool = conv_kernel("pool", "max pooling, 20 maps", run_pool, row, 1,
                              square(20, 24, 20, 1));
    pool.operations = 3.0 * 20 * 12 * 12; /* comparisons */
    pool.bytes = 4.0 * 20 * (24 * 24 + 2 * 12 * 12);
    add(pool);
}

static void list_dense(const Kernels *row)
{
    add(dense_kernel("dense1", "fc1, 1 picture", run_dense_forward, row, 1, 800,
                     500));
    add(dense_kernel("dense64", "fc1, 64 pictures", run_dense_forward, row, 64,
                     800, 500));
    add(dense_kernel("dense64.inputs", "fc1, gradient by inputs",
                     run_dense_inputs, row, 64, 800, 500));
    add(dense_kernel("dense64.weights", "fc1, gradient by weights",
                     run_dense_weights, row, 64, 800, 500));
}

static void list_convolutions(const Kernels *row)
{
    Conv conv1 = square(1, 28, 20, 5), conv2 = lenet_conv2();
    Conv net32 = square(32, 26, 64, 3);
    add(conv_kernel("conv1", "conv1", run_conv_forward, row, PICTURES, conv1));
    add(conv_kernel("conv2", "conv2", run_conv_forward, row, PICTURES, conv2));
    add(conv_kernel("conv2.inputs", "conv2, gradient by inputs",
                    run_conv_inputs, row, PICTURES, conv2));
    add(conv_kernel("conv2.weights", "conv2, gradient by weights",
                    run_conv_weights, row, PICTURES, conv2));
    add(conv_kernel("net32", "net32's conv2", run_conv_forward, row, PICTURES,
                    net32));
}

/* Of chapter 10, and chapter 8's for comparison. */
static void list_chapters(void)
{
    Conv conv2 = lenet_conv2();
    add(conv_kernel("plain", "conv2, six loops", run_plain, NULL, 1, conv2));
    add(conv_kernel("conv_axpy", "conv2, axpy", run_conv_axpy, NULL, 1, conv2));
    Kernel product = conv_kernel("product", "conv2, im2col and product",
                                 run_product, NULL, 1, conv2);
    product.bytes += 2 * 4.0 * 500 * 64; /* the columns, to and fro */
    add(product);
    add(conv_kernel("fused", "conv2, fused", run_fused, &kernels_avx2, 1,
                    conv2));
}

/* A sparse gradient of some pictures: only where ReLU let something through is
   anything multiplied. The fused kernel has written where that is. */
static Kernel sparse_kernel(const char *key, const char *name,
                            void (*run)(const void *), size_t n)
{
    Conv conv = lenet_conv2();
    Kernel kernel = conv_kernel(key, name, run_fused, &kernels_avx2, n, conv);
    size_t spikes_found = 0, pooled = n * out_of(&conv) / 4;
    run_fused(&kernel);
    for (size_t i = 0; i < pooled; i++) {
        spikes_found += y[i] > 0;
    }
    kernel.run = run;
    kernel.operations = 2.0 * (double)(spikes_found * filter_of(&conv));
    kernel.bytes -= 4.0 * (double)(n * out_of(&conv)); /* not dense, ... */
    kernel.bytes += 9.0 * (double)pooled; /* ... but dy, y and source */
    return kernel;
}

static void list_sparse(void)
{
    add(sparse_kernel("sparse_weights", "conv2, sparse by weights",
                      run_sparse_weights, 4));
    add(sparse_kernel("sparse_inputs", "conv2, sparse by inputs",
                      run_sparse_inputs, 1));
}

static void list_winograd(void)
{
    add(winograd_kernel("winograd", "conv2, Winograd", run_winograd_pool,
                        &winograd_avx2, false, PICTURES, lenet_conv2()));
    add(winograd_kernel("winograd32", "net32's conv2, Winograd", run_winograd,
                        &winograd_avx2, false, PICTURES,
                        square(32, 26, 64, 3)));
#if HAS_AVX512
    if (kernels_avx512.runs_here()) {
        add(winograd_kernel("winograd.avx512", "conv2, Winograd, avx512",
                            run_winograd_pool, &winograd_avx512, true, PICTURES,
                            lenet_conv2()));
    }
#endif
}

/* A kernel of another row, with its name behind it. */
static void add_of_row(Kernel kernel)
{
    char *key = speed_memory(LABEL), *name = speed_memory(LABEL);
    snprintf(key, LABEL, "%s.%s", kernel.key, kernel.row->name);
    snprintf(name, LABEL, "%s, %s", kernel.name, kernel.row->name);
    kernel.key = key;
    kernel.name = name;
    add(kernel);
}

/* Of the rows with wider vectors, what is not that of AVX2. */
static void list_wider(void)
{
    const Kernels *avx2 = &kernels_avx2;
    Conv conv2 = lenet_conv2();
    for (size_t i = 0; kernel_rows[i] != avx2; i++) {
        const Kernels *row = kernel_rows[i];
        if (!row->runs_here()) {
            continue;
        }
        if (row->dense_forward != avx2->dense_forward) {
            add_of_row(dense_kernel("dense64", "fc1, 64", run_dense_forward,
                                    row, 64, 800, 500));
        }
        if (row->conv_forward != avx2->conv_forward) {
            add_of_row(conv_kernel("conv2", "conv2", run_conv_forward, row,
                                   PICTURES, conv2));
        }
        if (row->conv_relu_pool != avx2->conv_relu_pool) {
            add_of_row(
                conv_kernel("fused", "conv2, fused", run_fused, row, 1, conv2));
        }
    }
}

/* ---- What is found ---- */

typedef struct Found {
    double peak, wide, all, clock;
    size_t cores;
} Found;

/* Where the arrays of a kernel find room. */
static const Level *level_of(const Kernel *kernel)
{
    const Level *level = levels;
    while (level < levels + LEVELS - 1 && (double)level->size < kernel->bytes) {
        level++;
    }
    return level;
}

/* Of reading alone or of the triad: loads and stores may be done at once. */
static double bandwidth(const Level *level)
{
    return fmax(level->read, level->triad);
}

/* GFLOP/s that are possible with so many operations for each byte. */
static double roof_of(const Found *found, const Kernel *kernel)
{
    const Level *level = level_of(kernel);
    return fmin(kernel->wide ? found->wide : found->peak,
                kernel->operations / kernel->bytes * bandwidth(level));
}

static Found measure_all(Work *works)
{
    Found found = {0};
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        works[n++] = work_of(&kernels[i]);
    }
    for (size_t i = 0; i < LEVELS; i++) {
        double calls = (double)times(&levels[i]);
        double bytes = 3.0 * sizeof(float) * (double)third_of(&levels[i]);
        works[n++] = (Work){
            "read", run_read, &levels[i], calls * (double)levels[i].used, 0, 0};
        works[n++] =
            (Work){"triad", run_triad, &levels[i], calls * bytes, 0, 0};
    }
    works[n++] = (Work){"chain", run_chain, NULL, CHAIN, 0, 0};
    if (has_avx512()) {
        works[n++] =
            (Work){"wide", run_wide, NULL, WIDE_BURST_OPERATIONS, 0, 0};
    }
    found.peak = measure(works, n, ROUNDS);
    for (size_t i = 0; i < LEVELS; i++) {
        levels[i].read = works[count + 2 * i].speed;
        levels[i].triad = works[count + 2 * i + 1].speed;
    }
    found.clock = works[count + 2 * LEVELS].speed;
    found.wide = has_avx512() ? works[n - 1].speed : 0;
    found.all = speed_of_all(&found.cores);
    return found;
}

/* A size in bytes, as 24 KB. */
static const char *size_text(size_t bytes, char text[16])
{
    snprintf(text, 16, bytes < 1 << 20 ? "%.0f KB" : "%.0f MB",
             (double)bytes / (bytes < 1 << 20 ? 1 << 10 : 1 << 20));
    return text;
}

static void show_machine(const Found *found, FILE *values)
{
    printf("%%%% machine\n");
    printf("peak, vectors of 8    %7.1f GFLOP/s\n", found->peak);
    fprintf(values, "roofline.peak\t%.0f\n", found->peak);
    if (found->wide > 0) {
        printf("peak, vectors of 16   %7.1f GFLOP/s\n", found->wide);
        fprintf(values, "roofline.wide\t%.0f\n", found->wide);
    }
    printf("%2zu cores together     %7.1f GFLOP/s\n", found->cores, found->all);
    fprintf(values, "roofline.cores\t%zu\n", found->cores);
    fprintf(values, "roofline.all\t%.0f\n", found->all);
    printf("clock                 %7.2f GHz\n", found->clock);
    fprintf(values, "roofline.clock\t%.2f\n", found->clock);
    fprintf(values, "roofline.each_cycle\t%.1f\n",
            found->peak / found->clock / 16);
    printf("\n%-8s %8s %12s %12s\n", "", "arrays", "read GB/s", "triad GB/s");
    for (size_t i = 0; i < LEVELS; i++) {
        char text[16];
        printf("%-8s %8s %12.1f %12.1f\n", levels[i].name,
               size_text(levels[i].used, text), levels[i].read,
               levels[i].triad);
        fprintf(values, "roofline.%s\t%.*f\n", levels[i].key,
                levels[i].read < 100, levels[i].read);
        fprintf(values, "roofline.%s.ridge\t%.1f\n", levels[i].key,
                found->peak / bandwidth(&levels[i]));
    }
}

/* So near in the diagram that their numbers would lie on each other. */
static bool is_near(const Work *works, size_t i, size_t k)
{
    double at = kernels[i].operations / kernels[i].bytes;
    double to = kernels[k].operations / kernels[k].bytes;
    return fabs(log(at / to)) < 0.25 &&
           fabs(log(works[i].speed / works[k].speed)) < 0.16;
}

/* The numbers of kernel i and of all behind it that are near; "" if one before
   it has named it. */
static const char *label_of(const Work *works, size_t i, char text[LABEL])
{
    static bool named[MOST];
    size_t length = 0;
    text[0] = '\0';
    for (size_t k = i; !named[i] && k < count; k++) {
        if (k == i || (!named[k] && is_near(works, i, k))) {
            length += (size_t)snprintf(text + length, LABEL - length, "%s%zu",
                                       k == i ? "" : ", ", k + 1);
            named[k] = k > i;
        }
    }
    return text;
}

static void show_kernels(const Found *found, const Work *works, FILE *values)
{
    FILE *data = figure_open("roofline.dat");
    fprintf(data, "# kernel\toperations\tbytes\tintensity\tgflops\troof"
                  "\tshare\tlevel\tlabel\n");
    printf("%%%% kernels\n");
    printf("   %-25s %8s %8s %6s %-6s %7s %6s\n", "", "MFLOP", "KB", "per B",
           "in", "GFLOP/s", "of roof");
    for (size_t i = 0; i < count; i++) {
        const Kernel *k = &kernels[i];
        const char *level = level_of(k)->name;
        char label[LABEL];
        double intensity = k->operations / k->bytes, roof = roof_of(found, k);
        double share = 100 * works[i].share * found->peak / roof;
        printf("%2zu %-25s %8.3f %8.1f %6.2f %-6s %7.1f %5.0f %%\n", i + 1,
               k->name, k->operations / 1e6, k->bytes / 1e3, intensity, level,
               works[i].speed, share);
        fprintf(data, "%s\t%.0f\t%.0f\t%.4g\t%.4g\t%.4g\t%.3g\t%s\t\"%s\"\n",
                k->name, k->operations, k->bytes, intensity, works[i].speed,
                roof, share, level, label_of(works, i, label));
        fprintf(values, "roofline.%s\t%.*f\n", k->key, works[i].speed < 10,
                works[i].speed);
        fprintf(values, "roofline.%s.share\t%.0f\n", k->key, share);
        fprintf(values, "roofline.%s.intensity\t%.*f\n", k->key,
                intensity < 1 ? 2 : intensity < 10, intensity);
    }
    figure_close(data);
}

/* For gnuplot: the machine's lines. */
static void write_roofs(const Found *found)
{
    FILE *data = figure_open("roofline-machine.dat");
    fprintf(data,
            "# peak, peak of vectors of 16 (0: none), then GB/s from\n# L1, "
            "L2, L3, memory\n%g %g",
            found->peak, found->wide);
    for (size_t i = 0; i < LEVELS; i++) {
        fprintf(data, " %g", bandwidth(&levels[i]));
    }
    fprintf(data, "\n");
    figure_close(data);
}

int main(void)
{
    static Work works[MOST + 2 * LEVELS + 2];
    const Kernels *row = &kernels_avx2;
    speed_begin();
    double sum = speed_check();
    record_prefix("roofline", &sum, 1);
    if (!has_avx2()) {
        fprintf(stderr, "roofline: this processor has no AVX2\n");
        return EXIT_FAILURE;
    }
    find_levels();
    Conv conv = lenet_conv2();
    speed_pack(&conv);
    list_vectors(row);
    list_dense(row);
    list_convolutions(row);
    list_chapters();
    list_sparse();
    list_winograd();
    list_wider();
    Found found = measure_all(works);
    FILE *values = figure_open("roofline.values");
    show_machine(&found, values);
    show_kernels(&found, works, values);
    write_roofs(&found);
    figure_close(values);
    free(stream);
    speed_end();
    return 0;
}
