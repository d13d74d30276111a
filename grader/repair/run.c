#include "run.h"

#include "confine.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MEGABYTES = 512, PROBED = 6, FRESH_SEEDS = 3, MAX_DEATHS = 60 };
static const double seconds_in_all = 2.4;

/* ---- Time ---- */

static double seconds(int who)
{
    struct rusage used;
    getrusage(who, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

static double processor_time(void)
{
    return seconds(RUSAGE_SELF) + seconds(RUSAGE_CHILDREN);
}

double seconds_used(const Search *s)
{
    return processor_time() - s->start;
}

double seconds_left(const Search *s)
{
    return seconds_in_all - seconds_used(s);
}

/* ---- Beginning and end ---- */

static bool has_failed(const Evidence *e, size_t i)
{
    return i < e->count &&
           !outcomes_agree(&e->got[i], &e->expected[i], e->probe->tolerance);
}

/* Those that fail first, and of them some that lie apart from each other. */
static void order_cases(Search *s)
{
    size_t n = 0, failing;
    for (size_t i = 0; i < s->cases; i++) {
        if (has_failed(s->e, i)) {
            s->order[n++] = i;
        }
    }
    failing = n;
    for (size_t i = 0; i < s->cases; i++) {
        if (!has_failed(s->e, i)) {
            s->order[n++] = i;
        }
    }
    for (size_t k = 1; k < PROBED && failing > PROBED; k++) {
        size_t far = k * failing / PROBED, moved = s->order[k];
        s->order[k] = s->order[far];
        s->order[far] = moved;
    }
}

static void *shared(size_t bytes)
{
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        abort();
    }
    return memory;
}

bool search_begin(Search *s, const Evidence *e, const char *path,
                  const char *name, uint64_t seed)
{
    const char *temporary = getenv("TMPDIR");
    *s =
        (Search){.e = e, .name = name, .seed = seed, .start = processor_time()};
    s->cases = case_total(e->probe);
    s->source = source_read(path, "src");
    s->function = s->source != NULL ? source_function(s->source, name) : NULL;
    if (s->function == NULL) {
        return false;
    }
    snprintf(s->folder, sizeof s->folder, "%s/repair-XXXXXX",
             temporary != NULL ? temporary : "/tmp");
    if (mkdtemp(s->folder) == NULL) {
        return false;
    }
    s->list = shared(MAX_CANDIDATES * sizeof *s->list);
    s->progress = shared(WORKERS * sizeof *s->progress);
    order_cases(s);
    find_edits(s->source, s->function, &s->edits);
    return true;
}

void search_end(const Search *s)
{
    static const char *const names[] = {"choices.c",   "choices.so",
                                        "choices.log", "changed.c",
                                        "changed.so",  "changed.log"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[300];
        snprintf(path, sizeof path, "%s/%s", s->folder, names[i]);
        remove(path);
    }
    rmdir(s->folder);
    munmap(s->list, MAX_CANDIDATES * sizeof *s->list);
}

Edit *edit_of(const Search *s, const Candidate *c, size_t i)
{
    return &s->edits.list[c->edit[i]];
}

void add_candidate(Search *s, Candidate c)
{
    if (s->count < MAX_CANDIDATES) {
        c.score = -1;
        s->list[s->count++] = c;
    }
}

void add_singles(Search *s)
{
    for (size_t i = 0; i < s->edits.count; i++) {
        if (!s->edits.list[i].dropped) {
            add_candidate(s, (Candidate){.count = 1,
                                         .edit = {(unsigned short)i},
                                         .cost = s->edits.list[i].cost});
        }
    }
}

/* ---- Compiling ---- */

static FILE *open_in(const Search *s, const char *name, const char *mode)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", s->folder, name);
    return fopen(path, mode);
}

/* Kernels with AVX2 have its header; without -fopenmp a loop is run by one
   thread. */
static const char *vector_flags(const Search *s)
{
#ifdef __x86_64__
    return strstr(s->source->text, "\"avx2.h\"") != NULL ? "-mavx2 -mfma" : "";
#else
    (void)s;
    return "";
#endif
}

/* NAME.c to NAME.so; what the compiler says is in NAME.log. */
static bool compile(const Search *s, const char *name, const char *flags)
{
    char command[2000];
    const char *cc = getenv("CC"), *in = s->folder;
    snprintf(command, sizeof command,
             "%s %s %s -w -fmax-errors=0 -DREAL=double -Isrc -Igrader -fPIC "
             "-shared %s/%s.c -o %s/%s.so -lm > %s/%s.log 2>&1",
             cc != NULL && *cc != '\0' ? cc : "gcc", flags, vector_flags(s), in,
             name, in, name, in, name);
    return system(command) == 0;
}

