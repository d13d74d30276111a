#!/bin/sh
# Whose marks: what is built follows what the files hold, whatever they are called,
# whoever else is grading, and wherever it was interrupted. All in a copy of the
# workbook whose own path is as odd as they come.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS FRESH
NN_DATA=$(cd "${NN_DATA:-data}" 2>/dev/null && pwd) || NN_DATA=/nonexistent
export NN_DATA

odd="a b'ü;&\$#%:x \"(*|) "
copy="$work/$odd"
mkdir -p "$copy/$BUILD"
cp -pR Makefile book.md chapters src solutions exercises grader tools tests nn bench fuzz figures data/fetch "$copy"
mkdir "$copy/data" && mv "$copy/fetch" "$copy/data"
for folder in made-of float double lib grader; do
    [ ! -e "$BUILD/$folder" ] || cp -pR "$BUILD/$folder" "$copy/$BUILD"
done
cd "$copy" || exit 1

go() { # make's arguments
    timeout 300 make --no-print-directory SETUP=0 BUILD="$BUILD" "$@"
}

grade() { # FOLDER [EX=1.1 ...]
    folder=$1
    shift
    go grade IMPL="$folder" "$@"
}

results() { # FOLDER: where its results are
    printf '%s/grade/results.json' "$(tools/handin "$1")"
}

# hand_in FOLDER SOLVED|STUB [SED-SCRIPT]: chapter 1 as somebody hands it in
hand_in() {
    mkdir -p "./$1"
    if [ "$2" = SOLVED ]; then cat solutions/01_perceptron.c; else tools/starter solutions/01_perceptron.c; fi |
        sed "${3:-}" >"./$1/01_perceptron.c"
}

says_status() { # NAME ID STATUS
    if grep -q " $2 .*  *$3\$" "$log"; then ok "$1"; else not_ok "$1" "$2 is not '$3'"; fi
}

without() { # COMMAND: fails
    ! "$@"
}

# ---- Any name ----

mkdir "$work/in"
hand_in "../in/$odd" SOLVED
passes "a_folder_may_have_any_name" grade "../in/$odd" EX=1.1
says_status "and_it_is_graded" 1.1 passed
if [ -s "$(results "../in/$odd")" ]; then ok "its_results_are_where_handin_says"; else not_ok "its_results_are_where_handin_says" "not in $(results "../in/$odd")"; fi
# shellcheck disable=SC2016
for name in '$(touch BAD)' '`touch BAD`' '-x' '=y' ';touch BAD;' '$x' 'c\d' '%' 'Anna Müller_1_file_'; do
    hand_in "$name" STUB
    refuses "the_name_$(printf %s "$name" | tr -c 'A-Za-z0-9\n' _)" "not started" grade "$name" EX=1.1
