#!/bin/sh
# Tests of what may be handed in: what a fault costs, what is refused and in which
# words, and that unusual but right C passes.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS
here=$(pwd -P)
solution=solutions/01_perceptron.c
all="augment perceptron_predict perceptron_score perceptron_train perceptron_update"
signature='real perceptron_score(const real *x, const real *w, real b, size_t in)'
sum='real s = b; for (size_t i = 0; i < in; i++) s += w[i] * x[i]; return s;'

# with FUNCTION...: the solution of chapter 1, with standard input in place of them
with() {
    head -n 1 "$solution"
    cat
    script=1d
    for function; do script="$script;/^[a-z].*[ *]$function(/,/^}/d"; done
    sed "$script" "$solution"
}

# hand_in NAME: a folder $work/NAME of the solutions; standard input is its chapter 1
hand_in() {
    mkdir -p "$work/$1"
    cp solutions/*.c "$work/$1/"
    cat >"$work/$1/01_perceptron.c"
}

compile() { # SOURCE [KIND]: what is said, then the faults
    timeout 100 tools/compile "${2:-double}" "$1" 01_perceptron "$work/made" || return
    cat "$work/made/01_perceptron.log" "$work/made/01_perceptron.faults"
    cut -f 1,2 "$work/made/01_perceptron.faults" | sort >"$work/faults"
}

# costs NAME STATUS "FUNCTION..." TEXT: standard input, handed in, costs these
# functions and no other, with that status and words
costs() {
    hand_in "$1"
    costs_at "$@" "$work/$1/01_perceptron.c"
}
costs_at() { # NAME STATUS "FUNCTION..." TEXT SOURCE
    if ! compile "$5" >"$log" 2>&1; then
        not_ok "$1" "tools/compile fails"
        return
    fi
    for function in $3; do printf '%s\t%s\n' "$function" "$2"; done | sort >"$work/expected"
    if ! cmp -s "$work/expected" "$work/faults"; then
        not_ok "$1" "expected $(tr '\n\t' ', ' <"$work/expected"), got $(tr '\n\t' ', ' <"$work/faults")"
    elif [ -n "$4" ] && ! grep -q -F -e "$4" "$log"; then
        not_ok "$1" "it does not say '$4'"
    else
        ok "$1"
    fi
}

grade() { # FOLDER [CH=1 ...]
    folder=$1
    shift
    make --no-print-directory SETUP=0 BUILD="$BUILD" IMPL="$folder" grade "$@"
}

# accepts NAME [EX=1.1]: standard input, handed in, has no fault and passes
accepts() {
    hand_in "$1"
    costs_at "$1_has_no_fault" "" "" "" "$work/$1/01_perceptron.c"
    passes "$1_passes" grade "$work/$1" "${2:-EX=1.1}"
}

# ---- A fault costs its function, not the file ----

with perceptron_score <<END | costs a_missing_semicolon_costs_its_function "does not compile" "perceptron_score" "01_perceptron.c:4"
$signature
{
    return b
}
END
with perceptron_train <<'END' | costs a_missing_brace_costs_its_function "does not compile" "perceptron_train" "The braces of perceptron_train (line 2) do not match: it has 1 { too many"
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in)
{
    for (size_t epoch = 0; epoch < max_epochs; epoch++) {
        errors[epoch] = 0;
    return max_epochs;
}
END
silent_about "and_no_warning_stands_beside_it" "warning"
with perceptron_score <<END | costs a_brace_too_many_costs_its_function "does not compile" "perceptron_score" "it has 1 } too many"
$signature
{
    }
    return b;
}
END
with perceptron_score <<END | costs an_undeclared_function_costs_its_function "does not compile" "perceptron_score" "call of the undeclared function"
$signature
{
    return sqroot(b);
}
END
with perceptron_score perceptron_predict <<END | costs two_faults_cost_two_functions "does not compile" "perceptron_predict perceptron_score" "01_perceptron.c:8"
$signature
{
    return B;
}
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    return b >;
}
END
with perceptron_score <<END | costs a_helper_costs_what_calls_it "does not compile" "perceptron_score" "01_perceptron.c:4:"
static real twice(real a)
{
    return 2 * c;
}
$signature
{
    return twice(b);
}
END
with perceptron_score <<END | costs a_head_with_a_semicolon_costs_its_function "does not compile" "perceptron_score" "01_perceptron.c:3"
$signature;
{
    return b;
}
END
with perceptron_score <<END | costs a_parenthesis_too_many_in_a_head_costs_its_function "does not compile" "perceptron_score" "01_perceptron.c:3"
real perceptron_score(const real *x, const real *w, real b,
                      size_t in))
{
    $sum
}
END
with perceptron_predict <<END | costs another_signature_costs_its_function "does not compile" "perceptron_predict" "conflicting types"
int perceptron_predict(const real *x, real b)
{
    return b > 0;
}
END
{ cat "$solution"; sed -n '/^real perceptron_score/,/^}/p' "$solution"; } |
    costs a_function_written_twice_costs_itself "does not compile" "perceptron_score" "redefinition of"
with perceptron_score <<END | costs a_pointer_to_double_is_seen "does not compile" "perceptron_score" "real is double here but float in the library"
static double dot(const double *x, const double *w, size_t in)
{
    double s = 0;
    for (size_t i = 0; i < in; i++) {
        s += w[i] * x[i];
    }
    return s;
}
$signature
{
    return b + dot(x, w, in);
}
END
with perceptron_score <<END | costs a_missing_return_costs_its_function "does not compile" "perceptron_score" "control reaches end"
$signature
{
    if (b > 0) return b;
}
END
with perceptron_score <<END | costs a_misspelt_function_is_guessed "missing" "perceptron_score" "the function perceptron_score is missing; did you mean perceptron_skore (line 2)?"
real perceptron_skore(const real *x, const real *w, real b, size_t in)
{
    return b;
}
END
with perceptron_score <<END | costs a_backslash_of_the_source_is_shown "does not compile" "perceptron_score" 'printf("a\n\tb\\")'
#include <stdio.h>
$signature
{
    return b + undeclared + printf("a\n\tb\\\\");
}
END
says "and_doubled_in_the_list" 'printf("a\\n\\tb\\\\")'
with augment </dev/null | costs a_function_that_is_gone_is_named "missing" "augment" "the function augment is missing."
silent_about "nobody_is_told_to_reset_what_is_not_in_exercises" "make reset"
{ echo '#include "nothing_such.h"'; cat "$solution"; } | costs a_header_that_is_not_there_costs_the_file "does not compile" "$all" "nothing_such.h"
{ echo '__asm__("nonsense");'; cat "$solution"; } | costs what_the_assembler_says_is_shown "does not compile" "$all" "its assembler code:"
costs an_empty_file_misses_all "missing" "$all" "augment is missing" </dev/null
printf '\377\376#\000i\000n\000' | costs utf_16_is_named "does not compile" "$all" "saved as UTF-16"
head -c 2000 /bin/sh | costs a_program_is_no_source "does not compile" "$all" "01_perceptron.c:"
mkdir -p "$work/folder/01_perceptron.c"
costs_at a_folder_is_no_file "does not compile" "$all" "is a folder, not a file" "$work/folder/01_perceptron.c"

mkdir -p "$work/pipe"
mkfifo "$work/pipe/01_perceptron.c"
costs_at a_pipe_is_no_file "missing" "$all" "no ordinary file" "$work/pipe/01_perceptron.c"

# Several at once: each function says what is wrong with it alone.
with perceptron_score perceptron_predict augment <<END | hand_in several
#include <stdlib.h>
$signature
{
    return b
}
int perceptron_predict(const real *x, const real *w, real b, size_t in)
{
    exit(0);
}
END
if compile "$work/several/01_perceptron.c" >"$log" 2>&1 &&
    [ "$(tr '\t\n' '=,' <"$work/faults")" = "augment=missing,perceptron_predict=refused,perceptron_score=does not compile," ]; then
    ok "three_kinds_of_faults_at_once"
else
    not_ok "three_kinds_of_faults_at_once" "$(cat "$work/faults")"
fi
says "a_refused_use_has_its_line" "it uses exit (line 9: it ends the program)"
nm "$work/made/01_perceptron.admitted.o" >"$log"
silent_about "what_is_refused_is_not_in_the_object" " exit"
says "the_others_are_graded" "T student_perceptron_update"

# ---- What is refused, with file and line ----

with perceptron_score <<END | costs a_file_writer_is_refused "refused" "perceptron_score" "it uses new_file_begin (line 6: it writes a file)"
#include "new_file.h"
$signature
{
    NewFile file;
    return new_file_begin(&file, "results.json", NULL);
}
END
with perceptron_score <<END | costs a_use_in_a_helper_costs_its_callers "refused" "perceptron_predict perceptron_score" "it uses fopen (line 5: it opens a file)"
#include <stdio.h>
static __attribute__((noinline)) int helper(void)
{
    return fopen("x", "w") != NULL;
}
$signature
{
    return helper() ? b : 0;
}
static int (*const table[])(void) = {helper};
#define perceptron_score(x, w, b, in) (perceptron_score(x, w, b, in) + table[in % 1]())
END
with perceptron_score <<END | costs a_later_chapters_function_is_refused "refused" "perceptron_score" "it uses dense_forward (line 6: it is a function of chapter 3, which comes later)"
#include "mlp.h"
$signature
{
    real y;
    dense_forward(x, w, &b, &y, 1, in, 1);
    return y;
}
END
with perceptron_score <<END | costs the_table_of_kernels_is_refused "refused" "perceptron_score" "kernels_scalar"
#include "kernels.h"
$signature
{
    real y;
    kernels_scalar.dense_forward(x, w, &b, &y, 1, in, 1, NULL);
    return y;
}
END
with perceptron_score <<END | costs the_reference_is_refused "refused" "perceptron_score" "it uses ref_perceptron_score (line 5)"
real ref_perceptron_score(const real *, const real *, real, size_t);
$signature
{
    return ref_perceptron_score(x, w, b, in);
}
END
with perceptron_score <<END | costs a_weak_reference_is_refused "refused" "perceptron_score" "it uses ref_perceptron_score (line 5)"
extern real ref_perceptron_score(const real *, const real *, real, size_t) __attribute__((weak));
$signature
{
    return ref_perceptron_score(x, w, b, in);
}
END
with perceptron_score <<END | costs an_assembler_name_is_refused "refused" "perceptron_score" "it uses system (line 5: it runs another program)"
int harmless(const char *) __asm__("system");
$signature
{
    return harmless("true");
}
END
{ echo '__asm__(".globl student_augment");'; cat "$solution"; printf '__asm__(".text\\n call student_augment");\n'; } |
    costs a_use_that_no_function_holds_costs_the_file "refused" "$all" "it uses student_augment (line 1)"
{ echo '__asm__(".comm ref_augment,1,1");'; cat "$solution"; } |
    costs a_common_symbol_is_refused "refused" "$all" "ref_augment is a common symbol, which exercises may not have (line 1)"

section() { # NAME TEXT EXPECTED: a line of C that the file begins with
    { printf '%s\n' "$2"; cat "$solution"; } | costs "$1" "refused" "$all" "$3"
}
# shellcheck disable=SC2016
{
    section a_constructor_is_refused 'static volatile int g; __attribute__((constructor)) static void f(void) { g = 1; }' "code that runs before main() or after it is not allowed"
    section a_destructor_is_refused 'static volatile int g; __attribute__((destructor)) static void f(void) { g = 1; }' "code that runs before main() or after it is not allowed"
    section code_in_init_is_refused '__asm__(".pushsection .init,\"ax\"\n nop\n.popsection");' "it has a section .init"
    section preinit_array_is_refused 'static void f(void) { } __attribute__((section(".preinit_array"), used)) static void (*g)(void) = f;' "it has a section .preinit_array"
    section init_array_with_a_number_is_refused 'static void f(void) { } __attribute__((section(".init_array.00101"), used)) static void (*g)(void) = f;' "it has a section .init_array.00101"
    section ctors_are_refused 'static void f(void) { } __attribute__((section(".ctors"), used)) static void (*g)(void) = f;' "it has a section .ctors"
    section an_ifunc_is_refused 'static int g(void) { return 1; } static void *f(void) { return g; } int h(void) __attribute__((ifunc("f")));' "its function h is chosen before main() runs (ifunc), which exercises may not do (line 1)"
    section the_graders_section_is_refused 'static const int f __attribute__((section("isolated"), used)) = 1;' "it has a section isolated, which C code does not have by itself (line 1)"
    section a_mistake_of_ones_own_is_refused 'static const int f __attribute__((section("mistakes"), used)) = 1;' "it has a section mistakes"
    section a_huge_array_is_refused 'static const char big[30u << 20] = {1}; const char *use_of_big(void) { return big; }' "it has 30 MB, of which big has 30; more than 20 MB are not allowed (line 1)"
    section a_huge_object_is_refused 'static const char big[300u << 20] = {1}; const char *use_of_big(void) { return big; }' "its object is larger than 20 MB"
    section many_large_arrays_are_refused 'static char a[9 << 20], b[9 << 20], c[9 << 20]; char *f(int i) { return i ? i > 1 ? a : b : c; }' "it has 27 MB"
    section a_huge_array_without_a_name_is_refused '__asm__(".pushsection .bss\n.skip 1 << 27\n.popsection");' "it has 128 MB"
    section a_huge_empty_array_is_refused 'static char big[30u << 20]; char *use_of_big(void) { return big; }' "of which big has 30"
}
{ cat "$solution"; echo 'void more(void) { int perceptron_score_; }'; echo '#define A(x) x x x x x x x x x x x x x x x x'; echo 'void f(void) { A(A(A(A(A(A(A(A(A(;))))))))) }'; } |
    costs endless_macros_are_refused "refused" "$all" "compiling it takes more than"
printf '#if __INCLUDE_LEVEL__ < 40\n#include __FILE__\n#include __FILE__\n#endif\n' | costs an_include_bomb_is_refused "refused" "$all" "compiling it takes more than"

# ---- What is included: by its real place ----

included() { # NAME EXPECTED: standard input is the file
    hand_in "$1"
    mkdir -p "$work/$1/lib"
    ln -sf "$here/solutions/01_perceptron.c" "$work/$1/lib/link.h"
    costs_at "$1" "refused" "$all" "$2" "$work/$1/01_perceptron.c"
}
printf '#include "%s/solutions/01_perceptron.c"\n' "$here" | included the_solution_is_refused "it includes $here/solutions/01_perceptron.c (line 1)"
printf '# 1 "x.h" 3\n#include "%s/solutions/01_perceptron.c"\n' "$here" | included behind_a_line_marker_too "it includes $here/solutions/01_perceptron.c (line 2)"
printf '#ifndef O\n#define O\n#include __FILE__\n#else\n#pragma GCC system_header\n#include "%s/solutions/01_perceptron.c"\n#endif\n' "$here" |
    included in_a_system_header_too "it includes $here/solutions/01_perceptron.c (line 6)"
echo '#include "lib/link.h"' | included through_a_link_too "lib/link.h (line 1)"
printf '#include "%s/grader/probe.h"\n' "$here" | included the_graders_headers_are_refused "grader/probe.h (line 1)"
echo 'real f(void) { return 0; }' >"$work/neighbour.c"
{ printf '#include "%s/neighbour.c"\n' "$work"; cat "$solution"; } | included a_neighbours_file_is_refused "neighbour.c (line 1), which exercises may not include"
echo '#include "/dev/stdin"' | included a_device_is_refused "it includes /dev/stdin (line 1)"
{ cat "$solution"; printf '__asm__(".pushsection .rodata\\n.incb" "in \\"%s/Makefile\\"\\n.popsection");\n' "$here"; } |
    included what_the_assembler_reads_is_refused "it includes $here/Makefile"
mkdir -p "$work/linked" "$work/twin"
ln -s "$here/$solution" "$work/linked/01_perceptron.c"
costs_at a_link_to_the_solution_is_refused "refused" "$all" "its real place is $here/solutions/01_perceptron.c" "$work/linked/01_perceptron.c"
ln -s "$here/solutions" "$work/twin/all"
costs_at a_link_to_all_solutions_is_refused "refused" "$all" "its real place is $here/solutions/01_perceptron.c" "$work/twin/all/01_perceptron.c"
costs_at the_solutions_themselves_are_graded "" "" "" "$solution"

# Any name of a folder or a header. The compiler's words show it as it is.
mkdir -p "$work/odd/grader"
cp -r src solutions tools "$work/odd/"
cp grader/allowed_symbols.txt "$work/odd/grader/"
# shellcheck disable=SC2016
for name in "my solutions/alice" "x/grader/bob" "it's \"it\"" "a;b&c" 'a$(b)%' "ä:*|#" "-x" "@y" "a=b" 'back\slash'; do
    mkdir -p "$work/odd/$name"
    echo 'static inline real twice(real a) { return 2 * a; }' >"$work/odd/$name/a:b c.h"
    { printf '#include "perceptron.h"\n#warning here\n#include "a:b c.h"\n'; cat "$solution"; printf 'int x = 1.5 +;\n'; } >"$work/odd/$name/01_perceptron.c"
    sed '$d' "$work/odd/$name/01_perceptron.c" >"$work/odd/$name/right.c"
    what=$(printf '%s' "$name" | tr ' ' _)
    (cd "$work/odd" && tools/compile double "$name/right.c" 01_perceptron made && cat made/*.log made/*.faults) >"$log" 2>&1
    says "a_folder_may_be_named_$what" "$name/right.c:2:2: warning"
    silent_about "and_nothing_is_wrong_with_it" "refused"
    (cd "$work/odd" && tools/compile double "$name/01_perceptron.c" 01_perceptron made && cat made/*.faults) >"$log" 2>&1
    says "an_error_in_it_is_shown" "does not compile"
done

# ---- What the compiler says is clean ----

printf '#warning "\033[2J\302\233 \342\200\256 \342\201\246 \177 \330\234 \200 full marks"\n' | cat - "$solution" | hand_in escapes
compile "$work/escapes/01_perceptron.c" >"$log" 2>&1
says "a_warning_is_shown" "full marks"
if LC_ALL=C grep -q "$(printf '\033\|\302\233\|\342\200\256\|\342\201\246\|\177\|\330\234')" "$log"; then
    not_ok "no_control_characters_reach_the_log" "some do"
else
    ok "no_control_characters_reach_the_log"
fi
passes "the_log_is_utf_8" iconv -f UTF-8 -t UTF-8 "$log"
with perceptron_score <<END | hand_in truncated
$signature
{
    int s = b;
    return s;
}
END
compile "$work/truncated/01_perceptron.c" >"$log" 2>&1
says "a_number_cut_to_a_whole_one_is_warned_of" "may change value"
with perceptron_score <<END | hand_in frame
$signature
{
    volatile real h[1 << 20];
    h[in] = b;
    return h[in];
}
END
compile "$work/frame/01_perceptron.c" >"$log" 2>&1
says "a_huge_frame_is_warned_of" "the frame size of"

# ---- Made anew only when it differs ----

compile "$solution" >"$log" 2>&1
touch -d '2001-01-01' "$work/made/01_perceptron.admitted.o"
compile "$solution" >"$log" 2>&1
passes "the_same_object_keeps_its_time" test "$work/made/01_perceptron.admitted.o" -ot "$solution"
compile "$work/several/01_perceptron.c" >"$log" 2>&1
cp "$work/made/01_perceptron.admitted.o" "$work/once.o"
compile "$work/several/01_perceptron.c" >"$log" 2>&1
passes "a_spliced_one_too" cmp "$work/once.o" "$work/made/01_perceptron.admitted.o"
ls -A "$work/made" >"$log"
silent_about "nothing_else_is_left" ".01"
for kind in float valgrind sanitize; do
    compile "$work/several/01_perceptron.c" $kind >"$log" 2>&1
    says "${kind}_finds_the_same_faults" "perceptron_predict${tab=$(printf '\t')}refused"
    if [ "$kind" = float ]; then nm "$work/made/01_perceptron.admitted.o" >"$log"; says "float_has_plain_names" "T perceptron_train"; fi
done

# ---- The list of what is allowed ----

library=$(find "$BUILD/double" -name '*.o' 2>/dev/null)
if [ -n "$library" ]; then
    # shellcheck disable=SC2086
    nm -g --defined-only $library | awk 'NF == 3 { print $3 }' | sort -u >"$work/names"
    {
        cat "$solution"
        echo 'void all(void) { __asm__ volatile(""'
        sed 's/.*/".quad &\\n"/' "$work/names" | grep -v -w -E "$(printf '%s' "$all" | tr ' ' '|')"
        echo '); }'
    } >"$work/library.c"
    gcc -std=c11 -Isrc -DREAL=double -ffunction-sections -c "$work/library.c" -o "$work/library.o"
    readelf -WSsr "$work/library.o" | tools/admit -v stem=06_training -v allowed=grader/allowed_symbols.txt | grep '^use' | cut -f 5,6 | sort -u >"$log"
    if grep -q -e '-$' "$log"; then not_ok "each_name_of_the_library_is_allowed_or_has_a_reason" "some are unknown"; else ok "each_name_of_the_library_is_allowed_or_has_a_reason"; fi
    says "what_loads_files_is_not_allowed" "dataset_load"
    readelf -WSsr "$work/library.o" | tools/admit -v stem=07_regularization -v allowed=grader/allowed_symbols.txt | grep '^use' | cut -f 5,6 | sort -u >"$log"
    for name in net_new layer_batch_norm augment_picture; do says "${name}_is_not_allowed_in_chapter_7" "$name"; done
    readelf -WSsr "$work/library.o" | tools/admit -v stem=09_cnn -v allowed=grader/allowed_symbols.txt | grep '^use' | cut -f 5,6 | sort -u >"$log"
    for name in net_new layer_conv kernels_scalar; do says "${name}_is_not_allowed_in_chapter_9" "$name"; done