/* Drops what the compiler refuses. False: it refuses something else. */
static bool drop_refused(Search *s)
{
    enum { MAX_ERRORS = 20000 };
    static int lines[MAX_ERRORS];
    size_t count = 0;
    char text[2000];
    FILE *log = open_in(s, "choices.log", "r");
    if (log == NULL) {
        return false;
    }
    for (int pass = 0; pass < 2 && count == 0; pass++) {
        rewind(log);
        while (fgets(text, sizeof text, log) != NULL && count < MAX_ERRORS) {
            const char *at = strstr(text, "choices.c:");
            /* what follows from another error counts only by itself */
            bool follows = strstr(text, "\u2018t") != NULL ||
                           strstr(text, "'t") != NULL ||
                           strstr(text, "type-generic") != NULL;
            if (at != NULL && strstr(text, "error:") != NULL &&
                (pass == 1 || !follows)) {
                count += sscanf(at, "choices.c:%d", &lines[count]) == 1;
            }
        }
    }
    fclose(log);
    bool dropped = false;
    for (int before = 0; before < 2 && !dropped; before++) {
        for (size_t i = 0; i < s->edits.count; i++) {
            Edit *e = &s->edits.list[i];
            for (size_t k = 0; k < count && !e->dropped; k++) {
                /* of a cast it speaks at the next token, a line below */
                e->dropped = e->written_at == lines[k] - before;
                dropped = dropped || e->dropped;
            }
        }
    }
    return dropped;
}

bool compile_choices(Search *s)
{
    enum { ATTEMPTS = 6 };
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        FILE *file = open_in(s, "choices.c", "w");
        if (file == NULL) {
            return false;
        }
        write_choices(s->source, s->function, &s->edits, file);
        fclose(file);
        if (compile(s, "choices", "-std=gnu11 -O0 -pipe")) {
            return true;
        }
        if (!drop_refused(s)) {
            return false;
        }
    }
    return false;
}

/* ---- Running, in a process of its own ---- */

typedef struct Program {
    Function *f;
    int *choice; /* NULL: it has none */
    long *steps_left;
    long steps;
    Probe probe;
} Program;

/* Ends the process if it cannot be loaded. */
static Program load(const Search *s, const char *library)
{
    static long unlimited;
    char path[300], name[200];
    Program p = {.steps = 1000000, .probe = *s->e->probe};
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    snprintf(path, sizeof path, "%s/%s.so", s->folder, library);
    snprintf(name, sizeof name, PREFIX "%s", s->name);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    *(void **)&p.f = handle != NULL ? dlsym(handle, name) : NULL;
    if (p.f == NULL) {
        _exit(1);
    }
    p.choice = dlsym(handle, "choice");
    p.probe.seconds = p.choice != NULL ? 0.05 : 2;
    p.steps_left = p.choice != NULL ? dlsym(handle, "steps_left") : &unlimited;
    void (**out_of_steps)(void) = dlsym(handle, "out_of_steps");
    if (out_of_steps != NULL) {
        *out_of_steps = guard_leave;
    }
    alarm(20);
    return p;
}

/* How much of what is expected came out, 0 to 1. */
static double share_right(const Outcome *got, const Outcome *expected,
                          double tolerance)
{
    if (outcomes_agree(got, expected, tolerance)) {
        return 1;
    }
    if (got->ending.signal != 0 || got->count != expected->count ||
        got->count == 0) {
        return 0;
    }
    size_t right = 0;
    for (size_t i = 0; i < got->count; i++) {
        right += values_agree(got->values[i], expected->values[i], tolerance);
    }
    bool damage = got->damaged != NULL || got->overwrote != NULL ||
                  got->unwritten != NULL;
    return (damage ? 0.5 : 0.95) * (double)right / (double)got->count;
}

static double run_case(Program *p, Case *c, const Outcome *expected,
                       bool *damaged)
{
    *p->steps_left = p->steps;
    Outcome got = case_run(c, &p->probe, p->f, p->probe.seconds);
    double share = share_right(&got, expected, p->probe.tolerance);
    const Array *a = got.damaged;
    *damaged =
        a != NULL && guarded_written(a->data, array_count(a) * a->size) != 0;
    outcome_free(&got);
    return share;
}

static void switch_on(const Search *s, Program *p, const Candidate *c, bool on)
{
    for (size_t i = 0; i < c->count; i++) {
        const Edit *e = edit_of(s, c, i);
        p->choice[e->site] = on ? e->value : 0;
    }
}

