#!/bin/sh
# Tests of the starter writer, and of what becomes of a student's files.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

write() { # a solution file of our own, from standard input
    cat >"$work/source.c"
}

# ---- Errors name file and line ----

write <<'END'
void f(void)
{
    /* BEGIN SOLUTION 1.1 */
    /* BEGIN SOLUTION 1.2 */
    /* END SOLUTION */
}
END
refuses "nested_markers_are_refused_with_their_line" "source.c:4: BEGIN SOLUTION inside exercise 1.1" tools/starter "$work/source.c"
write <<'END'
void f(void)
{
    /* BEGIN SOLUTION 1.1 */
}
END
refuses "an_unclosed_marker_is_refused" "source.c:3: BEGIN SOLUTION 1.1 is never ended" tools/starter "$work/source.c"
write <<'END'
void f(void)
{
    /* BEGIN SOLUTION */
    /* END SOLUTION */
}
END
refuses "a_marker_without_a_number_is_refused" "source.c:3: expected /* BEGIN SOLUTION chapter.number */" tools/starter "$work/source.c"
write <<'END'
void f(void)
{
    /* BEGIN SOLUTION 1.1 */
    /* END SOLUTION */
}
void g(void)
{
    /* BEGIN SOLUTION 1.1 */
    /* END SOLUTION */
}
END
refuses "a_number_used_twice_is_refused" "source.c:8: exercise 1.1 was already used at line 3" tools/starter "$work/source.c"
write <<'END'
void f(void)
{
    /* END SOLUTION */
}
END
refuses "an_end_without_a_begin_is_refused" "source.c:3: END SOLUTION without a BEGIN" tools/starter "$work/source.c"

# ---- Stubs ----

write <<'END'
#include "real.h"

typedef struct Pair {
    int a, b;
} Pair;

static Pair make_pair(int a,
                      int b)
{
    /* BEGIN SOLUTION 1.1 */
    return (Pair){a, b};
    /* END SOLUTION */
}

static real *pointer(void)
{
    /* BEGIN SOLUTION 1.2 */
    return &(real){1};
    /* END SOLUTION */
}

static bool truth(void)
{
    /* BEGIN SOLUTION 1.3 */
    return true;
    /* END SOLUTION */
}

static void nothing(void)
{
    /* BEGIN SOLUTION 1.4 */
    /* END SOLUTION */
}

int use(void);
int use(void)
{
    nothing();
    return make_pair(1, 2).a + (pointer() != NULL) + truth();
}
END
tools/starter "$work/source.c" >"$work/stub.c"
passes "a_stub_of_every_return_type_compiles_without_warnings" \
    gcc -std=c11 -Wall -Wextra -Werror -Wno-unused-parameter -Isrc -c "$work/stub.c" -o "$work/stub.o"
cp "$work/stub.c" "$log"
says "a_stub_holds_its_todo" 'TODO("1.2");'
silent_about "a_stub_holds_nothing_of_the_solution" 'Pair){a'

# ---- The repository's own exercises ----

for solution in solutions/*.c; do
    name=$(basename "$solution")
    tools/starter "$solution" >"$work/$name" || bad=1
    sum=$(sha256sum <"$work/$name" | cut -d ' ' -f 1)
    : >"$log"
    if ! grep -q "^$sum  exercises/$name\$" exercises/starter.sums; then
        not_ok "${name}_is_what_the_starter_writer_writes" "run make exercises and commit exercises/"
    elif cmp -s "$work/$name" "exercises/$name" || [ "${STRICT:-}" != 1 ]; then
        ok "${name}_is_what_the_starter_writer_writes"
    else
        not_ok "${name}_is_what_the_starter_writer_writes" "exercises/$name differs from its starter"
    fi
done

# ---- A student's work is never lost ----

copy=$work/copy
mkdir -p "$copy"
for entry in *; do
    case $entry in build | data) ;; *) cp -r "$entry" "$copy" ;; esac
done
cd "$copy" || exit 1
unset MAKEFLAGS MAKELEVEL MFLAGS
BUILD=$copy/build
export BUILD
go() { make --no-print-directory SETUP=0 BUILD="$BUILD" "$@"; }
file=exercises/01_perceptron.c
rm -f exercises/01_perceptron.c
passes "a_missing_exercise_file_is_written" go exercises
cp "$file" "$work/fresh.c"
sed 's|TODO("1.1");|real mine = b; /* a brace } in a comment */|; s|return 0;|return mine + (real)x[0] * 0;|' "$work/fresh.c" |
    awk '/return mine/ && seen++ { sub(/return mine.*/, "return 0;") } 1' >"$file"
