#!/bin/sh
# The code is laid out as .clang-format says, and the checkers find nothing.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS
for check in format clang cppcheck clang-tidy shellcheck; do
    passes "lint_$check" make --no-print-directory SETUP=0 BUILD="$BUILD" "lint-$check"
    sed -n 's/^skipped/# &/p' "$log"
done

# What editors are told, by clangd and for a container.
for folder in src exercises solutions grader figures nn fuzz bench tests tests/unit; do
    passes "an_editor_can_read_$folder" sh -c "clang \$(cat compile_flags.txt) -Werror -fsyntax-only $folder/*.c"
done
passes "the_dev_container_is_json" jq -e '.image and .postCreateCommand' .devcontainer/devcontainer.json

# The README names every package that the set-up installs.
: >"$log"
awk '!/^#/ && NF > 3 && $1 != "golden" { split($2, name, "|"); print name[1] }' tools/packages.txt |
    while read -r package; do grep -q -w -F -e "$package" README.md || echo "$package" >>"$log"; done
if [ -s "$log" ]; then not_ok "readme_names_every_package" "it lacks these"; else ok "readme_names_every_package"; fi

# Nothing in the repository may come from a machine or a download.
if [ -d .git ]; then
    git ls-files -z | xargs -0 grep -l -I -E '^(<<<<<<<|>>>>>>>) ' >"$log" 2>/dev/null
    if [ -s "$log" ]; then not_ok "no_merge_marks_are_left" "in these files"; else ok "no_merge_marks_are_left"; fi
    git ls-files -s | awk '$4 ~ /(ubyte|\.gz|\.ttf|\.otf|\.woff2?)$/ { print $4 }' >"$log"
    if [ -s "$log" ]; then not_ok "no_downloads_are_committed" "these are"; else ok "no_downloads_are_committed"; fi
fi
exit "$bad"
