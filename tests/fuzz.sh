#!/bin/sh
# Each fuzz target runs for some seconds from its kept inputs, and finds nothing.
#
# Usage: tests/fuzz.sh [SECONDS]   for each; 5 if not given
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS
for target in fuzz/*.c; do
    loader=$(basename "$target" .c)
    passes "${loader}_survives" make --no-print-directory SETUP=0 BUILD="$BUILD" SECONDS="${1:-5}" "fuzz-$loader"
    says "${loader}_was_run" "nothing found"
    if [ -n "$(ls "fuzz/corpus/$loader")" ]; then ok "${loader}_has_inputs_to_begin_with"; else not_ok "${loader}_has_inputs_to_begin_with" "there are none"; fi
done
exit "$bad"