cp "$file" "$work/mine.c"
passes "make_exercises_succeeds_beside_a_students_work" go exercises
says "make_exercises_says_that_it_left_the_work_alone" "holds your work and was left alone"
passes "make_exercises_leaves_a_students_work_alone" cmp "$file" "$work/mine.c"
passes "reset_puts_the_stub_back" go reset EX=1.1
passes "after_reset_the_file_is_the_starter_again" cmp "$file" "$work/fresh.c"
passes "reset_kept_the_students_version" sh -c "cmp $file.bak-* '$work/mine.c'"
sed '/^}/d' "$work/mine.c" >"$file"
cp "$file" "$work/broken.c"
refuses "reset_refuses_a_file_with_unbalanced_braces" "nothing was changed" go reset EX=1.1
passes "and_leaves_it_as_it_was" cmp "$file" "$work/broken.c"
# ---- Reset finds the function whatever the file looks like ----

# mine: the file as a student wrote it, from standard input; kept to compare
mine() {
    rm -f "$file" "$file".bak-*
    cat >"$file"
    cp "$file" "$work/mine.c"
}
compiles() {
    gcc -std=c11 -Wall -Wextra -Werror -Wno-unused-parameter -Isrc -c "$file" -o "$work/reset.o"
}
# the_stub_is_back NAME
the_stub_is_back() {
    passes "reset_of_$1" go reset EX=1.1
    passes "reset_of_${1}_compiles" compiles
    : >"$log"
    if [ "$(grep -c 'TODO("1.1")' "$file")" -eq 1 ] && ! grep -q mine "$file"; then
        ok "reset_of_${1}_puts_the_stub_in_place_of_the_function"
    else
        not_ok "reset_of_${1}_puts_the_stub_in_place_of_the_function" "$(cat "$file")"
    fi
    passes "reset_of_${1}_keeps_a_backup" sh -c "cmp $file.bak-* '$work/mine.c'"
}
rest() { sed '/^real perceptron_score/,/^}/d' "$work/fresh.c"; }
mine <<END
$(rest)
static inline
real
perceptron_score(const real *x, const real *w,
                 real b, size_t in) /* mine { */
{
    return b;
}
END
the_stub_is_back a_type_on_its_own_line
mine <<END
$(rest)
real perceptron_score(const real *x, const real *w, real b, size_t in) {
#if 0
    don't: }
#else
    if (in > 0) { /* mine */
#endif
#ifdef NEVER
    }
#else
    }
