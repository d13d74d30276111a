#!/bin/sh
# The benchmarks run and say what they should; how fast is not tested. The page of
# results is the one that the recorded results give.
. tests/lib.sh

programs=$BUILD/bench
passes benchmarks_build make -s SETUP=0 "$programs/cnn" "$programs/peak" "$programs/mlp" "$programs/products"

# three_rows NETWORK: inference for one and for 64, and training, each in ten words
three_rows() {
    "$programs/cnn" make "$1" "$work/$1.in" && TASK_SECONDS=0.02 "$programs/cnn" run "$work/$1.in" >"$work/rows" &&
        awk 'NF != 10 || $5 <= 0 { exit 1 } { said = said " " $2 $3 } END { exit said != " infer1 infer64 train64" }' "$work/rows"
}
if [ -f "${NN_DATA:-data}/mnist/train-images-idx3-ubyte" ]; then
    passes lenet_is_measured three_rows lenet
    passes net32_is_measured three_rows net32
    refuses seconds_that_are_none_are_refused "TASK_SECONDS: expected a number" \
        env TASK_SECONDS=long "$programs/cnn" run "$work/lenet.in"
    refuses a_file_that_is_none_is_refused "cnn: " "$programs/cnn" run tests/bench.sh
else
    echo "skipped: the benchmarks of networks want MNIST"
fi
refuses rounds_that_are_none_are_refused "ROUNDS: expected a whole number from 1 to 1000, found \"0\"" \
    env ROUNDS=0 bench/cnn-run "$programs" "$work"
refuses a_clock_that_is_none_is_refused "CLOCK: expected wall or cpu" env CLOCK=sun bench/cnn-run "$programs" "$work"

# The page and the book's table are made of the newest results.
newest=$(find bench/results -name 'cnn-*.tsv' | sort | tail -n 1)
awk -v clock=wall -v rows="$work/cnn.inc" -f bench/median.awk -f bench/cnn.awk "$newest" >"$work/speed.md"
passes the_page_is_that_of_the_results cmp "$work/speed.md" docs/speed.md
passes the_table_is_that_of_the_results cmp "$work/cnn.inc" bench/results/cnn.inc
exit $bad
