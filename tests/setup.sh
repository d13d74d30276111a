#!/bin/sh
# Tests of tools/setup, with a small list of packages and stand-ins for apt:
# nothing is installed, no network is needed.
#
# shellcheck disable=SC2030,SC2031,SC2016 # each test has a shell of its own;
# stand-ins are scripts in quotes
set -u

cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
top=$PWD

# A command of this name that runs these lines.
stand_in() {
    printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
    chmod +x "bin/$1"
}

# A system with no more commands than setup needs, whose apt knows the packages
# in the file archive, has read the list known, and installs by making a
# command of the package's name. We are root; the data are there.
prepare() {
    unset CI BUILD
    mkdir -p bin tools data build
    cp "$top/tools/setup" tools
    cp "$top/tools/packages-elsewhere.txt" tools
    cat >tools/packages.txt <<EOF
# role     package      proof        reason
student    alpha        alpha        does the first thing
student    beta|beth    beta|beth    does the second thing
student?   gamma        gamma        is nice to have
author     delta        $work/fi*ta  is for authors
golden     omega        omega        is for nobody
EOF
    for command in sh awk cat dirname env grep mkdir rm sed tail tr chmod cp; do
        ln -s "$(command -v "$command")" bin
    done
    printf '%s\n' alpha beth gamma delta omega other >archive
    cp archive known
    stand_in id 'echo 0'
    stand_in apt-cache 'cat known'
    stand_in apt-get 'echo "apt-get $*" >>asked
case $* in
*update*) cp archive known; exit ;;
esac
for package; do
    case $package in
    alpha | beth | gamma | omega)
        grep -qx "$package" known || { echo "E: no $package"; exit 100; }
        echo "#!/bin/sh" >"bin/$package"
        chmod +x "bin/$package"
        ;;
    delta) : >file_of_delta ;;
    esac
done'
    printf '#!/bin/sh\necho "data/fetch $*" >>fetched\n' >data/fetch
    chmod +x data/fetch
    : >asked
}

# Puts the commands of these packages there.
have() {
    for command; do
        stand_in "$command" ''
    done
}

setup() {
    echo "\$ tools/setup $*"
    PATH=$work/bin tools/setup "$@" >said 2>&1 </dev/null &&
        status=0 || status=$?
    cat said asked
}

succeeds() {
    setup "$@"
    [ "$status" -eq 0 ]
}

fails() {
    setup
    [ "$status" -eq 1 ]
}

says() {
    grep -qF -e "$1" said || {
        echo "expected it to say: $1"
        return 1
    }
}

# In place of !, which set -e does not heed.
not() {
    if "$@"; then
        return 1
    fi
}

asked_apt() {
    grep -qE -e "$1" asked
}

# The tests.

is_silent_and_asks_no_apt_when_nothing_is_missing() {
    have alpha beta gamma
    succeeds
    not grep . said asked
    grep -x 'data/fetch --backoff all' fetched
}

installs_what_is_missing_and_says_why() {
    have gamma
    succeeds
    says 'does the first thing'
    says 'does the second thing'
    not says 'is nice to have'
    asked_apt 'install --no-install-recommends +alpha +beth$'
    not asked_apt update
    succeeds
    not grep . said
}

students_get_nothing_of_the_authors() {
    succeeds student
    not asked_apt delta
    not asked_apt omega
}

authors_get_what_students_get_and_more() {
    succeeds author
    asked_apt 'alpha +beth +gamma +delta'
    not asked_apt omega
}

golden_is_installed_only_on_request() {
    succeeds golden
    asked_apt 'install --no-install-recommends +omega$'
    [ ! -e fetched ]
}

a_proof_may_be_a_pattern_of_a_file() {
    have alpha beta gamma
    : >file_of_delta
    succeeds author
    not grep . asked
}

notices_when_a_command_was_removed() {
    have alpha beta gamma
    succeeds
    rm bin/alpha
    succeeds
    asked_apt 'install .* alpha$'
}

a_system_without_package_lists_is_updated_first() {
    : >known
    succeeds
    head -n 1 asked | grep update
    asked_apt 'install .* alpha +beth'
}

a_stale_package_list_is_updated_and_tried_again() {
    mv bin/apt-get bin/good
    stand_in apt-get '[ -e updated ] || case $* in
*update*) : >updated ;;
*) echo "apt-get $*" >>asked; echo "E: 404 Not Found"; exit 100 ;;
esac
good "$@"'
    succeeds
    [ "$(grep -c install asked)" -eq 2 ]
}

without_a_network_it_names_what_is_missing_and_what_to_type() {
    have gamma
    stand_in apt-get 'echo "E: Temporary failure resolving"; exit 100'
    fails
    says 'could not be installed'
    says 'does the first thing'
    says 'E: Temporary failure resolving'
    says 'apt-get update && apt-get install --no-install-recommends alpha beta'
    says 'SETUP=0'
    [ ! -e fetched ]
}

