#!/bin/sh
# Small mistakes made in the solutions must fail: tests/mutants/NN_topic.txt lists
# those that are no mistakes, with the reason.
. tests/lib.sh

for program in "$BUILD"/tests/mutants-[0-9]*_*[a-z]; do
    stem=${program##*/mutants-}
    [ -r "solutions/$stem.c" ] || continue
    "$program" "$stem" solutions > "$log" || bad=1
    grep -E '^(not )?ok ' "$log"
done
exit "$bad"
