#include "case.h"
#include "todo.h"

#include <assert.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#else /* no Valgrind, nobody to ask */
#define VALGRIND_CHECK_MEM_IS_DEFINED(address, size) ((void)(size))
#define VALGRIND_CHECK_VALUE_IS_DEFINED(value) ((void)(value))
#endif

/* ---- Building a case ---- */

void case_title(Case *c, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(c->title, sizeof c->title, format, arguments);
    va_end(arguments);
}

void case_choice(Case *c, const char *name, size_t choice, const char *shown)
{
    assert(c->number_count < MAX_ARGUMENTS);
    Number *n = &c->numbers[c->number_count++];
    n->name = name;
    n->value = (double)choice;
    snprintf(n->shown, sizeof n->shown, "%s", shown);
}

void case_number(Case *c, const char *name, double value)
{
    case_choice(c, name, 0, "");
    c->numbers[c->number_count - 1].value = value;
}

static size_t array_bytes(const Array *array)
{
    return array_count(array) * array->size;
}

static bool is_in_bytes(const Array *array)
{
    return array->size == 1 &&
           (array->role == RESULT || array->role == SCRATCH);
}

static void *add_array_of(Case *c, const char *name, Role role, Element element,
                          size_t size, size_t rows, size_t columns)
{
    assert(c->array_count < MAX_ARGUMENTS);
    Array *a = &c->arrays[c->array_count++];
    *a = (Array){.name = name,
                 .role = role,
                 .element = element,
                 .size = size,
                 .rows = rows,
                 .columns = columns,
                 .number = (unsigned)c->array_count - 1};
    a->initial = calloc(array_count(a) + 1, size);
    a->data = guarded_array(array_bytes(a));
    a->unwritten = is_in_bytes(a) ? calloc(array_count(a) + 1, 1) : NULL;
    if (a->initial == NULL || a->data == NULL ||
        (a->unwritten == NULL && is_in_bytes(a))) {
        fputs("grader: out of memory while drawing a case\n", stderr);
        abort();
    }
    return a->initial;
}

static void *add_array(Case *c, const char *name, Role role, Element element,
                       size_t rows, size_t columns)
{
    static const size_t sizes_of[] = {
        sizeof(real), sizeof(int), sizeof(size_t), 1, sizeof(float), 1};
    return add_array_of(c, name, role, element, sizes_of[element], rows,
                        columns);
}

real *case_reals(Case *c, const char *name, Role role, size_t rows,
                 size_t columns)
{
    return add_array(c, name, role, REAL_ELEMENT, rows, columns);
}

int *case_ints(Case *c, const char *name, Role role, size_t rows,
               size_t columns)
{
    return add_array(c, name, role, INT_ELEMENT, rows, columns);
}

size_t *case_sizes(Case *c, const char *name, Role role, size_t rows,
                   size_t columns)
{
    return add_array(c, name, role, SIZE_ELEMENT, rows, columns);
}

unsigned char *case_bytes(Case *c, const char *name, size_t count)
{
    return add_array(c, name, GIVEN, BYTE_ELEMENT, 1, count);
}

float *case_floats(Case *c, const char *name, Role role, size_t rows,
                   size_t columns)
{
    return add_array(c, name, role, FLOAT_ELEMENT, rows, columns);
}

int8_t *case_int8s(Case *c, const char *name, Role role, size_t rows,
                   size_t columns)
{
    return add_array(c, name, role, INT8_ELEMENT, rows, columns);
}

uint8_t *case_uint8s(Case *c, const char *name, Role role, size_t rows,
                     size_t columns)
{
    return add_array(c, name, role, BYTE_ELEMENT, rows, columns);
}

void case_room(Case *c, const char *name, size_t count, size_t size)
{
    add_array_of(c, name, ROOM, STRUCT_ELEMENT, size, 1, count);
}