fi

# ---- Unusual and right ----

with perceptron_score <<END | accepts a_library_function_that_nobody_else_calls
#include "landscape.h"
#include "nuts.h"
$signature
{
    real point[2] = {1, 1}, g[2];
    (void)rosenbrock(point, g);
    if (in == 99) nuts_draw(1, g, NULL, 0);
    $sum
}
END
with perceptron_score <<END | accepts sin_and_cos_of_one_number
$signature
{
    b += sin(x[0]) * 0 + cos(x[0]) * 0;
    $sum
}
END
with perceptron_score <<END | accepts long_double
$signature
{
    long double s = sqrt((long double)b * b) * (b < 0 ? -1 : 1);
    for (size_t i = 0; i < in; i++) s += w[i] * x[i];
    return (real)s;
}
END
with perceptron_score <<END | accepts a_variable_named_I
$signature
{
    real s = b;
    for (size_t I = 0; I < in; I++) s += w[I] * x[I];
    return s;
}
END
with perceptron_score <<END | accepts an_array_of_variable_length
$signature
{
    real p[in + 1];
    for (size_t i = 0; i < in; i++) p[i] = w[i] * x[i];
    for (size_t i = 0; i < in; i++) b += p[i];
    return b;
}
END
with perceptron_score <<END | accepts goto_and_labels
$signature
{
    size_t i = 0;
again:
    if (i == in) goto done;
    b += w[i] * x[i];
    i++;
    goto again;
done:
    return b;
}
END
with perceptron_score <<END | accepts recursion
$signature
{
    return in == 0 ? b : perceptron_score(x + 1, w + 1, b + w[0] * x[0], in - 1);
}
END
with perceptron_score <<END | accepts alloca_and_malloc
#include <alloca.h>
#include <stdlib.h>
#include <string.h>
$signature
{
    real *p = alloca((in + 1) * sizeof *p), *q = malloc((in + 1) * sizeof *q);
    memcpy(p, x, in * sizeof *p);
    memcpy(q, w, in * sizeof *q);
    for (size_t i = 0; i < in; i++) b += p[i] * q[i];
    free(q);
    return b;
}
END
with perceptron_score <<END | accepts a_nested_function
$signature
{
    real s = b;
    void add(size_t i) { s += w[i] * x[i]; }
    void each(void (*f)(size_t)) { for (size_t i = 0; i < in; i++) f(i); }
    each(add);
    return s;
}
END
with perceptron_score <<END | accepts generic_and_statement_expressions
#define ZERO(a) _Generic((a), float: 0.0f, double: 0.0)
$signature
{
    return b + ({ real s = ZERO(s); for (size_t i = 0; i < in; i++) s += w[i] * x[i]; s; });
}
END
with perceptron_score <<END | accepts helpers_of_every_kind
static inline real product(real a, real c) { return a * c; }
inline real sum_of(real a, real c) { return a + c; }
extern inline real sum_of(real a, real c);
real global_helper(real a) { return a; }
static real (*const table[])(real, real) = {product, sum_of};
$signature
{
    for (size_t i = 0; i < in; i++) b = table[1](b, table[0](w[i], x[i]));
    return global_helper(b);
}
END
with perceptron_score <<END | accepts printing_and_checking
#include <assert.h>
#include <stdio.h>
$signature
{
    assert(x != NULL || in == 0);
    char text[40];
    snprintf(text, sizeof text, "%g", (double)b);
    fprintf(stderr, "%s\n", text);
    $sum
}
END
with perceptron_score <<END | accepts a_buffer_that_stays
static real buffer[4096];
$signature
{
    for (size_t i = 0; i < in; i++) buffer[i] = w[i] * x[i];
    for (size_t i = 0; i < in; i++) b += buffer[i];
    return b;
}
END
with perceptron_score <<END | accepts qsort_rand_and_errno
#include <errno.h>
#include <stdlib.h>
static int never(const void *a, const void *c) { (void)a; (void)c; return 0; }
$signature
{
    int zeros[3] = {0};
    qsort(zeros, 3, sizeof zeros[0], never);
    errno = 0;
    if (in > 1000000) return rand();
    $sum
}
END
with perceptron_score <<END | accepts ctype_string_and_time
#include <ctype.h>
#include <string.h>
#include <time.h>
$signature
{
    char text[8];
    strcpy(text, "a");
    strcat(text, "b");
    if (!isalpha((unsigned char)text[0]) || strchr(text, 'b') == NULL) return 0;
    (void)clock();
    (void)time(NULL);
    $sum
}
END
with perceptron_score <<END | accepts int128_and_complex
$signature
{
    __int128 many = (__int128)in * 3;
    double complex z = (b + (double complex)0) * (1.0 + (double complex)0);
    b = (real)creal(z) + (real)(many / 3 - (__int128)in);
    $sum
}
END
with perceptron_score <<END | accepts a_local_thread_variable
static _Thread_local int calls;
$signature
{
    calls++;
    $sum
}
END
with perceptron_score <<END | accepts duffs_device
$signature
{
    size_t i = 0;
    switch (in % 2) {
        while (i < in) {
        case 0:
            if (i == in) break;
            b += w[i] * x[i];
            i++;
            __attribute__((fallthrough));
        case 1:
            b += w[i] * x[i];
            i++;
        }
    }
    return b;
}
END
case $(uname -m) in
x86_64)
    with perceptron_score <<END | accepts intrinsics