#endif
    const char *mine = "}\\"}", c = '}';
    return b + (mine[0] == c);
}
END
the_stub_is_back braces_in_if_0_and_strings
mine <<END
$(rest | grep -v 'todo.h' | sed '/TODO(/d')
real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    return b; // mine
}
END
the_stub_is_back a_file_without_todo_h
{
    printf '\357\273\277#include "perceptron.h"\nreal perceptron_score(const real *x, const real *w, real b, size_t in)\n{\n    return b; // mine\n}\n'
    rest | sed '/#include/d; /TODO/d'
} | sed "s/\$/$(printf '\r')/" | mine
the_stub_is_back a_file_of_windows
: >"$log"
if grep -q -v "$(printf '\r')\$" "$file"; then not_ok "it_still_ends_lines_so" "$(grep -v "$(printf '\r')\$" "$file")"; else ok "it_still_ends_lines_so"; fi
mine <<END
$(rest)
real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    return b; // mine
}
END
mv "$file" "$work/elsewhere.c"
ln -s "$work/elsewhere.c" "$file"
the_stub_is_back a_link
passes "a_link_stays_a_link" test -L "$file"
rm "$file"
# is_refused NAME REASON
is_refused() {
    refuses "reset_refuses_$1" "$2" go reset EX=1.1
    says "reset_says_that_$1_was_left_alone" "nothing was changed"
    passes "and_leaves_$1_as_it_was" cmp "$file" "$work/mine.c"
}
mine <<END
$(rest)
#ifdef FAST
real perceptron_score(const real *x, const real *w, real b, size_t in)
#else
real perceptron_score(const real *x, const real *w, real b, size_t count)
#endif
{
    return b;
}
END
is_refused a_function_cut_by_if "the #if around line"
mine <<END
$(rest)
int more; real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    return b;
}
END
is_refused a_shared_line "something else stands in its first or last line"
mine <<END
$(rest)
real perceptron_score(const real *x, const real *w, real b, size_t in)
{
    return b;
}
}
END
is_refused a_brace_too_many "a } too many"
{
    rest
    printf 'real perceptron_score(const real *x, const real *w, real b, size_t in)\n{\n    return b;\n}\n%.0s' 1 2
} | mine
is_refused two_of_them "defined twice"
ln -sf nowhere.c "$work/dangling"
rm -f "$file" && ln -s "$work/dangling" "$file"
refuses "reset_refuses_a_link_to_nothing" "link to nothing" go reset EX=1.1
rm -f "$file" "$file".bak-*

refuses "an_unknown_exercise_is_refused_with_the_list" "there are: 1.1" go reset EX=9.77
refuses "a_solution_of_none_is_asked_back" "make solution EX=1.3" go solution
for what in hint reset solution; do
    refuses "${what}_of_another_folder_is_refused" "make $what works on exercises/ only, not on IMPL=solutions" go "$what" EX=1.1 IMPL=solutions
done
refuses "an_unknown_exercise_has_no_solution" "there are: 1.1" go solution EX=9.77
sed '/^real perceptron_score/,/^}/d' "$work/fresh.c" >"$file"
passes "reset_brings_back_a_function_that_is_gone" go reset EX=1.1
passes "and_says_where" grep -q 'TODO("1.1")' "$file"
cp "$work/fresh.c" "$file"
refuses "a_solution_is_not_shown_before_the_exercise_passes" "FORCE=1" go solution EX=1.1
passes "force_shows_a_solution" go solution EX=1.1 FORCE=1
says "the_solution_is_the_function" "real perceptron_score("
cp solutions/01_perceptron.c "$file"
passes "a_solution_is_shown_after_the_exercise_passes" go solution EX=1.1
passes "the_first_hint_is_shown" go hint EX=1.1
says "the_first_hint_is_number_one" "Hint 1 of"
passes "the_second_hint_is_shown" go hint EX=1.1
says "the_second_hint_is_number_two" "Hint 2 of"

# ---- The list of exercises ----

printf '%s\n' '::: {.exercise #ex:1.1 function="f" points="90" title="T"}' >"$work/01_x.md"
refuses "points_that_do_not_add_up_to_100_are_refused" "add up to 90, not 100" tools/exercise list "$work/01_x.md"
printf '%s\n' '::: {.exercise #ex:1.1 function="f" title="T"}' >"$work/01_x.md"
refuses "an_exercise_without_points_is_refused" "01_x.md:1: exercise 1.1 has no points" tools/exercise list "$work/01_x.md"
printf '%s\n' '::: {.exercise #ex:1.1 function="f" points="50" title="T"}' ':::' \
    '::: {.exercise #ex:1.1 function="f" points="50" title="T"}' >"$work/01_x.md"
refuses "an_exercise_described_twice_is_refused" "01_x.md:3: exercise 1.1 was already described" tools/exercise list "$work/01_x.md"
exit "$bad"