static const Array *find_array(const Case *c, const char *name)
{
    for (size_t i = 0; i < c->array_count; i++) {
        if (strcmp(c->arrays[i].name, name) == 0) {
            return &c->arrays[i];
        }
    }
    fprintf(stderr, "grader: a case has no array called %s\n", name);
    abort();
}

void case_shape(Case *c, const char *array, size_t dimensions,
                const size_t *sizes)
{
    Array *a = (Array *)find_array(c, array);
    size_t count = 1;
    assert(dimensions > 2 && dimensions <= MAX_DIMENSIONS);
    for (size_t i = 0; i < dimensions; i++) {
        a->shape[i] = sizes[i];
        count *= sizes[i];
    }
    assert(count == array_count(a) && sizes[dimensions - 1] == a->columns);
    a->dimensions = dimensions;
}

void case_names(Case *c, const char *array, const char *const *elements)
{
    ((Array *)find_array(c, array))->element_names = elements;
}

void case_return_name(Case *c, const char *name)
{
    c->return_name = name;
}

void case_expect(Case *c, const char *name, size_t count, const double *values)
{
    Array *a = (Array *)find_array(c, name);
    assert(count == array_count(a));
    a->expected = malloc((count + 1) * sizeof *values);
    assert(a->expected != NULL);
    memcpy(a->expected, values, count * sizeof *values);
}

void case_expect_return(Case *c, double value)
{
    c->expects_return = true;
    c->expected_return = value;
}

Case *case_draw(const Probe *probe, size_t i, uint64_t seed)
{
    Case *c = calloc(1, sizeof *c);
    if (c == NULL) {
        abort();
    }
    Rng rng = rng_seeded(seed * 1000003 + i);
    case_title(c, "a random case");
    probe->draw(c, i, &rng);
    return c;
}

void case_round_to_float(Case *c)
{
    for (size_t i = 0; i < c->array_count; i++) {
        Array *a = &c->arrays[i];
        for (size_t j = 0; a->element == REAL_ELEMENT && j < array_count(a);
             j++) {
            ((real *)a->initial)[j] = (real)(float)((real *)a->initial)[j];
        }
    }
    for (size_t i = 0; i < c->number_count; i++) {
        c->numbers[i].value = (double)(float)c->numbers[i].value;
    }
}

size_t case_total(const Probe *probe)
{
    return probe->cases < MAX_CASES ? probe->cases : MAX_CASES;
}

bool case_is_handmade(const Case *c)
{
    for (size_t i = 0; i < c->array_count; i++) {
        if (c->arrays[i].expected != NULL) {
            return true;
        }
    }
    return c->expects_return;
}

void case_free(Case *c)
{
    for (size_t i = 0; i < c->array_count; i++) {
        Array *a = &c->arrays[i];
        guarded_free(a->data, array_bytes(a));
        free(a->initial);
        free(a->expected);
        free(a->unwritten);
    }
    free(c);
}

/* ---- Fetching arguments ---- */

real *reals(const Case *c, const char *name)
{
    return find_array(c, name)->data;
}

int *ints(const Case *c, const char *name)
{
    return find_array(c, name)->data;
}

size_t *sizes(const Case *c, const char *name)
{
    return find_array(c, name)->data;
}

const unsigned char *bytes(const Case *c, const char *name)
{
    return find_array(c, name)->data;
}

float *floats(const Case *c, const char *name)
{
    return find_array(c, name)->data;
}

int8_t *int8s(const Case *c, const char *name)
{
    return find_array(c, name)->data;
}

uint8_t *uint8s(const Case *c, const char *name)
{
    return find_array(c, name)->data;
}

void *room(const Case *c, const char *name)
{
    return find_array(c, name)->data;
}

double number(const Case *c, const char *name)
{
    for (size_t i = 0; i < c->number_count; i++) {
        if (strcmp(c->numbers[i].name, name) == 0) {
            return c->numbers[i].value;
        }
    }
    fprintf(stderr, "grader: a case has no number called %s\n", name);
    abort();
}

size_t count_of(const Case *c, const char *name)
{
    return (size_t)number(c, name);
}