#include <emmintrin.h>
$signature
{
    _mm_prefetch((const char *)x, _MM_HINT_T0);
    $sum
}
END
    ;;
esac
with perceptron_score <<END | accepts pragmas_and_optimisation
#pragma GCC optimize("O3")
#pragma GCC poison strtok_r
$signature
{
#pragma omp parallel for
    for (size_t i = 0; i < 1; i++) { }
    $sum
}
END
with perceptron_score <<END | accepts the_type_on_its_own_line
real
perceptron_score (const real *x, const real *w, real b, size_t in)
{
  $sum
}
END
with perceptron_score <<END | accepts a_main_of_ones_own
#include <stdio.h>
#include <stdlib.h>
$signature
{
    $sum
}
int main(void)
{
    printf("%g\n", (double)perceptron_score(NULL, NULL, 1, 0));
    return 0;
}
END
with perceptron_score <<END | accepts a_main_that_may_do_more
#include <stdio.h>
#include <stdlib.h>
$signature
{
    $sum
}
int main(int count, char **arguments)
{
    FILE *file = count > 1 ? fopen(arguments[1], "r") : stdin;
    exit(file == NULL);
}
END
with perceptron_score <<END | accepts other_files_names_by_line
#line 7 "elsewhere.c"
$signature
{
    $sum
}
END
with perceptron_score <<END | accepts an_alias
static real score(const real *x, const real *w, real b, size_t in) { $sum }
$signature __attribute__((alias("score")));
END
sed 's/$/\r/' "$solution" | accepts lines_of_windows
{ printf '\357\273\277'; cat "$solution"; } | accepts a_byte_order_mark
{ cat "$solution"; printf '/* no end of line */'; } | accepts no_last_newline
{ cat "$solution"; printf '/* \000 */\n'; } | accepts a_nul
{ cat "$solution"; printf '/*'; head -c 10000000 /dev/zero | tr '\0' x; echo '*/'; } | accepts a_line_of_10_megabytes
mkdir -p "$work/own_header/lib"
echo 'static inline real twice(real a) { return 2 * a; }' >"$work/own_header/lib/helper.h"
{ printf '#include "perceptron.h"\n#include "lib/helper.h"\n'; cat "$solution"; } | accepts own_header
# ... also where a folder's name is that of the workbook's own.
mkdir -p "$work/solutions"
echo 'static inline real twice(real a) { return 2 * a; }' >"$work/solutions/helper.h"
{ printf '#include "perceptron.h"\n#include "helper.h"\n'; cat "$solution"; } | accepts solutions
with perceptron_score <<END | hand_in ubuntu
#include <stdio.h>
#include <string.h>
$signature
{
    char text[40];
    memcpy(text, &b, sizeof b);
    printf("%zu\n", in);
    $sum
}
END
# shellcheck disable=SC2317
ubuntu() { CC='gcc -D_FORTIFY_SOURCE=2' compile "$work/ubuntu/01_perceptron.c" && [ ! -s "$work/faults" ]; }
passes "a_compiler_that_fortifies_allows_printf_and_memcpy" ubuntu
if command -v clang >"$log"; then
    # shellcheck disable=SC2317
    by_clang() { CC=clang compile "$solution" && [ ! -s "$work/faults" ]; }
    passes "clang_compiles_the_solution" by_clang
    CC=clang compile "$work/several/01_perceptron.c" >"$log" 2>&1
    says "clang_finds_the_same_faults" "refused: it uses exit (line 9"
    printf '#include "%s/solutions/01_perceptron.c"\n' "$here" >"$work/several/01_perceptron.c"
    CC=clang compile "$work/several/01_perceptron.c" >"$log" 2>&1
    says "clang_tells_what_it_opens" "it includes $here/solutions/01_perceptron.c"