/* Of all cases, or until the first difference if `quick`. */
static float try_candidate(const Search *s, Program *p, const Candidate *c,
                           bool quick)
{
    switch_on(s, p, c, true);
    double sum = 0;
    size_t run = 0;
    for (bool goes_on = true; goes_on && run < s->cases; run++) {
        size_t i = s->order[run];
        bool damaged = false;
        sum += run_case(p, s->e->cases[i], &s->e->expected[i], &damaged);
        if (damaged) { /* what stands around its arrays is not as it was */
            case_free(s->e->cases[i]);
            s->e->cases[i] = case_draw(s->e->probe, i, s->seed);
        }
        bool all_right = sum > (double)run + 0.999;
        goes_on = all_right || (!quick && run + 1 < PROBED);
    }
    switch_on(s, p, c, false);
    return sum > (double)s->cases - 0.001
               ? 2
               : (float)(sum / (double)(run > PROBED ? PROBED : run));
}

/* A candidate needs at most some times the steps of the function as it is, or of
   one that looks at each element. */
static void measure_steps(const Search *s, Program *p)
{
    long most = 0;
    for (size_t i = 0; i < s->cases; i++) {
        Case *c = s->e->cases[i];
        *p->steps_left = p->steps;
        Outcome got = case_run(c, &p->probe, p->f, p->probe.seconds);
        long steps =
            got.ending.signal == SIGPROF ? 0 : p->steps - *p->steps_left;
        outcome_free(&got);
        for (size_t k = 0; k < c->array_count; k++) {
            steps += (long)array_count(&c->arrays[k]);
        }
        most = steps > most ? steps : most;
    }
    p->steps = 20 * most + 2000;
}

/* Tries every second candidate, of two workers. */
static void work(const Search *s, volatile Progress *at, bool quick,
                 double limit)
{
    Program p = load(s, "choices");
    guard_steadily(0.03);
    confine(20, MEGABYTES, false);
    measure_steps(s, &p);
    double start = seconds(RUSAGE_SELF);
    for (; at->current < s->count && !at->out_of_time; at->current += WORKERS) {
        Candidate *c = &s->list[at->current];
        c->score = 0; /* if it ends the process */
        c->score = try_candidate(s, &p, c, quick);
        at->out_of_time = seconds(RUSAGE_SELF) - start > limit;
    }
    _exit(0);
}

/* A worker that dies is followed by another. */
void try_all(Search *s, size_t begin, bool quick, double limit)
{
    pid_t child[WORKERS] = {0};
    int running = 0, deaths = 0;
    for (size_t w = 0; w < WORKERS; w++) {
        s->progress[w] = (Progress){.current = begin + w};
    }
    fflush(NULL);
    do {
        for (size_t w = 0; w < WORKERS; w++) {
            volatile Progress *at = &s->progress[w];
            if (child[w] == 0 && at->current < s->count && !at->out_of_time &&
                deaths < MAX_DEATHS) {
                child[w] = fork();
                if (child[w] == 0) {
                    work(s, at, quick, limit);
                }
                running++;
            }
        }
        int status;
        pid_t ended = running > 0 ? wait(&status) : 0;
        if (ended < 0 && errno != EINTR) {
            return;
        }
        for (size_t w = 0; w < WORKERS; w++) {
            if (ended > 0 && child[w] == ended) {
                child[w] = 0;
                running--;
                deaths += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
                s->progress[w].current += WORKERS;
            }
        }
    } while (running > 0);
}

/* ---- Confirming ---- */

static bool right_on_fresh_seeds(const Search *s, Program *p)
{
    bool right = true, damaged;
    for (size_t i = 0; i < s->cases && right; i++) {
        right = run_case(p, s->e->cases[i], &s->e->expected[i], &damaged) == 1;
    }
    const Probe *probe = s->e->probe;
    for (size_t k = 0; k < FRESH_SEEDS * s->cases && right; k++) {
        Case *c =
            case_draw(probe, k % s->cases, s->seed + 1000 * (1 + k / s->cases));
        Outcome expected =
            case_run(c, probe, probe->function_itself, call_seconds(probe));
        right = run_case(p, c, &expected, &damaged) == 1;
        outcome_free(&expected);
        case_free(c);
    }
    return right;
}

static bool library_is_right(const Search *s, const char *library,
                             const Candidate *c)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        Program p = load(s, library);
        if (c != NULL) {
            switch_on(s, &p, c, true);
        }
        bool threads = s->e->probe->threads; /* of the reference */
        confine(20, threads ? 8 * MEGABYTES : MEGABYTES, threads);
        _exit(!right_on_fresh_seeds(s, &p));
    }
    int status = 1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool is_right(const Search *s, const Candidate *c)
{
    return library_is_right(s, "choices", c);
}

bool text_is_right(const Search *s, const char *text)
{
    char flags[500];
    FILE *file = open_in(s, "changed.c", "w");
    if (file == NULL) {
        return false;
    }
    fputs(text, file);
    fclose(file);
    snprintf(flags, sizeof flags, "-std=c11 -O1 -D%s=" PREFIX "%s", s->name,
             s->name);
    return compile(s, "changed", flags) && library_is_right(s, "changed", NULL);
}