void case_returned(Case *c, double value)
{
    c->returns = true;
    c->returned = value;
}

void case_object(Case *c, size_t which)
{
    c->objection = which;
}

size_t size_up_to(size_t largest, Rng *rng)
{
    return 1 + rng_below(rng, largest);
}

size_t one_size_of(const size_t *choices, size_t n, Rng *rng)
{
    return choices[rng_below(rng, n)];
}

double one_real_of(const double *choices, size_t n, Rng *rng)
{
    return choices[rng_below(rng, n)];
}

void fill_normal(real *x, size_t n, Rng *rng)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = (real)rng_normal(rng);
    }
}

void fill_whole(real *x, size_t n, int low, int high, Rng *rng)
{
    size_t span = (size_t)(high - low) + 1;
    for (size_t i = 0; i < n; i++) {
        x[i] = (real)(low + (int)rng_below(rng, span));
    }
}

void fill_with(real *x, size_t n, const double *values)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = (real)values[i];
    }
}

/* ---- Running ---- */

bool is_compared(const Array *array)
{
    return array->role == RESULT || array->role == CHANGED;
}

size_t array_count(const Array *array)
{
    return array->rows * array->columns;
}

/* A result that nobody wrote reads as this: for integers an unlikely number, for
   reals a signalling NaN. A copy leaves it as it is; all arithmetic makes it a
   quiet one, and what overwrites some of its bytes another one. Only NaNs that
   come from no mark have no payload. */
static const int unwritten_integer = -77777;
static const uint64_t mark_bits = 0x7ff4000000005bad;
static const uint64_t payload_bits = 0x0007ffffffffffff;
static const uint32_t float_mark_bits = 0x7fa05bad;
static const uint32_t float_payload_bits = 0x003fffff;

/* Each array has a mark of its own. */
enum { NUMBER_BIT = 16 };
static const uint64_t number_bits = (uint64_t)(MAX_ARGUMENTS - 1) << NUMBER_BIT;