a_package_that_does_not_exist_does_not_stop_the_others() {
    sed '/beth/d' archive >less
    mv less archive
    cp archive known
    fails
    [ -e bin/alpha ]
    says 'could not be installed'
    says 'does the second thing'
}

what_the_rest_works_without_is_tried_once_then_only_mentioned() {
    have alpha beta
    sed '/gamma/d' archive >less
    mv less archive
    cp archive known
    succeeds
    says 'is nice to have'
    grep 'data/fetch' fetched
    : >asked
    succeeds
    says 'going on without gamma'
    not grep . asked
    rm build/setup-tried-student
    succeeds
    grep . asked
}

without_rights_and_terminal_it_prints_the_command() {
    stand_in id 'echo 1000'
    stand_in sudo 'echo sudo >>asked; "$@"'
    fails
    not says '[y/N]'
    says 'sudo apt-get update && sudo apt-get install --no-install-recommends'
    not grep . asked
}

without_sudo_it_says_that_root_must_do_it() {
    stand_in id 'echo 1000'
    fails
    says 'type (as root)'
    not says sudo
}

ci_uses_sudo_without_asking() {
    stand_in id 'echo 1000'
    stand_in sudo 'echo "sudo $1" >>asked; shift; "$@"'
    CI=true succeeds
    grep -x 'sudo -n' asked
    asked_apt 'install .* alpha'
}

# on_a_terminal ANSWER: runs setup on one, as one who may use sudo.
on_a_terminal() {
    stand_in id 'echo 1000'
    stand_in sudo 'echo sudo >>asked; "$@"'
    echo "$1" | script -qec "env PATH=$work/bin tools/setup" said && status=0 ||
        status=$?
}

on_a_terminal_yes_installs() {
    on_a_terminal y
    says 'Install them now, by sudo apt-get? [y/N]'
    [ "$status" -eq 0 ]
    grep -x sudo asked
    [ -e bin/alpha ]
}

on_a_terminal_anything_else_does_not() {
    on_a_terminal ''
    [ "$status" -eq 1 ]
    says 'sudo apt-get install --no-install-recommends alpha beta'
    not grep . asked
}

other_systems_are_told_their_own_command() {
    rm bin/apt-get
    cat >tools/packages.txt <<EOF
student    zlib1g-dev        alpha   reads compressed data files
student    libcriterion-dev  beta    runs the checks
EOF
    fails
    says 'reads compressed data files'
    says "install them with your system's package manager"
    stand_in dnf ''
    fails
    says 'sudo dnf install zlib-devel'
    says 'and find what Debian calls libcriterion-dev'
    rm bin/dnf
    stand_in pacman ''
    fails
    says 'sudo pacman -S --needed zlib criterion'
    rm bin/pacman
    stand_in brew ''
    fails
    says 'brew install zlib criterion'
}

missing_data_are_only_a_warning() {
    have alpha beta gamma
    printf '#!/bin/sh\nexit 1\n' >data/fetch
    succeeds
    says 'WARNING: going on without the data'
}

uses_the_build_directory_it_is_given() {
    BUILD=$work/elsewhere succeeds
    [ -e elsewhere/setup.log ]
    not [ -e build/setup.log ]
}

refuses_an_unknown_role() {
    setup teacher
    [ "$status" -eq 2 ]
    says 'expected student, author, data or golden'
}

the_real_list_is_well_formed() {
    awk '/^#/ || NF == 0 { next }
        $1 !~ /^(student|author|data|golden)\??$/ || NF < 4 || seen[$2]++ {
            print FILENAME ": line " FNR ": " $0
            bad = 1
        }
        END { exit bad }' "$top/tools/packages.txt"
}

the_packages_of_a_student_are_in_the_list_of_other_systems() {
    awk '$1 ~ /^student/ { print $2 }' "$top/tools/packages.txt" | while read -r package; do
        awk -v name="$package" '$1 == name && NF == 4 { found = 1 } END { exit !found }' \
            "$top/tools/packages-elsewhere.txt" || { echo "it lacks $package" && exit 1; }
    done
}

the_dev_container_installs_what_a_student_needs() {
    jq -e -r .postCreateCommand "$top/.devcontainer/devcontainer.json" >created
    stand_in apt-get 'echo "apt-get $*" >>asked'
    stand_in make 'echo "make $*" >>asked'
    PATH=$work/bin sh created
    asked_apt 'install .*git make clangd'
    grep -x 'make setup' asked
}

names=$(sed -n '/^# The tests/,$s/^\([a-z_]*\)() {$/\1/p' "$0")
for name in $names; do
    [ "$name" = on_a_terminal ] || try "$name"
done
exit $bad