done
if [ ! -e BAD ] && [ ! -e "$work/BAD" ]; then ok "no_name_is_run"; else not_ok "no_name_is_run" "BAD is there"; fi
passes "it_may_stand_in_the_environment" env IMPL="../in/$odd" timeout 100 make SETUP=0 BUILD="$BUILD" grade EX=1.1
refuses "an_empty_name_is_an_error" "IMPL= names no folder" grade ''
refuses "no_folder_is_an_error" "There is no folder 'none'" grade none
refuses "a_tab_is_refused" "may not hold a line break or a tab" grade "$(printf 'a\tb')"
refuses "a_line_break_is_refused" "may not hold a line break" grade 'a
b'
same=$(tools/handin exercises)
for name in ./exercises exercises/ .//exercises// "$PWD/exercises" tests/../exercises; do
    if [ "$(tools/handin "$name")" = "$same" ]; then ok "the_same_folder_$(printf %s "${name##*/t}" | tr -c 'a-z\n' _)"; else not_ok "the_same_folder" "$name is another"; fi
done

hand_in header SOLVED '1i #include "a:b;c.h"'
printf 'typedef int unused;\n' >'header/a:b;c.h'
passes "a_header_may_have_any_name" grade header EX=1.1
passes "and_make_goes_on" go help

# ---- What the files hold, not their times ----

hand_in one SOLVED
passes "a_solution_passes" grade one EX=1.1
hand_in one STUB
touch -d '1 day ago' one/01_perceptron.c
refuses "an_older_stub_in_its_place_is_not_started" "not started" grade one EX=1.1
hand_in one SOLVED
touch -d '2 days ago' one/01_perceptron.c
passes "an_older_solution_in_its_place_passes" grade one EX=1.1
mkdir x y
hand_in x/a SOLVED
passes "a_folder_with_its_own_marks" grade x/a EX=1.1
for twin in x_a y/a; do
    hand_in "$twin" STUB
    touch -d '1 day ago' "$twin/01_perceptron.c"
    refuses "and_another_with_a_like_name_${twin%/a}" "not started" grade "$twin" EX=1.1
    if [ "$(tools/handin "$twin")" = "$(tools/handin x/a)" ]; then not_ok "do_not_meet" "they share a build folder"; else ok "do_not_meet"; fi
done
hand_in own SOLVED 's/real score = b;/real score = START;/; 1i #include "own.h"'
echo '#define START b' >own/own.h
passes "an_own_header" grade own EX=1.1
echo '#define START b + 1' >own/own.h
touch -d '1 day ago' own/own.h
refuses "an_own_header_that_is_other_but_older" "wrong" grade own EX=1.1
rm own/own.h
refuses "an_own_header_that_is_gone" "own.h" grade own EX=1.1
if grep -q ' 1\.1 .* passed$' "$log"; then not_ok "is_missed" "1.1 passed"; else ok "is_missed"; fi
rm one/01_perceptron.c
refuses "an_exercise_that_is_gone" "missing" grade one EX=1.1

# Our own files.
marked() { strings "$BUILD/lib/libnn.a" | grep -q marker_of_the_test; }
cp -p src/nuts.c "$work/nuts.c"
printf 'extern const char marker[];\nconst char marker[] = "marker_of_the_test";\n' >>src/nuts.c
touch -d '1 year ago' src/nuts.c
passes "a_file_of_ours_that_is_other_but_older" go library
passes "is_compiled" marked
cp -p "$work/nuts.c" src/nuts.c
passes "and_put_back" go library
passes "is_compiled_again" without marked
mv src/nuts.h "$work/nuts.h"
refuses "a_header_of_ours_that_is_gone_is_missed" "nuts.h" go library
mv "$work/nuts.h" src/nuts.h
passes "and_found_again" go library
go -n -p library nn NESTED=1 I=i RUN=r ready-01_perceptron ready-01_perceptron.milestones ready-01_perceptron.memory ready-report test-programs 2>/dev/null |
    awk '/^[^ #\t].*:/ { target = $1 } /^#.*intermediate/ && target !~ /[.]c:$/ { print target }' >"$log"
if [ -s "$log" ]; then not_ok "no_file_is_intermediate" "make would not miss these"; else ok "no_file_is_intermediate"; fi

# ---- Compilers and flags ----

go -n -B library 2>/dev/null | grep -e ' -c ' >"$work/commands"
if grep -q -e -Werror "$work/commands" || grep -v -q -e -ffp-contract=off "$work/commands"; then
    not_ok "no_student_is_stopped_by_a_warning" "-Werror, or no -ffp-contract=off"
else
    ok "no_student_is_stopped_by_a_warning"
fi
if go -n -B library WERROR=-Werror 2>/dev/null | grep -e ' -c ' | grep -v -q -e -Werror; then not_ok "tests_are" "no -Werror"; else ok "tests_are"; fi
mkdir "$work/other"
BUILD=$work/other tools/fresh 'cc -O1' >"$log" 2>&1
mkdir "$work/other/float" && touch "$work/other/float/x.o"
BUILD=$work/other tools/fresh 'cc -O1' >"$log" 2>&1
if [ -e "$work/other/float/x.o" ]; then ok "the_same_command_keeps_objects"; else not_ok "the_same_command_keeps_objects" "they are gone"; fi
BUILD=$work/other tools/fresh 'cc -O2' >"$log" 2>&1
if [ ! -e "$work/other/float/x.o" ]; then ok "another_command_does_not"; else not_ok "another_command_does_not" "they are there"; fi
if command -v clang >/dev/null; then
    hand_in boundary SOLVED 's/> 0 ? 1/>= 0 ? 1/'
    refuses "clang_has_a_build_folder_of_its_own" "Results: build-clang/" env -u BUILD timeout 300 make SETUP=0 CC=clang grade CH=1 IMPL=boundary
    says_status "with_clang_a_mistake" 1.2 wrong
    says_status "costs_no_other" 1.3 passed
    passes "and_the_solutions_pass" env -u BUILD timeout 300 make SETUP=0 CC=clang grade EX='1.1 1.2 1.3 1.4 1.5' IMPL=solutions
fi

# ---- What was asked for ----

refuses_ask() { # NAME TEXT ARGUMENT
    before=$(ls -l "$(tools/handin solutions)" 2>&1)
    refuses "$1" "$2" grade solutions "$3"
    [ "$before" = "$(ls -l "$(tools/handin solutions)" 2>&1)" ] || not_ok "$1_before_anything_is_built" "something was"
}
refuses_ask "a_chapter_that_is_an_exercise" "CH=1.1 is no chapter" CH=1.1
refuses_ask "a_chapter_that_is_no_number" "no exercise or chapter '1x'" CH=1x
refuses_ask "an_unknown_chapter" "no exercise or chapter '77'" CH='1 77'
refuses_ask "an_exercise_that_is_a_chapter" "EX=1 is no exercise" EX=1
refuses_ask "an_exercise_that_is_none" "no exercise or chapter '1x'" EX=1x
refuses_ask "a_function_as_an_exercise" "no exercise or chapter 'augment'" EX=augment
refuses_ask "exercises_parted_by_a_comma" "no exercise or chapter '1,2'" EX=1,2
refuses_ask "a_chapter_with_a_word_before_its_point" "no exercise or chapter 'x.1'" CH=x.1
refuses_ask "an_unknown_exercise" "no exercise or chapter '9.77'" EX=9.77
refuses_ask "one_unknown_among_others" "no exercise or chapter '1.10'" EX='1.1 1.10'
refuses_ask "a_pattern" "no exercise or chapter '1.*'" EX='1.*'
refuses_ask "two_seeds" "SEED=1 2 is no seed" SEED='1 2'
refuses_ask "a_word_for_a_seed" "SEED=abc is no seed" SEED=abc
refuses_ask "no_seed" "SEED= is no seed" SEED=
passes "two_exercises" grade solutions EX='1.1 1.2'
says_status "show_the_first" 1.1 passed
says_status "and_the_second" 1.2 passed
silent_about "and_no_third" " 1.3 "
passes "a_small_m_is_a_milestone" grade solutions EX=1.m1
says_status "as_a_large_one" 1.M1 passed

# ---- Only what needs data fetches them, and only then ----

mv data/fetch "$work/fetch"
mv tools/setup "$work/setup"
# shellcheck disable=SC2016
printf '#!/bin/sh\necho "fetched $*"\n' >data/fetch
# shellcheck disable=SC2016
printf '#!/bin/sh\n[ "${2-}" = no-data ] || echo "fetched by setup"\n' >tools/setup
chmod +x data/fetch tools/setup
passes "an_exercise" grade solutions SETUP=1 EX=1.2
silent_about "fetches_no_data" fetched
passes "try" go SETUP=1 try
silent_about "fetches_none" fetched
grade solutions SETUP=1 EX=1.M3 >"$log" 2>&1
says "a_milestone_fetches_its_own" "fetched --backoff mnist"
mv "$work/fetch" data/fetch
mv "$work/setup" tools/setup

# ---- A milestone's verdict is kept while nothing changed ----

kept() { # changes what is kept, so that it can be told from what is new
    sed -i 's/"seconds": [0-9.e-]*/"seconds": 77.125/' "$(tools/handin solutions)"/kept/*.json
}
from_memory() {
    grep -q 77.125 "$(tools/handin solutions)/grade/01_perceptron.milestones.json"
}
if [ -e "$NN_DATA/mnist" ]; then
    passes "milestones" grade solutions CH=1
    kept
    passes "milestones_again" grade solutions CH=1
    passes "are_kept" from_memory
    passes "with_another_seed" grade solutions CH=1 SEED=5
    passes "they_are_run" without from_memory
    kept
    # shellcheck disable=SC2016
    passes "and_for_another_library" sh -c 'echo "int unused_word = 7;" >>src/nuts.c; make SETUP=0 BUILD="$1" grade IMPL=solutions CH=1 SEED=5' sh "$BUILD"
    passes "they_are_run_too" without from_memory
    cp -p "$work/nuts.c" src/nuts.c
fi
NN_DATA=/nonexistent refuses "without_data_nothing" "no data" grade solutions CH=1
if grep -q -s 'no data' "$(tools/handin solutions)"/kept/*.json; then not_ok "is_kept" "it is"; else ok "is_kept"; fi

# ---- Two at once, and interrupted ----

hand_in one SOLVED
hand_in two SOLVED '1i // two'
rm -rf "${BUILD:?}/grader" "$BUILD/impl"
for k in 1 2 3; do
    case $k in 2) folder=two ;; *) folder=one ;; esac
    grade "$folder" EX='1.1 1.2 1.3 1.4 1.5' >"$work/at_once.$k" 2>&1 &
    sleep 0.3
done
wait
for k in 1 2 3; do
    cp "$work/at_once.$k" "$log"
    if [ "$(grep -c ' passed$' "$log")" -eq 5 ]; then ok "three_at_once_$k"; else not_ok "three_at_once_$k" "not 5 passed"; fi
done
cat "$work"/at_once.* >"$log"
says "who_waits_says_so" "waiting until it is done"

for k in 1 2 3 4 5 6; do
    rm -rf "${BUILD:?}/grader/01_perceptron.o" "$BUILD/double/nuts.o"
    if [ $((k % 2)) -eq 1 ]; then hand_in one SOLVED; else hand_in one STUB; fi
    setsid timeout 60 make SETUP=0 BUILD="$BUILD" grade IMPL=one EX=1.1 >/dev/null 2>&1 &
    victim=$!
    sleep "0.$((k * 17 % 10))$k"
    # All of it, or make and the script alone, so that compilers go on.
    if [ "$k" -lt 4 ]; then kill -9 -"$victim"; else kill -9 "$victim"; fi 2>/dev/null
    wait "$victim" 2>/dev/null
    if [ $((k % 2)) -eq 1 ]; then hand_in one STUB; else hand_in one SOLVED; fi
    touch -d '1 day ago' one/01_perceptron.c
    grade one EX=1.1 >"$log" 2>&1
    if [ $((k % 2)) -eq 1 ]; then says_status "after_kill_${k}_a_stub" 1.1 'not started'; else says_status "after_kill_${k}_a_solution" 1.1 passed; fi
done

# A file that was half written when make was killed.
touch "$BUILD/building"
sleep 0.02
echo half >"$BUILD/grader/judge.o"
hand_in one SOLVED
passes "half_an_object_is_not_linked" grade one EX=1.1

# ---- On a terminal ----

on_terminal() { # COMMAND-LINE: its exit status; what it shows is in $log
    script -qec "$1" /dev/null >"$log" 2>&1 </dev/null
}
last_is_ours() { # NAME COMMAND-LINE
    if on_terminal "$2"; then
        not_ok "$1" "exit status 0"
    elif tail -n 1 "$log" | grep -q -F '***'; then
        not_ok "$1" "make has the last word"
    else
        ok "$1"
    fi
}
plain="make --no-print-directory SETUP=0 BUILD=$BUILD"
hand_in one STUB
last_is_ours "after_a_wrong_verdict" "$plain grade IMPL=one EX=1.1"
says "stands_where_the_results_are" "Results: "
last_is_ours "after_an_unknown_hint" "$plain hint EX=9.77"
last_is_ours "after_an_unknown_reset" "$plain reset EX=9.77"
last_is_ours "after_a_solution_that_is_not_shown" "$plain solution IMPL=one EX=1.1"
last_is_ours "after_no_folder" "$plain memcheck IMPL=none"
passes "in_the_background_it_fails_too" without sh -c "script -qec \"sh -c '$plain grade IMPL=one EX=1.1 & wait \\\$!'\" /dev/null >/dev/null 2>&1 </dev/null"
if command -v entr >/dev/null; then
    script -qefc "timeout --foreground 20 $plain watch IMPL=one EX=1.1" "$work/watch" >/dev/null 2>&1 </dev/null &
    watcher=$!
    for k in 1 2 3 4 5 6 7 8 9; do
        sleep 1
        ! grep -q 'Results: ' "$work/watch" || break
    done
    hand_in one SOLVED
    grade one EX=1.1 >"$log" 2>&1
    says_status "beside_a_watch" 1.1 passed
    for k in 1 2 3 4 5 6 7 8 9; do
        ! grep -q 'passed' "$work/watch" || break
        sleep 1
    done
    kill "$watcher" 2>/dev/null
    wait "$watcher" 2>/dev/null
    cp "$work/watch" "$log"
    says "which_sees_the_save" passed
    silent_about "and_speaks_of_no_exit_code" "exit code"
fi

# ---- No room ----

TMPDIR=$work/none refuses "a_temporary_folder_that_is_missing" "nothing can be written in the folder $work/none" grade one EX=1.1
refuses "a_limit_of_file_sizes" "nothing can be written in the folder $BUILD" sh -c "ulimit -f 1000; $plain grade IMPL=one EX=1.1"
mv "$BUILD" "$work/kept_build"
echo "no folder" >"$BUILD"
refuses "a_build_folder_that_cannot_be_made" "$BUILD" grade one EX=1.1
rm "$BUILD"
mv "$work/kept_build" "$BUILD"

# ---- The tests' own times ----

printf '#!/bin/sh\necho ok one\n' >"$work/one.sh"
chmod +x "$work/one.sh"
passes "tests_say" env STEPS='12 the build,7 the book' tests/run "$work/one.sh"
if [ "$(grep -A 2 'What took longest' "$log" | tail -n 2 | tr -s ' ')" = " 12 s the build
 7 s the book" ]; then ok "what_took_longest"; else not_ok "what_took_longest" "not the build, then the book"; fi
exit "$bad"
