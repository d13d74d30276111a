#!/bin/sh
# Tests of tools/book/record on a small book (tests/book) with one recorded figure,
# and of the records of the book itself, whose programs must have been built.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MFLAGS MAKELEVEL NAME

# ---- A small book ----

base=$work/base
small=$work/small
cp -R tests/book "$base"
ln -s "$PWD/tools" "$base/tools"
cp figures/style.gp figures/figure.h figures/record.h figures/cover.c figures/cover.gp "$base/figures"
cat >"$base/figures/long.h" <<'END'
enum { STEPS = 1000 }; /* a comment */
END
cat >"$base/figures/long.c" <<'END'
#include "long.h"
#include "one.h"
#include "record.h"

int main(void)
{
    double sum = 0;
    for (int i = 1; i <= STEPS; i++) {
        sum += 1.0 / twice(i);
        if (i == 3) {
            record_prefix("long", &sum, 1);
        }
    }
    printf("%d steps: %f\n", STEPS, sum);
    return 0;
}
END

result=build/figures/long.txt
small_make() {
    make -s -C "$small" SETUP=0 "$@"
}
fresh() {
    rm -rf "$small"
    cp -a "$base" "$small"
}

small=$base
refuses "a_figure_that_was_never_recorded_stops_the_book" \
    "figures/long.c has no record in figures/recorded; run \`make record NAME=long\`" \
    small_make build/book/student.json
passes "make_record_records_it" small_make record
passes "the_book_is_built_of_the_record" small_make build/book/student.json
passes "nothing_is_copied_again_if_nothing_changed" small_make -q $result
passes "its_result_is_the_recorded_one" cmp "$base/$result" "$base/figures/recorded/long.txt"
small=$work/small
fresh
rm "$small/build/figures/long" "$small/$result"
passes "the_record_is_used_without_the_program" small_make $result
if [ -e "$small/build/figures/long" ]; then
    not_ok "the_program_is_not_even_built" "it was"
else
    ok "the_program_is_not_even_built"
fi

# mended NAME: make record makes it good again, and the book can be built
mended() {
    passes "${1}_and_make_record_mends_it" small_make record
    passes "${1}_and_then_it_is_used" small_make $result
}

# stale NAME TEXT FILE EDIT: with the sed script EDIT done to FILE, the build of the
# book fails and says TEXT; make record mends it
stale() {
    fresh
    sed -i "$4" "$small/$3"
    refuses "$1" "$2" small_make build/book/student.json
    mended "$1"
}

stale "another_program_makes_a_record_stale" "figures/long.c; run \`make record NAME=long\`" \
    figures/long.c 's/i == 3/i == 4/'
stale "another_header_of_figures_makes_a_record_stale" \
    "there changed figures/long.h; run \`make record NAME=long\`" figures/long.h 's/1000/2000/'
stale "another_format_in_a_string_makes_a_record_stale" "there changed figures/long.c;" \
    figures/long.c 's/steps: /steps:  /'
stale "a_damaged_result_is_refused" \
    "figures/recorded: not as it was recorded: long.txt; run \`make record NAME=long\`" \
    figures/recorded/long.txt 's/1000/1001/'
stale "a_damaged_prefix_is_refused" "not as it was recorded: long.prefix;" \
    figures/recorded/long.prefix 's/x1/x2/'
stale "a_damaged_head_is_refused" "not as it was recorded: long.head;" \
    figures/recorded/long.head '/long.txt/d'
fresh
rm "$small/figures/recorded/long.txt"
refuses "a_lost_result_is_refused" "not as it was recorded: long.txt;" \
    small_make build/book/student.json
mended "a_lost_result_is_refused"

fresh
sed -i 's/a comment/another "comment/' "$small/figures/long.h"
sed -i 's/double sum = 0;/double sum\n=   0; \/\/ one/' "$small/figures/long.c"
passes "comments_and_layout_do_not_make_a_record_stale" small_make $result

# ---- The prefix ----

passes "a_program_begins_as_its_record" small_make build/figures/long
begins() {
    (cd "$small" && tools/book/record test build/figures/long)
}
passes "a_program_that_begins_as_its_record_passes" begins
sed -i 's/x + x/x + x + x/' "$small/solutions/01_one.c"
passes "a_library_that_computes_otherwise_is_built" small_make build/figures/long
refuses "a_library_that_computes_otherwise_is_found" \
    "computes other numbers than its record: expected 0x1." begins
passes "a_wrong_prefix_does_not_stop_the_book" small_make $result
passes "make_record_finds_it_too" small_make record
says "make_record_says_that_the_numbers_changed" "long is recorded: other numbers than before"
passes "the_new_record_has_the_new_prefix" begins
passes "make_record_leaves_what_is_not_stale" small_make record
says "and_says_so" "long is not stale"
passes "make_record_with_a_name_records_in_any_case" small_make record NAME=long
says "and_says_that_the_numbers_are_the_same" "long is recorded: the same numbers as before"
refuses "an_unknown_name_is_refused" "NAME=short: expected one of long" \
    small_make record NAME=short
passes "a_name_in_the_environment_is_not_asked_for" env NAME=desktop make -s -C "$small" SETUP=0 record

# ---- The records of the book ----

grep -l '^#include "record.h"' figures/*.c | sed 's,.*/\(.*\)\.c,\1,' >"$work/recorded"
data=${NN_DATA:-data}
if [ ! -e "$data/mnist" ]; then
    echo "skipped: do programs begin as their records? (no MNIST in $data: \`make data\`)"
fi
while read -r figure; do
    if [ -e "$data/mnist" ]; then
        passes "${figure}_begins_as_its_record" tools/book/record test "$BUILD/figures/$figure"
    fi
    {
        echo "figures/recorded/$figure.head"
        sed -n 's,^[0-9a-f]\{64\}  \([^/]*\)$,figures/recorded/\1,p' "figures/recorded/$figure.head"
    } >>"$work/expected"
done <"$work/recorded"
sort "$work/expected" >"$work/sorted"
find figures/recorded -type f | sort >"$work/found"
passes "nothing_else_is_in_figures_recorded" diff "$work/sorted" "$work/found"

# Chapter 6's network is the one that was chosen, in the book and in the milestone.
for file in figures/real_run.c grader/milestones/06_training.c; do
    for key in network rate; do
        value=$(sed -n "s/^network_choice.$key	//p" figures/recorded/network_choice.values)
        passes "the_chosen_${key}_stands_in_$(basename "$file")" \
            grep -F -e "${value:-no such value}" "$file"
    done
done
exit "$bad"
