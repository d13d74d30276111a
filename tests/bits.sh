#!/bin/sh
# A training has the same bits whatever compiles the library, and however it is
# optimised, on any number of threads, with layers run one by one or together.
. tests/lib.sh

# compile NAME COMMAND...: the program, with AVX2 and AVX-512 only where the
# library has them
compile() {
    mkdir "$work/$1"
    name=$1
    shift
    for source in src/*.c solutions/*.c tests/bits.c; do
        case $source in *_avx2.c) isa=$avx2 ;; *_avx512.c) isa=$avx512 ;; *) isa= ;; esac
        # shellcheck disable=SC2086
        "$@" -std=c11 -ffp-contract=off -D_GNU_SOURCE -iquote src $isa -c "$source" \
            -o "$work/$name/$(basename "$source" .c).o" || return 1
    done
    "$1" "$work/$name"/*.o -o "$work/$name/bits" -pthread -lz -ljansson -lm
}

# same ROW THREADS FUSE NAME: its checksum is the one that the row had first
same() {
    if ! sum=$(NN_ISA=$1 NN_THREADS=$2 NN_FUSE=$3 "$work/$4/bits" 2>"$log"); then
        not_ok "bits_of_$4_$1_threads_$2_fused_$3" "it failed"
        return
    fi
    [ -f "$work/$1" ] || echo "$sum" >"$work/$1"
    if [ "$sum" = "$(cat "$work/$1")" ]; then
        ok "bits_of_$4_$1_threads_$2_fused_$3"
    else
        not_ok "bits_of_$4_$1_threads_$2_fused_$3" "$sum, expected $(cat "$work/$1")"
    fi
}

case $(uname -m) in
x86_64) avx2="-mavx2 -mfma" avx512="-mavx512f -mavx512bw -mavx512dq -mavx512vl -mavx2 -mfma" ;;
*) avx2='' avx512='' ;;
esac
rows=scalar
! grep -q avx2 /proc/cpuinfo || rows="$rows avx2"
! grep -q avx512vl /proc/cpuinfo || rows="$rows avx512"

passes gcc_without_optimisation_builds compile gcc-O0 gcc -O0
passes gcc_with_all_optimisation_builds compile gcc-O3 gcc -O3
passes clang_builds compile clang-O2 clang -O2
# Fused multiply-adds must not creep in where they are at hand.
passes clang_for_this_processor_builds compile clang-native clang -O3 -march=native
for row in $rows; do
    for build in gcc-O0 gcc-O3 clang-O2 clang-native; do
        for threads in 1 2 3 4 8; do
            for fused in 0 1; do
                same "$row" "$threads" "$fused" "$build"
            done
        done
    done
done
exit $bad