fi

# ---- What the grader's own process must hold against: not a matter of compiling ----

# robs NAME: standard input, chapter 1 handed in, gets no points for 1.1 and leaves
# no file "forged"
robs() {
    hand_in "$1"
    if grade "$work/$1" EX=1.1 >"$log" 2>&1; then
        not_ok "$1" "exit status 0"
    elif grep -q -E '^ *1\.1 .* 10/10 ' "$log"; then
        not_ok "$1" "1.1 passes"
    elif ls "$work/$1"/forged >>"$log" 2>&1; then
        not_ok "$1" "a file was written"
    else
        ok "$1"
    fi
}
with perceptron_score <<END | robs a_scan_of_the_stack_finds_no_reference
#include <stdint.h>
typedef real Score(const real *, const real *, real, size_t);
$signature
{
    /* A pointer to something whose second field is our name: its fourth is the
       reference. */
    for (uintptr_t *p = __builtin_frame_address(0);; p++) {
        if (*p > 0x400000 && *p < 0x600000 && *p % 8 == 0) {
            uintptr_t *q = (uintptr_t *)*p;
            if (q[1] > 0x400000 && q[1] < 0x600000) {
                const char *a = (const char *)q[1], *name = "perceptron_score";
                while (*name && *a == *name) a++, name++;
                if (*name == 0 && *a == 0) return ((Score *)q[3])(x, w, b, in);
            }
        }
    }
}
END
case $(uname -m) in
x86_64)
    with perceptron_score <<END | robs a_system_call_writes_no_file