static uint64_t bits_of_double(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static uint32_t bits_of_float(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

bool never_written(double value)
{
    return (bits_of_double(value) & ~number_bits) == mark_bits ||
           value == (double)unwritten_integer;
}

/* gcc's -ftrivial-auto-var-init=pattern fills with bytes of 0xFE, clang's with
   bytes of 0xFF where a number may be a NaN. */
bool from_unset_variable(double value)
{
    double gcc, clang;
    float in_float;
    memset(&gcc, 0xFE, sizeof gcc);
    memset(&clang, 0xFF, sizeof clang);
    memset(&in_float, 0xFE, sizeof in_float);
    if (isnan(value)) {
        return memcmp(&value, &clang, sizeof value) == 0;
    }
    enum { SMALL = 100 };
    double times = value / gcc, part = gcc / value;
    return value == (double)in_float ||
           (isfinite(value) &&
            ((times == round(times) && times >= 1 && times <= SMALL) ||
             (fabs(part - round(part)) <= 1e-12 * part && part > 0.5 &&
              part <= SMALL)));
}

bool made_of_mark(double value)
{
    return isnan(value) && (bits_of_double(value) & payload_bits) != 0 &&
           !never_written(value) && !from_unset_variable(value);
}

bool made_of_mark_of(const Array *array, double value)
{
    static const uint64_t quiet_bit = payload_bits + 1;
    uint64_t own = mark_bits | (uint64_t)array->number << NUMBER_BIT;
    return made_of_mark(value) &&
           (bits_of_double(value) & payload_bits) == (own & payload_bits) &&
           (bits_of_double(value) & quiet_bit) != 0;
}

/* A float's NaN would become quiet on its way to double. */
static double value_of_float(float value)
{
    uint32_t bits = bits_of_float(value), payload = bits & float_payload_bits;
    uint64_t number = bits & number_bits;
    return !isnan(value) || payload == 0 ? (double)value
           : (bits & ~(uint32_t)number_bits) == float_mark_bits
               ? double_of(mark_bits | number)
               : double_of(mark_bits | number) + 1;
}

double element_value(const Array *array, const void *data, size_t i)
{
    switch (array->element) {
    case INT_ELEMENT:
        return (double)((const int *)data)[i];
    case SIZE_ELEMENT:
        return (double)(ptrdiff_t)((const size_t *)data)[i];
    case BYTE_ELEMENT:
        return array->unwritten != NULL && array->unwritten[i]
                   ? (double)unwritten_integer
                   : ((const unsigned char *)data)[i];
    case INT8_ELEMENT:
        return array->unwritten != NULL && array->unwritten[i]
                   ? (double)unwritten_integer
                   : ((const int8_t *)data)[i];
    case FLOAT_ELEMENT:
        return value_of_float(((const float *)data)[i]);
    case STRUCT_ELEMENT:
        return 0;
    default:
        return sizeof(real) == sizeof(float)
                   ? value_of_float(((const float *)data)[i])
                   : ((const double *)data)[i];
    }
}

/* A result in bytes is called with the one and, where that is still there, again
   with the other: what holds both was not written. */
static const unsigned char byte_marks[2] = {0x80, 0x55};

static void fill_unwritten(const Array *a, unsigned char byte)
{
    bool is_float = a->element == FLOAT_ELEMENT ||
                    (a->element == REAL_ELEMENT && a->size == sizeof(float));
    if (a->size == 1 || a->element == STRUCT_ELEMENT) {
        memset(a->data, byte, array_bytes(a));
        return;
    }
    for (size_t i = 0; i < array_count(a); i++) {
        if (a->element == INT_ELEMENT) {
            ((int *)a->data)[i] = unwritten_integer;
        } else if (a->element == SIZE_ELEMENT) {
            ((size_t *)a->data)[i] = (size_t)unwritten_integer;
        } else if (is_float) {
            uint32_t bits = float_mark_bits | a->number << NUMBER_BIT;
            memcpy((float *)a->data + i, &bits, sizeof bits);
        } else {
            uint64_t bits = mark_bits | (uint64_t)a->number << NUMBER_BIT;
            memcpy((double *)a->data + i, &bits, sizeof bits);
        }
    }
}

static void restore_arguments(Case *c, unsigned char byte)
{
    for (size_t i = 0; i < c->array_count; i++) {
        Array *a = &c->arrays[i];
        if (a->role == GIVEN || a->role == CHANGED) {
            memcpy(a->data, a->initial, array_bytes(a));
        } else if (!IS_PLAIN) {
            fill_unwritten(a, byte);
        }
    }
    c->returns = false;
    c->objection = 0;
}

typedef struct Call {
    Case *c;
    const Probe *probe;
    Function *f;
} Call;

static void make_call(void *argument)
{
    Call *call = argument;
    call->probe->call(call->f, call->c);
}

/* What a call wrote beside the arrays is not to be found again at the next. */
static void mend(const Case *c)
{
    for (size_t i = 0; i < c->array_count; i++) {
        guarded_mend(c->arrays[i].data, array_bytes(&c->arrays[i]));
    }
}

static void look_for_damage(const Case *c, Outcome *outcome)
{
    for (size_t i = 0; i < c->array_count; i++) {
        const Array *a = &c->arrays[i];
        size_t bytes = array_bytes(a);
        outcome->behind_by = guarded_written(a->data, bytes);
        if (outcome->ending.signal == SIGSEGV && outcome->behind_by == 0) {
            outcome->behind_by =
                guarded_touched(a->data, bytes, outcome->ending.address);
        }
        if (outcome->behind_by != 0) {
            outcome->damaged = a;
            mend(c);
            return;
        }
        if (a->role == GIVEN && memcmp(a->data, a->initial, bytes) != 0) {
            outcome->overwrote = a;
        }
        for (size_t j = 0; a->role == SCRATCH && j < array_count(a); j++) {
            if (outcome->unwritten == NULL &&
                never_written(element_value(a, a->data, j))) {
                outcome->unwritten = a;
                outcome->unwritten_at = j;
            }
        }
    }
}

size_t case_result_count(const Case *c)
{
    size_t count = c->returns ? 1 : 0;
    for (size_t i = 0; i < c->array_count; i++) {
        if (is_compared(&c->arrays[i])) {
            count += array_count(&c->arrays[i]);
        }
    }
    return count;
}

static void collect_values(const Case *c, Outcome *outcome)
{
    size_t count = case_result_count(c);
    outcome->values = malloc((count + 1) * sizeof *outcome->values);
    if (outcome->values == NULL) {
        return;
    }
    outcome->count = count;
    size_t k = 0;
    if (c->returns) {
        outcome->values[k++] = c->returned;
    }
    for (size_t i = 0; i < c->array_count; i++) {
        const Array *a = &c->arrays[i];
        for (size_t j = 0; is_compared(a) && j < array_count(a); j++) {
            outcome->values[k++] = element_value(a, a->data, j);
        }
    }
}

/* In the plain build results start undefined; Valgrind is asked whether they
   still are. */
static void tell_valgrind_of_results(const Case *c, const Outcome *outcome)
{
    if (outcome->met_todo[0] != '\0') {
        return;
    }
    for (size_t i = 0; i < c->array_count; i++) {
        const Array *a = &c->arrays[i];
        if (a->role != GIVEN && a->role != ROOM) {
            VALGRIND_CHECK_MEM_IS_DEFINED(a->data, array_bytes(a));
        }
    }
    if (c->returns) {
        VALGRIND_CHECK_VALUE_IS_DEFINED(c->returned);
    }
}

/* Whether some element of a result in bytes holds the mark; notes which. */
static bool holds_byte_mark(Case *c, size_t mark)
{
    bool found = false;
    for (size_t i = 0; i < c->array_count && !IS_PLAIN; i++) {
        const Array *a = &c->arrays[i];
        for (size_t j = 0; a->unwritten != NULL && j < array_count(a); j++) {
            bool holds =
                ((const unsigned char *)a->data)[j] == byte_marks[mark];
            a->unwritten[j] = holds && (mark == 0 || a->unwritten[j]);
            found = found || holds;
        }
    }
    return found;
}

double call_seconds(const Probe *probe)
{
    return probe->seconds > 0 ? probe->seconds : 2;
}

Outcome case_run(Case *c, const Probe *probe, Function *f, double seconds)
{
    Outcome outcome = {0};
    restore_arguments(c, byte_marks[0]);
    todo_forget();
    Call call = {c, probe, f};
    outcome.ending = guarded_call(make_call, &call, seconds);
    if (holds_byte_mark(c, 0) && outcome.ending.signal == 0) {
        restore_arguments(c, byte_marks[1]);
        outcome.ending = guarded_call(make_call, &call, seconds);
        holds_byte_mark(c, 1);
    }
    outcome.objection = c->objection;
    snprintf(outcome.met_todo, sizeof outcome.met_todo, "%s",
             todo_met() != NULL ? todo_met() : "");
    if (IS_PLAIN) {
        tell_valgrind_of_results(c, &outcome);
        return outcome;
    }
    look_for_damage(c, &outcome);
    if (outcome.ending.signal == 0) {
        collect_values(c, &outcome);
    }
    return outcome;
}

void outcome_free(Outcome *outcome)
{
    free(outcome->values);
    outcome->values = NULL;
}

/* ---- Comparing and printing ---- */

bool values_agree(double got, double expected, double tolerance)
{
    if (isnan(expected) || isnan(got)) {
        return isnan(expected) && isnan(got) &&
               never_written(expected) == never_written(got) &&
               made_of_mark(expected) == made_of_mark(got);
    }
    return got == expected ||
           (isfinite(expected) &&
            fabs(got - expected) <= tolerance * (fabs(expected) + 1e-3));
}

bool outcomes_agree(const Outcome *got, const Outcome *expected,
                    double tolerance)
{
    if (got->ending.signal != expected->ending.signal ||
        got->count != expected->count || got->damaged != expected->damaged ||
        got->behind_by != expected->behind_by ||
        got->unwritten != expected->unwritten ||
        got->unwritten_at != expected->unwritten_at ||
        got->overwrote != expected->overwrote ||
        got->objection != expected->objection ||
        got->ending.misaligned != expected->ending.misaligned) {
        return false;
    }
    if (got->objection != 0) {
        return true;
    }
    for (size_t i = 0; i < got->count; i++) {
        if (!values_agree(got->values[i], expected->values[i], tolerance)) {
            return false;
        }
    }
    return true;
}

Place case_place(const Case *c, size_t i)
{
    if (c->returns && i-- == 0) {
        return (Place){.name = c->return_name};
    }
    for (size_t k = 0; k < c->array_count; k++) {
        const Array *a = &c->arrays[k];
        if (!is_compared(a)) {
            continue;
        }
        if (i < array_count(a)) {
            return (Place){
                .array = a,
                .row = i / a->columns,
                .column = i % a->columns,
                .name = a->element_names != NULL ? a->element_names[i] : NULL};
        }
        i -= array_count(a);
    }
    return (Place){.name = c->return_name};
}

/* "[c][i][j]": where element i of an array of more than two dimensions is. */
static void print_index(const Array *a, size_t i, char *text, size_t size)
{
    size_t rest = array_count(a);
    for (size_t k = 0; k < a->dimensions; k++) {
        rest /= a->shape[k];
        verdict_add(text, size, "[%zu]", i / rest);
        i %= rest;
    }
}

void place_print(Place place, char *text, size_t size)
{
    const Array *a = place.array;
    if (place.name != NULL) {
        snprintf(text, size, "%s", place.name);
    } else if (a == NULL) {
        snprintf(text, size, "the returned value");
    } else if (place.is_single) {
        bool is_text = strchr(a->name, ' ') != NULL;
        snprintf(text, size, is_text ? "%s" : "*%s", a->name);
    } else if (a->dimensions > 0) {
        snprintf(text, size, "%s", a->name);
        print_index(a, place.row * a->columns + place.column, text, size);
    } else if (a->rows == 1) {
        snprintf(text, size, "%s[%zu]", a->name, place.column);
    } else {
        snprintf(text, size, "%s[%zu][%zu]", a->name, place.row, place.column);
    }
}

/* The array that `result` is the derivative by, from a list "dx:x dw:w". */
static const Array *derived_from(const Case *c, const char *list,
                                 const char *result)
{
    size_t length = strlen(result);
    for (const char *entry = list; *entry != '\0'; entry += *entry == ' ') {
        size_t size = strcspn(entry, " ");
        if (size > length && entry[length] == ':' &&
            strncmp(entry, result, length) == 0) {
            char name[32];
            snprintf(name, sizeof name, "%.*s", (int)(size - length - 1),
                     entry + length + 1);
            return find_array(c, name);
        }
        entry += size;
    }
    return NULL;
}

double case_numerical_gradient(Case *c, const Probe *probe, Place place)
{
    if (probe->scalar == NULL || place.array == NULL) {
        return NAN;
    }
    const Array *by = derived_from(c, probe->derivatives, place.array->name);
    if (by == NULL || by->element != REAL_ELEMENT) {
        return NAN;
    }
    size_t at = place.row * place.array->columns + place.column;
    restore_arguments(c, byte_marks[0]);
    real *x = (real *)by->data + at;
    real middle = *x, h = (real)1e-5 * (1 + fabs(middle));
    *x = middle + h;
    double above = probe->scalar(c);
    *x = middle - h;
    double below = probe->scalar(c);
    *x = middle;
    return (above - below) / (2 * (double)h);
}

void value_print(Place place, double value, int digits, char *text, size_t size)
{
    enum { EXACT = 53 };
    bool counts = place.array != NULL && place.array->element != REAL_ELEMENT &&
                  place.array->element != FLOAT_ELEMENT;
    if (counts && place.array->element == SIZE_ELEMENT && value < 0) {
        snprintf(text, size, "(size_t)%.0f", value);
    } else if (counts ||
               (value == floor(value) && fabs(value) < ldexp(1, EXACT))) {
        snprintf(text, size, "%.0f", value + 0.0);
    } else if (isnan(value)) {
        snprintf(text, size, "nan");
    } else {
        snprintf(text, size, "%.*g", digits, value);
    }
}

/* The array's sizes, outermost first: all, or its rows and columns, or only
   these. */
static size_t dimensions_of(const Array *a, size_t *shape)
{
    if (a->dimensions > 0) {
        memcpy(shape, a->shape, sizeof a->shape);
        return a->dimensions;
    }
    shape[0] = a->rows == 1 ? a->columns : a->rows;
    shape[1] = a->columns;
    return a->rows == 1 ? 1 : 2;
}

static void print_shape(const Array *a, char *text, size_t size)
{
    size_t shape[MAX_DIMENSIONS], dimensions = dimensions_of(a, shape);
    verdict_add(text, size, "  %s: ", a->name);
    for (size_t k = 0; k < dimensions; k++) {
        verdict_add(text, size, "[%zu]", shape[k]);
    }
    verdict_add(text, size, "\n");
}

/* How many braces are open between two elements: where a row ends, and where a
   row of rows does. */
static size_t braces_before(const size_t *shape, size_t dimensions, size_t i)
{
    size_t braces = 0, run = 1;
    for (size_t k = dimensions; k-- > 1;) {
        run *= shape[k];
        braces += run == 0 || i % run == 0;
    }
    return braces;
}

static void print_array(const Array *a, char *text, size_t size)
{
    static const char closing[] = "}}}}", opening[] = "{{{{";
    size_t shape[MAX_DIMENSIONS], dimensions = dimensions_of(a, shape);
    int all = (int)dimensions;
    verdict_add(text, size, "  %s = %.*s", a->name, all, opening);
    for (size_t i = 0; i < array_count(a); i++) {
        int braces = i == 0 ? 0 : (int)braces_before(shape, dimensions, i);
        char value[32];
        value_print((Place){.array = a}, element_value(a, a->initial, i), 6,
                    value, sizeof value);
        verdict_add(text, size, "%.*s%s%.*s%s", braces, closing,
                    i == 0 ? "" : ", ", braces, opening, value);
    }
    verdict_add(text, size, "%.*s\n", all, closing);
}

/* An array that a choice of the same name speaks of: "dx = NULL". */
static bool has_number(const Case *c, const char *name)
{
    for (size_t i = 0; i < c->number_count; i++) {
        if (strcmp(c->numbers[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

void case_print(const Case *c, char *text, size_t size)
{
    const char *between = "  ";
    for (size_t i = 0; i < c->number_count; i++) {
        const Number *n = &c->numbers[i];
        if (n->shown[0] != '\0') {
            verdict_add(text, size, "%s%s = %s", between, n->name, n->shown);
        } else {
            char value[32];
            value_print((Place){0}, n->value, 6, value, sizeof value);
            verdict_add(text, size, "%s%s = %s", between, n->name, value);
        }
        between = ", ";
    }
    verdict_add(text, size, c->number_count > 0 ? "\n" : "");
    for (size_t i = 0; i < c->array_count; i++) {
        const Array *a = &c->arrays[i];
        bool is_said = array_count(a) == 0 && has_number(c, a->name);
        if ((a->role == GIVEN || a->role == CHANGED) && !is_said) {
            bool broken =
                a->element == REAL_ELEMENT || a->element == FLOAT_ELEMENT;
            size_t few = broken ? 12 : 24;
            (array_count(a) <= few ? print_array : print_shape)(a, text, size);
        }
    }
}
