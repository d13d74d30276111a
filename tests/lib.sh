# shellcheck shell=sh disable=SC2034
# Helpers of the shell tests; sourced. BUILD is the build folder.
# check NAME COMMAND...  prints ok or not ok; the command's output is in $log.
export BUILD="${BUILD:-build}"
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
log=$work/log
bad=0

ok() {
    printf 'ok %s\n' "$1"
}

not_ok() {
    printf 'not ok %s: %s\n' "$1" "$2"
    [ ! -s "$log" ] || sed 's/^/    /' "$log" | tail -n 40
    bad=1
}

# passes NAME COMMAND...: exit status 0
passes() {
    name=$1
    shift
    if "$@" >"$log" 2>&1; then ok "$name"; else not_ok "$name" "exit status $?"; fi
}

# refuses NAME TEXT COMMAND...: exit status not 0, and TEXT in what it says
refuses() {
    name=$1 text=$2
    shift 2
    if "$@" >"$log" 2>&1; then
        not_ok "$name" "exit status 0"
    elif ! grep -q -F -e "$text" "$log"; then
        not_ok "$name" "it does not say '$text'"
    else
        ok "$name"
    fi
}

# says NAME TEXT: the last command's output holds TEXT
says() {
    if grep -q -F -e "$2" "$log"; then ok "$1"; else not_ok "$1" "it does not say '$2'"; fi
}

# silent_about NAME TEXT: it does not
silent_about() {
    if grep -q -F -e "$2" "$log"; then not_ok "$1" "it says '$2'"; else ok "$1"; fi
}

# try NAME: runs the function NAME in $work, emptied and filled by prepare; it
# passes if it gets to its end
try() {
    rm -rf "${work:?}"/*
    (
        cd "$work" || exit
        set -e
        prepare
        "$1"
    ) >"$log" 2>&1
    status=$?
    if [ "$status" -eq 0 ]; then ok "$1"; else not_ok "$1" "exit status $status"; fi
}