static long call(long n, long a, long c, long d)
{
    long r;
    __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(c), "d"(d) : "rcx", "r11", "memory");
    return r;
}
$signature
{
    call(2, (long)"$work/a_system_call_writes_no_file/forged", 0x241, 0644);
    return 0;
}
END
    with perceptron_score <<END | robs no_process_outlives_the_grading
static long call(long n, long a, long c, long d)
{
    long r;
    __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(c), "d"(d) : "rcx", "r11", "memory");
    return r;
}
$signature
{
    if (call(57, 0, 0, 0) == 0) { /* fork, setsid */
        call(112, 0, 0, 0);
        call(2, (long)"$work/no_process_outlives_the_grading/forged", 0x241, 0644);
        call(231, 0, 0, 0);
    }
    return 0;
}
END
    ;;
esac
# ---- Chapter 10: vectors and threads ----

# fast NAME FUNCTION: a folder $work/NAME of the solutions; standard input stands in
# place of the function in its chapter 10
fast() {
    mkdir -p "$work/$1"
    cp solutions/*.c "$work/$1/"
    { sed "/^[a-z].*[ *]$2(/,/^}/d" solutions/10_avx2.c; cat; } >"$work/$1/10_avx2.c"
}
# says_of FOLDER EX TEXT NAME: what is said of the exercise, which does not pass
says_of() {
    refuses "$4" "$3" grade "$work/$1" "EX=$2"
}
# not refused in chapter 10, and refused before it
with perceptron_score <<END | costs threads_come_later "does not compile" "perceptron_score" "omp_get_num_threads"
$signature
{
    return omp_get_num_threads();
}
END
with perceptron_score <<END | costs a_call_of_openmp_is_refused_before_chapter_10 "refused" "perceptron_score" "it uses omp_get_num_threads (line 6: it is of use with threads only)"
#include <omp.h>
$signature
{
    real s = b;
    s += (real)omp_get_num_threads();
    return s;
}
END
if grep -q -w avx2 /proc/cpuinfo 2>/dev/null; then
    chunks='void sum_in_chunks(void (*gradient)(const void *context, size_t e, float *dw), const void *context,
                   size_t n, size_t chunks, float *partial, float *dw, size_t size)'
    fast in_a_thread sum_in_chunks <<END
$chunks
{
#pragma omp parallel for
    for (size_t q = 0; q < chunks; q++) {
        memset(partial + (q + 1) * size, 0, size * sizeof *partial);
        gradient(context, q % n, dw);
    }
}
END
    says_of in_a_thread 10.14 "it reads or writes partial[3], but partial has 3 elements" a_thread_that_leaves_its_array_is_named
    fast crash sum_in_chunks <<END
$chunks
{
#pragma omp parallel for schedule(static, 1)
    for (size_t q = 0; q < chunks; q++) {
        *(volatile int *)(16 + q) = 1;
        gradient(context, q % n, partial + q * size);
        dw[0] = partial[0];
    }
}
END
    says_of crash 10.14 "it touched memory that is not its own" a_crash_in_a_thread_is_told
    says "with_its_line" "10_avx2.c:"
    fast endless sum_in_chunks <<END
$chunks
{
#pragma omp parallel for schedule(static, 1)
    for (size_t q = 0; q < chunks; q++) {
        for (volatile size_t e = 0; q > 0; e++) { }
        gradient(context, q % n, partial + q * size);
    }
    dw[0] = size ? partial[0] : 0;
}
END
    says_of endless 10.14 "does its loop end?" a_thread_that_does_not_end_is_stopped
    fast alone sum_in_chunks <<END
$chunks
{
    for (size_t q = 0; q < chunks; q++) {
        memset(partial, 0, size * sizeof *partial);
        for (size_t e = q * n / chunks; e < (q + 1) * n / chunks; e++) gradient(context, e, partial);
        for (size_t i = 0; i < size; i++) dw[i] += partial[i];
    }
}
END
    says_of alone 10.14 "one thread did all of the work" one_thread_alone_is_not_enough
    fast own_threads dot_avx2 <<'END'
float dot_avx2(const float *a, const float *b, size_t n)
{
    float sum = 0;
#pragma omp parallel for reduction(+ : sum)
    for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
    return sum;
}
END
    says_of own_threads 10.1 "such as a thread" only_sum_in_chunks_may_start_threads
    fast aligned axpy_avx2 <<'END'
void axpy_avx2(float a, const float *x, float *y, size_t n)
{
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        __m256 sum = _mm256_add_ps(_mm256_load_ps(y + i), _mm256_mul_ps(_mm256_set1_ps(a), _mm256_load_ps(x + i)));
        _mm256_store_ps(y + i, sum);
    }
    for (; i < n; i++) y[i] += a * x[i];
}
END
    says_of aligned 10.2 "an instruction for data that begins at a multiple" a_load_of_unaligned_data_is_named
    fast by_128 quantize <<'END'
float quantize(const float *x, int8_t *q, size_t n)
{
    float most = 0;
    for (size_t i = 0; i < n; i++) most = fmaxf(most, fabsf(x[i]));
    float scale = most > 0 ? most / 128 : 1;
    for (size_t i = 0; i < n; i++) q[i] = (int8_t)lrintf(x[i] / scale);
    return scale;
}
END
    says_of by_128 10.16 "q[0]: expected -127, got -128" a_byte_that_holds_the_mark_was_written
    # A milestone in part.
    fast plainly product_avx2 <<'END'
void product_avx2(const float *packed, const float *b, const float *bias, float *y, size_t filters, size_t k, size_t places)
{
    for (size_t i = 0; i < filters; i++) for (size_t j = 0; j < places; j++) {
        float sum = bias[i];
        for (size_t p = 0; p < k; p++) sum += packed[(i / 6 * k + p) * 6 + i % 6] * b[p * places + j];
        y[i * places + j] = sum;
    }
}
END
    says_of plainly 10.M2 "8/10  in part" a_slow_kernel_costs_its_share
    says "and_each_kernel_has_its_speed" "of our speed"
    # Valgrind and the sanitizers, with threads.
    passes "chapter_10_has_no_memory_errors" make --no-print-directory SETUP=0 BUILD="$BUILD" IMPL=solutions memcheck EX=10.14
    # A processor without AVX2.
    JUDGE_WITHOUT_AVX2=1 refuses "without_avx2_chapter_10_is_not_graded" "this processor has no AVX2: chapter 10 is not graded here" grade solutions EX=10.1
    JUDGE_WITHOUT_AVX2=1 passes "the_others_are" grade solutions EX=1.1
fi

exit "$bad"
