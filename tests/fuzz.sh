#!/bin/sh
# Each fuzz target runs for some seconds from its kept inputs, and finds nothing.
#
# Usage: tests/fuzz.sh [SECONDS]   for each; 5 if not given
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS
loaders=$(for target in fuzz/*.c; do basename "$target" .c; done)
# All at once: most of the time goes into building the library anew for them.
# shellcheck disable=SC2046,SC2086  # names without spaces
passes "the_loaders_survive" make --no-print-directory -k -j2 SETUP=0 BUILD="$BUILD" SECONDS="${1:-5}" $(printf 'fuzz-%s ' $loaders)
for loader in $loaders; do
    says "${loader}_was_run" "fuzz $loader: "
    if grep -q "^fuzz $loader: .*nothing found" "$log"; then ok "${loader}_survives"; else not_ok "${loader}_survives" "it does not"; fi
    if [ -n "$(ls "fuzz/corpus/$loader")" ]; then ok "${loader}_has_inputs_to_begin_with"; else not_ok "${loader}_has_inputs_to_begin_with" "there are none"; fi
done
exit "$bad"
