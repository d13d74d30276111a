#!/bin/sh
# Tests of the grader as a student meets it: statuses, lies, reports.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS

grade() { # FOLDER [CH=1 ...]
    folder=$1
    shift
    make --no-print-directory SETUP=0 BUILD="$BUILD" IMPL="$folder" grade "$@"
}

# ---- Solutions and stubs ----

passes "solutions_get_full_marks" grade solutions
says "the_report_says_so" "Full marks."
stubs=$work/stubs
mkdir -p "$stubs"
for solution in solutions/*.c; do
    tools/starter "$solution" >"$stubs/$(basename "$solution")"
done
refuses "stubs_get_no_marks" "not started" grade "$stubs"
if grep -q -E '[0-9] +(wrong|crashed|memory error|too slow)$' "$log"; then
    not_ok "no_stub_reads_worse_than_not_started" "one does"
else
    ok "no_stub_reads_worse_than_not_started"
fi
silent_about "stubs_compile_without_warnings" "warning"
exercises=$(grep -c . "$BUILD/exercises.tsv")
if [ "$(grep -c '[0-9] *not started$' "$log")" -eq "$exercises" ]; then
    ok "every_stub_reads_not_started"
else
    not_ok "every_stub_reads_not_started" "expected $exercises"
fi
refuses "an_unknown_chapter_is_an_error" "There is no exercise or chapter '77'" grade solutions CH=77
refuses "an_unknown_exercise_is_an_error" "There is no exercise or chapter '1.77'" grade solutions EX=1.77
passes "one_exercise_can_be_graded" grade solutions EX=1.3
silent_about "and_no_other_is_shown" "1.2 "
says "one_exercise_is_no_full_marks" "Passed."
passes "one_chapter_can_be_graded" grade solutions CH=1
passes "another_seed_gives_full_marks_too" grade solutions CH=4 SEED=12345

# ---- Lies and accidents. Each is exercise 1.1 of chapter 1 as somebody might
# hand it in, with all others left as stubs: the score must be 0. ----

# hand_in NAME EXPECTED [SCORE]: standard input is put in place of 1.1's function
hand_in() {
    name=$1 expected=$2 score=${3:-0}
    mkdir -p "$work/$name"
    cp "$stubs"/*.c "$work/$name/"
    {
        cat
        sed '/^real perceptron_score/,/^}/d' "$stubs/01_perceptron.c"
    } >"$work/$name/01_perceptron.c"
    refuses "${name}_gets_no_marks" "$expected" grade "$work/$name" CH=1
    says "${name}_scores_$score" " $score/100 $score %"
}

signature='real perceptron_score(const real *x, const real *w, real b, size_t in)'

hand_in exit_0 "it uses exit (line" <<END
#include "perceptron.h"
#include <stdlib.h>
$signature
{
    exit(0);
}
END
hand_in underscore_exit_0 "it uses _exit (line" <<END
#include "perceptron.h"
#include <unistd.h>
$signature
{
    _exit(0);
}
END
hand_in execlp "it uses execlp (line" <<END
#include "perceptron.h"
#include <unistd.h>
$signature
{
    return (real)execlp("true", "true", (char *)NULL);
}
END
hand_in constructor "code that runs before main" <<END
#include "perceptron.h"
#include <stdio.h>
__attribute__((constructor)) static void first(void)
{
    puts("[====] Synthesis: Tested: 8 | Passing: 8 | Failing: 0 | Crashing: 0");
}
$signature
{
    return 0;
}
END
hand_in printing_passed "not started" <<END
#include "perceptron.h"
#include "todo.h"
#include <stdio.h>
$signature
{
    printf("[PASS] 1.1 PASSED ok 10/10\n");
    TODO("1.1");
    return 0;
}
END
hand_in results_file "fopen (line" <<END
#include "perceptron.h"
#include <stdio.h>
$signature
{
    FILE *file = fopen("build/impl/exercises/grade/results.json", "w");
    fputs("{\"score\": 100}", file);
    fclose(file);
    return 0;
}
END
hand_in system_call "ended early" <<END
#include "perceptron.h"
$signature
{
    __asm__ volatile("syscall" : : "a"(231), "D"(0));
    return 0;
}
END
hand_in endless_loop "too slow" <<END
#include "perceptron.h"
$signature
{
    for (volatile int i = 0;; i++) {
    }
}
END
hand_in endless_print "it printed more than" <<END
#include "perceptron.h"
#include <stdio.h>
$signature
{
    for (;;) {
        puts("still here");
    }
}
END
hand_in all_memory "all the memory it may have" <<END
#include "perceptron.h"
#include <stdlib.h>
$signature
{
    for (;;) {
        volatile char *more = malloc(1 << 24);
        more[0] = 1;
    }
}
END
hand_in endless_recursion "crashed" <<END
#include "perceptron.h"
static real deeper(volatile real *from)
{
    volatile real here[64];
    here[0] = from[0];
    return deeper(here) + here[0];
}
$signature
{
    volatile real b_there[1] = {b};
    return deeper(b_there);
}
END
hand_in reference "it uses ref_perceptron_score (line" <<END
#include "perceptron.h"
real ref_perceptron_score(const real *, const real *, real, size_t);
$signature
{
    return ref_perceptron_score(x, w, b, in);
}
END
mkdir -p "$work/included"
cp "$stubs"/*.c "$work/included/"
printf '#include "%s/solutions/01_perceptron.c"\n' "$PWD" >"$work/included/01_perceptron.c"
refuses "including_the_solution_gets_no_marks" "which exercises may not include" grade "$work/included" CH=1
says "including_the_solution_scores_0" " 0/100 0 %"
hand_in own_todo "0/10  wrong" <<END
#include "perceptron.h"
#include "todo.h"
#undef TODO
#define TODO(x) ((void)0)
$signature
{
    return 0;
}
END
hand_in null_pointer "01_perceptron.c:4" <<END
#include "perceptron.h"
$signature
{
    return *(volatile real *)(size_t)in;
}
END
hand_in behind_the_end "it reads or writes w[2], but w has 2 elements" <<END
#include "perceptron.h"
$signature
{
    real score = b;
    for (size_t i = 0; i <= in; i++) {
        score += w[i] * x[i];
    }
    return score;
}
END
hand_in before_the_start "it writes before the start of w" <<END
#include "perceptron.h"
$signature
{
    ((real *)w)[-1] = 0;
    return b;
}
END
hand_in changed_input "it changed w, which it should only read" <<END
#include "perceptron.h"
$signature
{
    real score = b;
    for (size_t i = 0; i < in; i++) {
        ((real *)w)[i] *= x[i];
        score += w[i];
    }
    return score;
}
END
hand_in missing_function "the function perceptron_score is missing" <<END
#include "perceptron.h"
END
hand_in syntax_error "does not compile" <<END
#include "perceptron.h"
$signature
{
    return b
}
END
says "a_compiler_error_is_shown_with_its_line" "01_perceptron.c:4"

# ---- A wrong answer is explained, and output is shown ----

hand_in forgotten_bias "The bias b is not added" <<END
#include "perceptron.h"
#include <stdio.h>
$signature
{
    real score = 0;
    for (size_t i = 0; i < in; i++) {
        score += w[i] * x[i];
    }
    printf("quotes \" and <b> & ]]> \\\\ and %c\n", 27);
    return score;
}
END
says "what_it_printed_is_shown" 'quotes " and <b> & ]]>'
says "the_case_is_shown" "expected -5, got -6"
results=$(tools/handin "$work/forgotten_bias")/grade
passes "results_json_is_well_formed" jq -e '.score == 0 and (.tests | length >= 5) and .tests[0].max_score == 10' "$results/results.json"
passes "junit_xml_is_well_formed" xmllint --noout --schema tests/junit.xsd "$results/junit.xml"
# shellcheck disable=SC2016
passes "a_pipe_gets_plain_text" sh -c '! grep -q "$(printf "\033")" "$1"' sh "$results/results.json"

# Small whole numbers are the same in float: it earns half of its points.
hand_in float_in_place_of_real "wrong" 5 <<END
#include "perceptron.h"
$signature
{
    float score = (float)b;
    for (size_t i = 0; i < in; i++) {
        score += (float)(w[i] * x[i]);
    }
    return (real)score;
}
END

# ---- One mistake does not pull down what depends on it ----

change() { # NAME SED-SCRIPT: the solutions with chapter 1 changed
    mkdir -p "$work/$1"
    cp solutions/*.c "$work/$1/"
    sed "$2" solutions/01_perceptron.c >"$work/$1/01_perceptron.c"
}

change boundary 's/> 0 ? 1/>= 0 ? 1/'
refuses "a_wrong_1_2_is_named" "there is a >= where a >" grade "$work/boundary" CH=1
says "it_earns_half_of_the_share_of_its_hand_made_cases" "4/10  wrong"
if grep -q '1\.3.*20/20  passed' "$log" && grep -q '1\.4.*20/20  passed' "$log"; then
    ok "what_calls_it_is_graded_by_itself"
else
    not_ok "what_calls_it_is_graded_by_itself" "1.3 and 1.4 do not pass"
fi
passes "another_chapters_exercises_still_pass" grade "$work/boundary" EX=2.1

change wrong_step 's/w\[i\] += step/w[i] -= step/'
refuses "a_milestone_uses_the_students_own_functions" "First mend what is not passed: 1.3." grade "$work/wrong_step" CH=1
refuses "a_milestone_alone_says_so_too" "First mend what is not passed: 1.3." grade "$work/wrong_step" EX=1.M2

# ---- What a student forgets ----

change todo_left 's|real score = b;|todo("1.1"); real score = b;|; 1i #include "todo.h"'
refuses "a_todo_that_was_left_in_is_pointed_out" 'its line TODO("1.1") is still there: delete it' grade "$work/todo_left" EX=1.1
change unset 's/real score = b;/real score;/'
refuses "a_variable_without_a_value_is_wrong" "from a variable that was never given a value" grade "$work/unset" EX=1.1
change no_return 's/return perceptron_score(x, w, b, in) > 0 ? 1 : -1;/if (perceptron_score(x, w, b, in) > 0) return 1;/'
refuses "a_missing_return_does_not_compile" "control reaches end of non-void function" grade "$work/no_return" EX=1.2
mkdir -p "$work/forgot_c" "$work/overrun"
cp solutions/*.c "$work/forgot_c/"
cp solutions/*.c "$work/overrun/"
sed 's/\*c = -1;//' solutions/02_xor.c >"$work/forgot_c/02_xor.c"
refuses "an_output_that_was_forgotten_is_named" "*c was never written" grade "$work/forgot_c" EX=2.2
sed 's/k < bumps/k <= bumps/' solutions/02_xor.c >"$work/overrun/02_xor.c"
refuses "an_overrun_is_placed" "it reads or writes w[4], but w has 4 elements" grade "$work/overrun" EX=2.5
says "with_its_line" "02_xor.c:"
cp solutions/*.c "$work/two" 2>/dev/null || { mkdir -p "$work/two" && cp solutions/*.c "$work/two/"; }
passes "a_folder_of_solutions_passes" grade "$work/two" EX=1.1
rm "$work/two/01_perceptron.c"
refuses "a_file_that_is_gone_is_not_graded_from_memory" "is missing" grade "$work/two" EX=1.1
refuses "a_chapter_is_no_exercise" "EX=1 is no exercise" grade solutions EX=1
refuses "without_data_there_are_no_full_marks" "could not be graded" env NN_DATA=/nonexistent make --no-print-directory SETUP=0 BUILD="$BUILD" IMPL=solutions grade CH=1
silent_about "and_nobody_says_so" "Full marks"
passes "try_runs_a_program_of_the_students_own" make --no-print-directory SETUP=0 BUILD="$BUILD" IMPL="$stubs" try
says "try_names_the_exercise_that_is_not_written" "exercise 1.1 is still a TODO: it returns what the empty stub returns"
sed '/^real perceptron_score/,/^}/s/real score = b;/real score = "a\\n" + ;/' solutions/01_perceptron.c >"$work/two/01_perceptron.c"
lost_try() {
    make --no-print-directory SETUP=0 BUILD="$BUILD" IMPL="$stubs" try >/dev/full
}
refuses "try_misses_lost_output" "could not be written" lost_try
passes "try_runs_with_what_compiles" make --no-print-directory SETUP=0 BUILD="$BUILD" IMPL="$work/two" try
says "it_names_the_function_that_does_not_compile" "try: perceptron_score ($work/two/01_perceptron.c) does not compile"
says "with_the_compilers_words" 'real score = "a\n" + ;'
silent_about "it_is_no_todo" "TODO"

# ---- Memory ----

memcheck() { # FOLDER
    make --no-print-directory SETUP=0 BUILD="$BUILD" IMPL="$1" memcheck CH=1
}
refuses "memcheck_sees_a_variable_without_a_value" "Uninitialised" memcheck "$work/unset"
mkdir -p "$work/memory"
cp solutions/*.c "$work/memory/"
{
    printf '#include <stdlib.h>\n'
    sed '/^real perceptron_score/,/^}/s/real score = b;/real *cell = malloc(sizeof *cell), score; *cell = b; score = *(volatile real *)cell;/' solutions/01_perceptron.c
} >"$work/memory/01_perceptron.c"
refuses "a_leak_is_a_memory_error" "definitely lost" memcheck "$work/memory"
says "a_leak_names_the_line" "01_perceptron.c:7)"
says "a_leak_costs_the_points" "0/10  memory error"
passes "solutions_are_clean_under_valgrind_and_the_sanitizers" make --no-print-directory SETUP=0 BUILD="$BUILD" IMPL=solutions memcheck
exit "$bad"
