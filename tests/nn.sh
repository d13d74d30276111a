#!/bin/sh
# Tests of the program nn as one meets it: what it says to wrong words, whether a
# training that was stopped or killed goes on bit for bit, what it sees in
# pictures. The data are drawn by tests/nn/drawn.c.
#
# Usage: tests/nn.sh [KILLS]   how often a training is killed; 12 if not given
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS NN_ISA
top=$PWD
kills=${1:-12}
drawn=$BUILD/tests/nn/drawn

passes "nn_builds_and_names_its_kernels" make --no-print-directory SETUP=0 BUILD="$BUILD" nn
says "it_says_what_was_linked" "solutions/"
passes "the_data_are_drawn" make --no-print-directory SETUP=0 BUILD="$BUILD" "$drawn"
nn=$(cd "$BUILD" && pwd)/bin/nn
data=$work/drawn
mkdir "$data"
"$drawn" "$data" 800 || exit 1

nn() {
    "$nn" "$@"
}

# ---- Help and wrong words ----

passes "nn_alone_lists_the_commands" nn
for command in train eval predict look show plot data search; do
    says "the_list_holds_$command" "  $command "
done
for command in train eval predict look show plot data search; do
    passes "${command}_explains_itself" nn "$command" --help
    says "${command}_shows_examples" "Example"
done

# suggests NAME WORD COMMAND...: exit status 2 or 1, and "Did you mean WORD"
suggests() {
    name=$1 word=$2
    shift 2
    refuses "$name" "Did you mean $word?" "$@"
}
suggests "a_wrong_command_gets_a_suggestion" '"train"' nn tarin
suggests "a_longer_command_gets_a_suggestion" '"eval"' nn evaluate
suggests "so_does_another" '"plot"' nn plotting
suggests "a_wrong_option_gets_a_suggestion" '--epochs' nn train --epohcs=3
suggests "a_wrong_optimiser_gets_a_suggestion" '"adam"' nn train -d "$data" -o adma
suggests "a_wrong_schedule_gets_a_suggestion" '"cosine"' nn train -d "$data" -s cosin
suggests "a_wrong_network_gets_a_suggestion" '"mlp"' nn train mpl -d "$data"
suggests "a_wrong_layer_gets_a_suggestion" '"relu"' nn show "dense 3, rleu"
suggests "a_wrong_data_set_gets_a_suggestion" '"fashion"' nn train -d fashoin
refuses "a_word_like_no_other_gets_none" 'no command "xyzzy"' nn xyzzy
silent_about "and_nothing_is_guessed" "Did you mean"
refuses "a_number_out_of_range_is_an_error" "from 1 to 65536, found \"0\"" nn train --batch=0
refuses "a_number_must_be_one" "found \"many\"" nn train --epochs=many
refuses "a_missing_value_is_an_error" "needs a value" nn train --epochs
refuses "a_flag_takes_no_value" "takes no value" nn train --quiet=yes
refuses "a_missing_operand_is_an_error" "expected MODEL" nn eval
refuses "a_wrong_split_is_an_error" "such as 90:10" nn train -d "$data" --split=90
refuses "ten_classes_need_ten_outputs" "expected 10 outputs" nn train "dense 9" -d "$data"
refuses "wrong_kernels_are_an_error" "NN_ISA: expected" env NN_ISA=mmx "$nn" --version
if [ -e runs ]; then not_ok "errors_leave_no_folder" "there is runs/"; else ok "errors_leave_no_folder"; fi

# ---- Training ----

# settings of a short training with an optimiser that has a memory
train() {
    nn train "dense 24, relu, dense 10" -d "$data" -o adam -b 8 -e 3 --log-every=10 "$@"
}

# same NAME RUN: the files and the log, but for speed and time, are those of whole
same() {
    for file in last best; do
        if ! cmp "$work/whole/$file.safetensors" "$2/$file.safetensors" >"$log" 2>&1; then
            not_ok "$1" "$file.safetensors differs"
            return
        fi
    done
    cut -f 1-8 "$work/whole/log.tsv" >"$work/whole.log"
    if cut -f 1-8 "$2/log.tsv" | diff "$work/whole.log" - >"$log"; then ok "$1"; else not_ok "$1" "the log differs"; fi
}

passes "a_training_runs_to_its_end" train --run="$work/whole"
says "it_prints_a_line_for_each_epoch" "epoch  3  loss"
says "it_says_what_to_do_next" "nn eval $work/whole"
if [ "$(grep -c '^epoch' "$work/whole/log.tsv")" -eq 3 ] && [ "$(grep -c '^batch' "$work/whole/log.tsv")" -eq 27 ]; then
    ok "the_log_has_a_row_for_each_epoch_and_every_tenth_batch"
else
    not_ok "the_log_has_a_row_for_each_epoch_and_every_tenth_batch" "$(cut -f 1 "$work/whole/log.tsv" | sort | uniq -c | tr '\n' ' ')"
fi
passes "config_json_says_what_was_asked_for" jq -e '.optimiser == "adam" and ."learning-rate" == 0.001 and .batch == 8' "$work/whole/config.json"
refuses "a_folder_with_a_run_is_not_overwritten" "--resume" train --run="$work/whole"
# What is said can be pasted into a shell, whatever the folder's name.
odd=$(printf "%s/it's <touch seen; \`touch seen\` é" "$work")
passes "a_run_may_have_any_name" train --run="$odd" -e 1
# shellcheck disable=SC2016
grep '^  nn' "$log" | sed 's/  [a-z ]*$//; s/^  nn/"$nn"/' >"$work/pasted"
passes "what_to_do_next_can_be_pasted" env nn="$nn" sh -e "$work/pasted"
# shellcheck disable=SC2016
passes "it_was_both_commands" sh -c 'test "$(wc -l <"$0")" -eq 2 && test ! -e seen' "$work/pasted"
refuses "a_folder_with_such_a_run_can_be_pasted" "--resume '$work/it'\\''s <touch" train --run="$odd"
refuses "resuming_without_a_run_is_an_error" "the folder of a run" nn train --resume="$data"
refuses "a_run_keeps_its_settings" "is fixed by the run" nn train --resume="$work/whole" --batch=4
passes "a_finished_run_can_be_resumed" nn train --resume="$work/whole"
says "and_says_that_it_is_finished" "finished already"
same "and_stays_as_it_was" "$work/whole"
passes "another_number_of_threads_gives_a_run" env OMP_NUM_THREADS=3 "$nn" train "dense 24, relu, dense 10" -d "$data" -o adam -b 8 -e 3 --log-every=10 --run="$work/threads"
same "with_the_same_bits" "$work/threads"
for optimiser in sgd nesterov adadelta; do
    passes "${optimiser}_trains" nn train softmax -d "$data" -o "$optimiser" -e 1 -q --run="$work/$optimiser"
done
for schedule in step exponential one_cycle constant; do
    passes "${schedule}_is_a_schedule" nn train softmax -d "$data" -s "$schedule" --warmup=5 -e 2 -q --run="$work/$schedule"
done
train --json --run="$work/json" -e 2 >"$work/json.lines"
passes "json_is_a_line_for_each_epoch_and_the_end" jq -s -e 'length == 3 and .[1].epoch == 2 and .[2].finished' "$work/json.lines"
passes "a_training_may_stop_early" train -e 50 --patience=2 -q --run="$work/patient"
# shellcheck disable=SC2016
passes "two_epochs_after_the_best" sh -c '"$1" train --resume="$2" --json | jq -e ".finished and .epoch < 50 and .epoch == .best_epoch + 2"' sh "$nn" "$work/patient"
passes "all_may_be_for_training" train --split=1:0 -e 1 --json --run="$work/no-validation"
says "then_there_is_no_validation" '"validation_loss":null'

# ---- Penalties and augmentation ----

passes "pictures_may_be_augmented" train -e 2 -s constant --augment=shift=2,rotate=15,noise=0.1 --l1=1e-4 --huber=0.01 --delta=0.5 -q --run="$work/varied"
passes "config_json_says_how" jq -e '.augment == "shift=2,rotate=15,noise=0.1" and .l1 == 0.0001 and .huber == 0.01 and .delta == 0.5' "$work/varied/config.json"
cp "$work/varied/best.safetensors" "$work/varied.best"
passes "they_are_varied_anew_each_time" train -e 2 -s constant --augment=shift=2,rotate=15,noise=0.2 --l1=1e-4 --huber=0.01 --delta=0.5 -q --run="$work/otherwise"
# shellcheck disable=SC2016
passes "another_strength_is_another_training" sh -c '! cmp -s "$0" "$1"' "$work/varied.best" "$work/otherwise/best.safetensors"
passes "a_varied_training_begins" train -e 1 -s constant --augment=shift=2,rotate=15,noise=0.1 --l1=1e-4 --huber=0.01 --delta=0.5 -q --run="$work/varied-1"
passes "it_goes_on" nn train --resume="$work/varied-1" -e 2 -q
passes "with_the_pictures_it_would_have_had" cmp "$work/varied-1/best.safetensors" "$work/varied.best"
sed -i 's/shift=2/shift=3/' "$work/varied/config.json"
refuses "the_augmentation_is_fixed_by_the_run" 'was made with augment "shift=2,rotate=15' nn train --resume="$work/varied" -e 3
for threads in 1 2 4; do
    passes "${threads}_threads_train_with_masks_and_changes" env NN_THREADS="$threads" "$nn" train "dense 400, batch_norm, relu, dropout 0.3, dense 10" -d "$data" -e 2 --augment=shift=2,rotate=15,noise=0.1 -q --run="$work/masks-$threads"
    passes "with_the_bits_of_one_thread" cmp "$work/masks-1/last.safetensors" "$work/masks-$threads/last.safetensors"
done
suggests "a_wrong_change_gets_a_suggestion" '"shift"' train --augment=shfit=2
refuses "a_change_too_strong_is_an_error" "noise=7: expected noise=NUMBER, a number from 0 to 1" train --augment=noise=7
refuses "grey_pictures_have_no_saturation" "3 channels, found 1" train --augment=saturation=0.5
passes "what_training_sees_is_shown" nn data "$data" -n 1 --augment=shift=2,rotate=15
says "epoch_by_epoch" "epoch 5"
suggests "a_wrong_change_is_not_shown" '"rotate"' nn data "$data" --augment=rotat=15

# ---- Folds ----

passes "a_fold_may_be_for_validation" train -e 1 --fold=2/4 --run="$work/fold"
says "a_quarter_of_all" "600 examples to train on, 200 for validation"
for fold in 0/4 5/4 1/1 2 2/4x 1/801 -1/4; do
    refuses "fold_${fold}_is_none" 'such as 2/5, of at most 800, found "' train --fold="$fold"
done
refuses "a_fold_is_fixed_by_the_run" "is fixed by the run" nn train --resume="$work/fold" --fold=1/4

# ---- Searching ----

# search RUN OPTION...: four short trainings
search() {
    run=$1
    shift
    nn search --grid=learning-rate=0.02,0.005 --grid='network=dense 9, relu, dense 10|softmax' --run="$run" "$@" -- -d "$data" -b 8 -e 2
}

# values RUN: the table of a search, but for the times
values() {
    cut -f 1-5,7- "$1/search.tsv"
}

passes "a_search_tries_every_combination" search "$work/search" --jobs=1
says "and_says_how_each_ended" "trial 4 of 4: "
says "with_one_table" "dense 9, relu, dense 10"
# shellcheck disable=SC2016
passes "the_best_comes_first" sh -c 'tail -n +2 "$1/search.tsv" | cut -f 3 >"$1.got" && test "$(wc -l <"$1.got")" -eq 4 && sort -rn "$1.got" | diff - "$1.got"' sh "$work/search"
# shellcheck disable=SC2016
passes "by_what_the_logs_say" sh -c 'for trial in 1 2 3 4; do
    a=$(awk -F "\t" -v trial="$trial" "\$1 == trial { print \$3 }" "$1/search.tsv")
    b=$(grep ^epoch "$1/trial-00$trial/log.tsv" | cut -f 8 | sort -n | tail -n 1)
    awk -v a="$a" -v b="$b" "BEGIN { exit !(a - b < 0.000002 && b - a < 0.000002) }" || exit 1
done' sh "$work/search"
passes "side_by_side_as_one_by_one" search "$work/beside" --jobs=3
values "$work/search" >"$work/expected"
values "$work/beside" >"$work/got"
passes "with_the_same_results" diff "$work/expected" "$work/got"
passes "and_the_same_bits" cmp "$work/search/trial-001/best.safetensors" "$work/beside/trial-001/best.safetensors"
rm -rf "$work/beside/trial-002" "$work/beside/search.tsv"
passes "a_search_goes_on_with_what_is_missing" search "$work/beside"
values "$work/beside" >"$work/got"
passes "as_if_it_had_never_stopped" diff "$work/expected" "$work/got"
refuses "another_search_needs_another_folder" "holds another search" nn search --grid=learning-rate=0.1 --run="$work/search" -- -d "$data"
passes "a_search_may_draw" nn search --random=learning-rate=1e-4..1e-1,log --random=batch=4..64,log,whole --grid=seed=1,2 -t 2 --json --run="$work/drawings" -- softmax -d "$data" -e 1
cp "$log" "$work/drawings.json"
passes "the_same_draws_for_each_combination" jq -s -e 'length == 4 and ([.[].settings."learning-rate"] | unique | length) == 2 and ([.[].settings.seed] | unique | length) == 2' "$work/drawings.json"
passes "in_the_range" jq -s -e 'all(.settings | (."learning-rate" | tonumber) > 1e-4 and (."learning-rate" | tonumber) < 0.1 and (.batch | tonumber | . == floor and . >= 4 and . <= 64))' "$work/drawings.json"
refuses "a_wrong_name_fails_and_says_so" "no option --learning-rtae. Did you mean --learning-rate?" nn search --grid=learning-rtae=0.1,0.2 --jobs=1 --run="$work/wrong" -- -d "$data"
says "and_ends_the_search" "waits"
refuses "a_trial_that_fails_is_reported" "trial 2 failed: nn train: " nn search --grid="data=$data,$work/none,$data" --jobs=1 --run="$work/failed" -- softmax -e 1
# shellcheck disable=SC2016
passes "beside_those_that_do_not" sh -c 'test "$(grep -c finished "$0/search.tsv")" -eq 2' "$work/failed"
refuses "without_validation_nothing_can_be_chosen" "--split must leave something" nn search --grid=seed=1 --run="$work/blind" -- softmax -d "$data" -e 1 --split=1:0
refuses "a_range_has_two_ends" 'found "0.1"' nn search --random=learning-rate=0.1
refuses "a_logarithm_is_of_what_is_above_0" "for a LOW above 0" nn search --random=l1=0..1,log
refuses "a_setting_is_given_once" "seed is given twice" nn search --grid=seed=1 --random=seed=1..9,whole
refuses "a_search_needs_something_to_try" "found neither" nn search -- mlp
refuses "a_list_needs_a_folder" "--list needs --run" nn search --grid=seed=1 --list
# shellcheck disable=SC2016
nn search --grid=seed=1,2 --run="$work/it's many" --list -- "dense 10" -d "$data" -e 1 | sed 's/^nn/"$nn"/' >"$work/commands"
passes "each_line_of_the_list_is_a_trial" env nn="$nn" sh -e "$work/commands"
passes "and_so_is_each_number" nn search --grid=seed=1,2 --run="$work/it's many" --trial=2 -- "dense 10" -d "$data" -e 1
passes "what_was_done_elsewhere_is_gathered" nn search --grid=seed=1,2 --run="$work/it's many" -- "dense 10" -d "$data" -e 1
says "both_are_there" "trial 2 of 2: "
refuses "there_is_no_third" "expected 1 to 2, found 3" nn search --grid=seed=1,2 --run="$work/it's many" --trial=3 -- "dense 10" -d "$data" -e 1
if command -v parallel >/dev/null; then
    # shellcheck disable=SC2016
    passes "gnu_parallel_takes_the_list" sh -c '"$1" search --grid=seed=1,2 --run="$2/parallel" --list -- softmax -d "$3" -e 1 | sed "s,^nn,$1," | parallel --jobs 2' sh "$nn" "$work" "$data"
    # shellcheck disable=SC2016
    passes "and_runs_it" sh -c 'test -s "$0/parallel/trial-001/best.safetensors" && test -s "$0/parallel/trial-002/best.safetensors"' "$work"
fi

# stopped_search SIGNAL: a search that is stopped, in the log; sets status
stopped_search() {
    rm -rf "$work/long"
    "$nn" search --grid=learning-rate=0.02,0.005 --jobs=2 --run="$work/long" -- softmax -d "$data" -b 8 -e 100000 --save-every=0 >"$log" 2>&1 &
    searching=$!
    until [ -s "$work/long/trial-001/last.safetensors" ] && [ -s "$work/long/trial-002/last.safetensors" ]; do sleep 0.01; done
    kill "-$1" "$searching"
    wait "$searching"
    status=$?
}
stopped_search INT
if [ "$status" -eq 130 ]; then ok "ctrl_c_stops_a_search"; else not_ok "ctrl_c_stops_a_search" "status $status"; fi
says "which_says_how_to_go_on" "--run=$work/long"
says "its_trials_wait" "waits"
passes "they_have_saved" nn train --resume="$work/long/trial-002" --epochs=1
stopped_search TERM
if [ "$status" -eq 143 ]; then ok "a_signal_to_the_search_alone_stops_its_trials"; else not_ok "a_signal_to_the_search_alone_stops_its_trials" "status $status"; fi
passes "none_goes_on_alone" nn train --resume="$work/long/trial-001" --epochs=1

# ---- Stopping and going on ----

# Settings as above. In the background it must be the program itself that is
# killed, not a shell around it.
# shellcheck disable=SC2016
begin='"$nn" train "dense 24, relu, dense 10" -d "$data" -o adam -b 8 -e 3 --log-every=10 --save-every=0 -q'

eval "$begin" --run='"$work/stopped"' '2>"$work/stopped.log" &'
training=$!
while [ ! -s "$work/stopped/last.safetensors" ]; do sleep 0.01; done
refuses "two_trainings_do_not_share_a_folder" "another nn is training" nn train --resume="$work/stopped"
kill -INT "$training"
wait "$training"
status=$?
cp "$work/stopped.log" "$log"
if [ "$status" -eq 130 ]; then ok "ctrl_c_ends_with_status_130"; else not_ok "ctrl_c_ends_with_status_130" "status $status"; fi
says "and_says_how_to_go_on" "nn train --resume $work/stopped"
passes "a_stopped_run_goes_on" nn train --resume="$work/stopped" -q
same "resumed_is_as_uninterrupted_bit_for_bit" "$work/stopped"
passes "more_epochs_can_be_added" nn train --resume="$work/stopped" --epochs=4
says "and_only_they_are_trained" "epoch  4"
silent_about "not_the_old_ones" "epoch  3"

# place FILE TENSOR: at which byte of a safetensors file it begins
place() {
    length=$(od -An -tu8 -N8 "$1" | tr -d ' ')
    begin=$(tail -c +9 "$1" | head -c "$length" | jq --arg name "$2" '.[$name].data_offsets[0]')
    echo $((8 + length + begin))
}

# Long enough to be stopped. It must be the program itself that is stopped.
# shellcheck disable=SC2016
endless='exec "$nn" train "dense 24, relu, dense 10" -d "$data" -b 8 -e 100000 --save-every=1000 --run="$work/signal"'
export nn data work

# begin_endless COMMAND: until it has printed an epoch
begin_endless() {
    rm -rf "$work/signal" "$work/out"
    sh -c "$1" >"$work/out" 2>"$log" &
    training=$!
    until grep -q -s '^epoch' "$work/out"; do sleep 0.01; done
}

# has_saved NAME STATUSES: the training ended with one of them, and the checkpoint is
# of the very batch that it says
has_saved() {
    wait "$training"
    status=$?
    file=$work/signal/last.safetensors
    # shellcheck disable=SC2046
    set -- "$1" "$2" $(od -An -td8 -j "$(place "$file" training.position)" -N16 "$file")
    case " $2 " in
    *" $status "*) says "$1" "Stopped in epoch $(($3 + 1)) of 100000 after batch $4 of 90, and saved." ;;
    *) not_ok "$1" "status $status" ;;
    esac
}
begin_endless "$endless"
kill -HUP "$training"
has_saved "a_closed_terminal_leaves_a_checkpoint" 129
begin_endless "$endless"
# Which of two that wait together is handled first is the system's choice.
kill -TERM "$training"
kill -INT "$training"
kill -TERM "$training"
has_saved "signals_at_once_are_one_wish_to_stop" "130 143"
begin_endless "trap '' HUP; $endless"
kill -HUP "$training"
sleep 0.3
if kill -TERM "$training" 2>/dev/null; then ok "nohup_holds_a_closed_terminal_off"; else not_ok "nohup_holds_a_closed_terminal_off" "it ended"; fi
has_saved "and_another_signal_stops_it" 143
rm -rf "$work/signal"
timeout -s INT 2 sh -c "$endless" >"$work/out" 2>"$log" &
training=$!
has_saved "timeout_which_sends_its_signal_twice_leaves_a_checkpoint" 124
rm -rf "$work/signal"
{
    sh -c "$endless" 2>"$log"
    echo $? >"$work/status"
} | head -n 4 >"$work/out"
sh -c "exit $(cat "$work/status")" &
training=$!
has_saved "a_broken_pipe_leaves_a_checkpoint" 141

# damage NAME TEXT TENSOR NUMBER BYTES: with those bytes in place of the tensor's
# from that number on, the finished run is not gone on with
damage() {
    rm -rf "$work/damaged"
    cp -R "$work/whole" "$work/damaged"
    file=$work/damaged/last.safetensors
    printf '%b' "$5" | dd of="$file" bs=1 seek=$(($(place "$file" "$3") + 8 * $4)) conv=notrunc 2>/dev/null
    refuses "$1" "$2" timeout -s KILL 20 "$nn" train --resume="$work/damaged" --epochs=8
    says "${1}_and_the_file_is_named" "$file"
}
zeros='\0\0\0\0\0\0\0\0'
damage "random_numbers_that_never_change_are_refused" "training.random: expected" training.random 0 "$zeros$zeros$zeros$zeros"
damage "a_spare_number_that_is_none_is_refused" "found nan" training.random 4 '\0\0\0\0\0\0\0370\0177\01'
damage "an_epoch_far_off_is_refused" "not one that a training" training.position 0 '\0\0\0\0\0\0\0\0100'
damage "a_step_of_another_epoch_is_refused" "not one that a training" training.position 2 '\07'

# edit NAME TEXT JQ: with config.json changed so, the run is not gone on with
edit() {
    rm -rf "$work/edited"
    cp -R "$work/stopped" "$work/edited"
    jq "$3" "$work/stopped/config.json" >"$work/edited/config.json"
    refuses "$1" "$2" nn train --resume="$work/edited" --epochs=8
}
edit "another_network_of_the_same_size_is_refused" "put the old one back" '.network = "dense 24, tanh, dense 10"'
says "and_both_are_named" "relu, dense 10\", but the configuration asks for \"input 1x28x28, dense 24, tanh"
edit "another_network_is_refused" "asks for" '.network = "dense 25, relu, dense 10"'
edit "another_optimiser_is_refused" 'optimiser "adam", but' '.optimiser = "nesterov"'
edit "another_split_is_refused" 'split "90:10", but' '.split = "80:20"'
edit "another_seed_is_refused" 'seed 1, but' '.seed = 2'
edit "another_learning_rate_is_refused" 'learning-rate 0.001' '."learning-rate" = 0.1'
rm -rf "$work/edited"
cp -R "$work/stopped" "$work/edited"
rm "$work/edited/last.safetensors"
refuses "a_run_that_lost_its_checkpoint_is_not_begun_anew" "last.safetensors: not found" nn train --resume="$work/edited" -q
if cmp "$work/stopped/best.safetensors" "$work/edited/best.safetensors" >"$log" 2>&1; then ok "and_its_best_model_is_kept"; else not_ok "and_its_best_model_is_kept" "it is not"; fi

# Without a checkpoint in the epoch, its work is lost, and so are its rows.
"$nn" train "dense 24, relu, dense 10" -d "$data" -o adam -b 8 -e 3 --log-every=10 -q --run="$work/lost" &
training=$!
until grep -q '^batch' "$work/lost/log.tsv" 2>/dev/null; do sleep 0.01; done
kill -9 "$training"
wait "$training" 2>/dev/null
passes "a_run_without_checkpoint_goes_on" nn train --resume="$work/lost" -q
same "and_its_log_has_no_row_twice" "$work/lost"

# kill -9 at any moment: whatever file is there is whole, and in the end nothing
# is lost.
killed=0 number=1
: >"$work/broken"
while [ "$killed" -lt "$kills" ]; do
    run=$work/killed-$number
    if [ -e "$run/config.json" ]; then
        "$nn" train --resume="$run" --save-every=0 -q 2>>"$work/broken" &
    else
        eval "$begin" --run='"$run"' '2>>"$work/broken" &'
    fi
    training=$!
    sleep "$(awk -v seed="$killed$number" 'BEGIN { srand(seed); print 0.25 * rand() }')"
    kill -9 "$training" 2>/dev/null
    if wait "$training" 2>/dev/null; then # it was faster
        same "a_killed_run_ends_as_an_uninterrupted_one_$number" "$run"
        number=$((number + 1))
        continue
    fi
    killed=$((killed + 1))
    for file in "$run"/*.safetensors; do
        [ ! -e "$file" ] || nn data "$file" --json >/dev/null 2>>"$work/broken"
    done
    [ ! -e "$run/config.json" ] || jq . "$run/config.json" >/dev/null 2>>"$work/broken"
done
if [ -s "$work/broken" ]; then
    cp "$work/broken" "$log"
    not_ok "after_${kills}_kills_every_file_is_whole" "some are not"
else
    ok "after_${kills}_kills_every_file_is_whole"
fi
[ -e "$run/config.json" ] || eval "$begin" --run='"$run"'
passes "the_last_killed_run_goes_on" nn train --resume="$run" -q
same "a_killed_run_ends_as_an_uninterrupted_one" "$run"

# ---- A trained network ----

passes "a_network_learns_the_drawn_digits" nn train "dense 64, relu, dense 10" -d "$data" -b 16 -e 12 -q --run="$work/trained"
model=$work/trained/best.safetensors
passes "eval_judges_it" nn eval "$work/trained"
says "with_a_line_for_each_class" "precision"
nn eval "$model" --json >"$work/eval.json"
passes "eval_json_holds_all" jq -e '.examples == 200 and .accuracy > 0.95 and (.confusion | add | add) == 200 and (.classes | length) == 10' "$work/eval.json"

for kind in -dark.png -light.png -corner.png -clear.png -squared.png -faint.png .jpg -inks.jpg -turned.jpg; do
    right=0
    for digit in 0 1 2 3 4 5 6 7 8 9; do
        answer=$(nn predict "$model" "$data/$digit$kind" --json | jq -r .class)
        [ "$answer" != "$digit" ] || right=$((right + 1))
    done
    : >"$log"
    if [ "$right" -eq 10 ]; then ok "predict_reads_digits$kind"; else not_ok "predict_reads_digits$kind" "$right of 10"; fi
done
passes "predict_names_the_best_and_the_second" nn predict "$model" "$data/7-dark.png"
# others NAME COUNT: the last answer's line has so many classes beside the best
others() {
    found=$(grep -o '[(,] *[0-9] [0-9.]* %' "$log" | wc -l)
    if [ "$found" -eq "$2" ]; then ok "$1"; else not_ok "$1" "$found others"; fi
}
others "one_beside_the_best" 1
passes "predict_names_the_best_alone" nn predict "$model" "$data/7-dark.png" --top=1
others "none_beside_it" 0
passes "predict_names_all" nn predict "$model" "$data/7-dark.png" --top=10
others "nine_beside_the_best" 9
# shellcheck disable=SC2016
passes "json_has_all_of_them_anyway" sh -c '"$1" predict "$2" "$3" --top=1 --json | jq -e "(.probabilities | length) == 10"' sh "$nn" "$model" "$data/7-dark.png"
refuses "there_is_no_eleventh" "--top: expected at most 10, which is how many classes $model knows, found 11" nn predict "$model" "$data/7-dark.png" --top=11
for wrong in 0 -1 2.5 many; do
    refuses "a_top_of_${wrong}_is_none" "--top: expected a whole number from 1 to" nn predict "$model" "$data/7-dark.png" --top="$wrong"
done
passes "predict_shows_what_the_network_gets" nn predict "$model" "$data/7-dark.png" --show
for kind in -dark.png -squared.png -inks.jpg; do
    passes "one_digit_is_no_sheet$kind" nn predict "$model" "$data/"[0-9]"$kind"
    silent_about "and_no_word_is_said_of_it$kind" "marks"
done
passes "a_sheet_of_digits_is_read" nn predict "$model" "$data/0-sheet.png"
says "with_a_word_of_warning" "found 10 marks that do not touch, expected one digit"

# ---- Looking into it ----

passes "a_network_with_windows_learns_them_too" nn train "conv 4 3, relu, max_pool 2, dense 10" -d "$data" -b 16 -e 2 -q --run="$work/windows"
windows=$work/windows/best.safetensors
looks=$work/looks/new
# drawn NAME FILE WIDTH HEIGHT: it is a picture of that size
drawn() {
    nn data "$looks/$2" --json >"$log" 2>&1
    if jq -e ".width == $3 and .height == $4" "$log" >"$work/size" 2>&1; then ok "$1"; else not_ok "$1" "it is not"; fi
}
passes "look_shows_the_filters" nn look "$work/windows"
says "of_the_layer_with_windows" "conv1: 4 filters of 3x3"
passes "look_writes_them_into_a_new_folder" nn look "$windows" --out="$looks"
drawn "each_weight_is_a_square" conv1-filters.png 168 168
passes "look_shows_the_maps_of_a_picture" nn look "$windows" "$data/7-dark.png"
says "behind_the_activation" "conv1, relu: 4 maps of 26x26 for $data/7-dark.png"
silent_about "and_no_filters" "filters"
passes "look_writes_them_all" nn look "$windows" "$data/7-dark.png" "$data/3.jpg" --filters --layer=conv1 -o "$looks"
drawn "there_is_a_sheet_for_one_picture" conv1-maps-7-dark.png 530 530
drawn "and_for_the_other" conv1-maps-3.png 530 530
passes "look_shows_the_worst_mistakes" nn look "$windows" --mistakes=6 -o "$looks"
says "with_the_right_and_the_wrong_class" "is                     seen as"
nn eval "$windows" --json >"$work/windows.json"
right=$(jq '[.confusion as $c | range(10) | $c[.][.]] | add' "$work/windows.json")
nn look "$windows" --mistakes=500 >"$log" 2>&1
wrong=$(grep -c '%$' "$log")
if [ "$((right + wrong))" -eq 200 ] && [ "$wrong" -gt 1 ]; then ok "all_that_eval_counts"; else not_ok "all_that_eval_counts" "$wrong wrong ones, $right right ones"; fi
awk '/%$/ { print $4 }' "$log" >"$work/shares"
passes "the_worst_first" sort -n -c "$work/shares"
mkdir "$work/easy"
# Ten digits of the test set, one of each, all of which it knows.
for kind in images:16:784:3 labels:8:1:1; do
    IFS=: read -r what head each dims <<END
$kind
END
    file=t10k-$what-idx$dims-ubyte
    {
        head -c 4 "$data/$file"
        printf '\0\0\0\012'
        tail -c +9 "$data/$file" | head -c $((head - 8 + 10 * each))
    } >"$work/easy/$file"
done
passes "whoever_makes_none_is_told" nn look "$model" --mistakes=3 -d "$work/easy"
says "so_much" "no wrong answer to 10 pictures"
passes "mistakes_need_no_windows" nn look "$model" --mistakes=3
refuses "filters_do" "this network has no conv layer: there are neither filters nor" nn look "$model"
refuses "so_do_maps" "this network has no conv layer" nn look "$model" "$data/3.jpg"
suggests "a_wrong_layer_gets_a_suggestion" '"conv1"' nn look "$windows" --layer=cnv1
refuses "another_layer_is_no_conv_layer" '--layer: expected a conv layer, conv1, found "dense1"' nn look "$windows" --layer=dense1
refuses "maps_need_a_picture" "--maps needs a FILE" nn look "$windows" --maps
refuses "a_picture_has_no_filters" "expected a model, a safetensors file, found a PNG picture" nn look "$data/7-dark.png"
refuses "a_folder_in_a_file_cannot_be_made" "3.jpg/new: cannot be made: Not a directory" nn look "$windows" -o "$data/3.jpg/new"
refuses "a_file_is_no_folder" "cannot be written: Not a directory" nn look "$windows" -o "$data/3.jpg"
mkdir "$work/same"
cp "$data/3.jpg" "$work/same/7-dark.jpg"
refuses "two_pictures_need_two_names" "--out: expected pictures with different names" nn look "$windows" "$data/7-dark.png" "$work/same/7-dark.jpg" -o "$work/same/new"
head -c 900 "$data/7-dark.png" >"$work/same/half.png"
refuses "what_is_no_picture_is_not_looked_at" "half.png: the picture is damaged" nn look "$windows" "$work/same/half.png" "$data/3.jpg" -o "$work/same/new"
# shellcheck disable=SC2016
passes "but_the_other_is_and_nothing_is_half_written" sh -c 'test "$(ls "$0")" = conv1-maps-3.png' "$work/same/new"

# ---- A network of another program ----

foreign=tests/golden/09_lenet.safetensors
words="conv1: conv 3 5, relu, max_pool 2, conv2: conv 4 5, relu, max_pool 2, fc1: dense 8, relu, fc2: dense 10"
refuses "a_file_of_pytorch_does_not_say_its_network" "Say what it holds, such as --network=lenet" nn eval "$foreign"
passes "who_says_it_can_judge_it" nn eval "$foreign" --network="$words" --data="$data"
says "standardised_as_in_pytorchs_examples" "taking 0.1307 and 0.3081"
passes "and_read_pictures" nn predict "$foreign" --network="$words" "$data/7-dark.png"
says "which_is_said_there_too" "nn predict: $foreign does not say the mean and deviation"
passes "with_the_names_of_fashion" nn predict "$foreign" --network="input 28x28, $words" --data=fashion "$data/7-dark.png" --top=10
says "of_which_this_is_one" "ankle boot"
passes "and_look_into_it" nn look "$foreign" --network="$words" --filters --layer=conv2
says "too" "conv2: 4 filters of 5x5, the first of their 3 channels"
refuses "another_network_does_not_fit" "conv1.weight: expected F32 [20, 1, 5, 5], found F32 [3, 1, 5, 5]" nn eval "$foreign" --network=lenet
refuses "nor_do_other_names" '"conv1_.weight", found none; it is to be F32 [3, 1, 5, 5], as "conv1.weight" is' nn eval "$foreign" --network="$(echo "$words" | sed 's/conv1:/conv1_:/')"
refuses "nor_does_a_part" 'and no others, found "fc2.weight", F32 [10, 8]' nn eval "$foreign" --network="$(echo "$words" | sed 's/, relu, fc2.*//')"
suggests "a_wrong_name_of_a_network_gets_a_suggestion" '"lenet"' nn eval "$foreign" --network=lenett
refuses "a_file_that_says_its_network_is_not_asked_twice" "--network: expected a file that does not say what it holds, found \"input 1x28x28, conv 4 3" nn eval "$windows" --network="conv 4 3, relu"

# chunk TYPE DATA CHECKSUM: a part of a PNG file, with a checksum that may be wrong
chunk() {
    printf '\0\0\0'
    printf '%b' "\\0$(printf '%o' "$(printf '%b' "$2" | wc -c)")"
    printf '%b' "$1$2$3"
}
# with_chunk CHUNK...: 7-dark.png with that part behind its head of 33 bytes
with_chunk() {
    head -c 33 "$data/7-dark.png"
    chunk "$@"
    tail -c +34 "$data/7-dark.png"
}
with_chunk tEXt 'Comment\0hello' '\01\02\03\04' >"$work/1.png"
with_chunk gAMA '\0\0\0\0' '\0334\0356\0141\0232' >"$work/2.png"
with_chunk tIME '\07' '\0\0\0\0' >"$work/3.png"
with_chunk iCCP 'own\0\0nothing' '\0\0\0\0' >"$work/4.png"
for number in 1 2 3 4; do
    passes "a_warning_is_no_damage_$number" nn predict "$model" "$work/$number.png"
    says "and_it_is_read_$number" "png: 7"
done
{
    head -c 60 "$data/7-dark.png"
    printf 'x'
    tail -c +62 "$data/7-dark.png"
} >"$work/changed.png"
refuses "a_changed_byte_is_damage" "damaged" nn predict "$model" "$work/changed.png"
printf '\377\330\377\331' >"$work/tables.jpg"
printf '\377\330\377\333\0\103\0%064d\377\331' 0 >"$work/quantisation.jpg"
for name in tables quantisation; do
    refuses "a_jpeg_without_a_picture_is_said_to_be_one_$name" "tables, without a picture" nn predict "$model" "$work/$name.jpg"
done

# ---- Files that are something else ----

# is NAME KIND: the file $work/kind is called that wherever another is expected
is() {
    refuses "$1_is_no_model" "expected a model, a safetensors file, found $2" nn eval "$work/kind"
    refuses "$1_has_no_layers" "found $2" nn show "$work/kind"
    refuses "$1_is_no_picture" "expected a PNG or JPEG picture, found $2" nn predict "$model" "$work/kind"
}
# other NAME KIND BYTES: the same of these bytes
other() {
    printf '%b' "$3" >"$work/kind"
    is "$1" "$2"
    refuses "$1_is_nothing_for_data" "expected a PNG or JPEG picture, a model or an IDX file, found $2" nn data "$work/kind"
}
other "nothing" "an empty file" ''
other "text" "text" 'epoch\tloss\n1\t0.5\n'
other "a_web_page" "a web page" '<!DOCTYPE html><html></html>'
other "a_zip_archive" "a zip archive" 'PK\03\04\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\05\0\0\0a.txt'
other "a_pytorch_file" "a PyTorch file (.pt)" 'PK\03\04\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\020\0\0\0archive/data.pkl'
other "an_old_pytorch_file" "a PyTorch file (.pt)" '\0200\02\0212\012l\0374\0234F\0371 j\0250P\031.'
other "an_npz" "a NumPy archive (.npz)" 'PK\03\04\024\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\011\0\0\0arr_0.npy'
other "an_npy" "a NumPy file (.npy)" '\0223NUMPY\01\0v\0{'
other "a_pickle" "a Python pickle" '\0200\04\0225\012\0\0\0\0\0\0\0}.'
other "keras" "an HDF5 file" '\0211HDF\r\n\032\n\0'
other "a_gif" "a GIF picture" 'GIF89a\01\0\01\0'
other "a_bmp" "a BMP picture" 'BM\0106\0\0\0\0\0\0\0\066\0\0\0'
other "a_webp" "a WebP picture" 'RIFF\01\01\0\0WEBPVP8 '
other "a_heic" "a HEIC picture" '\0\0\0\030ftypheic\0\0\0\0'
other "a_tiff" "a TIFF picture" 'II*\0\010\0\0\0'
other "a_pdf" "a PDF file" '%PDF-1.5\n'
other "a_program" "a program" '\0177ELF\02\01\01'
gzip -c "$model" >"$work/kind"
is "a_gzip_file" "a gzip file"
cp "$data/train-labels-idx1-ubyte" "$work/kind"
is "an_idx_file" "an IDX file"
cp "$data/3.jpg" "$work/kind"
refuses "a_jpeg_is_no_model" "found a JPEG picture" nn eval "$work/kind"
passes "data_knows_a_picture_by_what_it_holds" nn data "$work/kind"
cp "$model" "$work/kind"
refuses "a_model_is_no_picture" "found a safetensors file" nn predict "$model" "$work/kind"
passes "data_knows_a_model_by_what_it_holds" nn data "$work/kind"
refuses "a_folder_is_no_picture" "Is a directory" nn predict "$model" "$work/trained"
refuses "swapped_operands_are_noticed" "found a PNG picture; the model comes first: nn predict $work/trained $data/7-dark.png" nn predict "$data/7-dark.png" "$work/trained"
refuses "with_the_models_file_too" "the model comes first: nn predict $model $data/3.jpg" nn predict "$data/3.jpg" "$model"
refuses "a_missing_model_is_asked_for" "the model comes first: nn predict MODEL $data/3.jpg" nn predict "$data/3.jpg" "$data/4.jpg"
refuses "a_file_is_no_run" "expected the folder of a run, found a file" nn train --resume="$model"

# bad_weight NAME BYTES: a model with that weight is refused, and so is a run
bad_weight() {
    rm -rf "$work/bad"
    cp -R "$work/stopped" "$work/bad"
    for file in best last; do
        file=$work/bad/$file.safetensors
        printf '%b' "$2" | dd of="$file" bs=1 seek=$(($(place "$file" dense2.weight) + 28)) conv=notrunc 2>/dev/null
    done
    refuses "a_weight_of_$1_is_not_judged" "best.safetensors: dense2.weight: number 7 is $1" nn eval "$work/bad"
    refuses "a_weight_of_$1_predicts_nothing" "dense2.weight: number 7 is $1" nn predict "$work/bad" "$data/3.jpg"
    refuses "a_run_with_a_weight_of_$1_does_not_go_on" "did the training diverge?" nn train --resume="$work/bad" --epochs=9
}
bad_weight nan '\0\0\0300\0177'
bad_weight inf '\0\0\0200\0177'
bad_weight -inf '\0\0\0200\0377'
printf 'no picture' >"$work/text.png"
refuses "a_file_that_is_no_picture_is_refused" "expected a PNG or JPEG" nn predict "$model" "$work/text.png" "$data/3.jpg"
says "but_the_others_are_read" "3.jpg: 3"
head -c 900 "$data/7-dark.png" >"$work/cut.png"
refuses "a_damaged_picture_is_refused" "damaged" nn predict "$model" "$work/cut.png"
size=$(wc -c <"$model")
for part in 0 7 8 100 1000 $((size / 2)) $((size - 1)); do
    head -c "$part" "$model" >"$work/cut.safetensors"
    refuses "a_model_of_its_first_${part}_bytes_is_refused" "$work/cut.safetensors" nn eval "$work/cut.safetensors"
done
refuses "a_missing_model_is_named" "$work/missing" nn eval "$work/missing"

# ---- Looking ----

passes "show_knows_networks_by_name" nn show mlp
says "and_adds_up_the_parameters" "101770"
silent_about "and_shows_no_receptive_field_without_windows" "sees"
passes "show_takes_a_run" nn show "$work/whole"
# shellcheck disable=SC2016
passes "show_json_has_the_layers" sh -c '"$1" show "input 4x4, dense 3" --json | jq -e ".parameters == 51 and (.layers | length) == 2"' sh "$nn"
passes "show_knows_lenet" nn show lenet
says "and_what_its_second_conv_sees" "50x8x8     14x14"
# shellcheck disable=SC2016
passes "show_json_has_receptive_fields" sh -c '"$1" show net32 --json | jq -e "[.layers[].field[0]] == [1, 3, 3, 5, 5, 6, 28]"' sh "$nn"
passes "data_counts_the_classes" nn data "$data" -n 3
passes "data_says_what_is_in_an_idx_file" nn data "$data/train-images-idx3-ubyte"
says "with_its_shape" "[800, 28, 28]"
mkdir "$work/dots"
for file in "$data"/*-ubyte; do cp "$file" "$work/dots/$(basename "$file" | sed 's/-idx/.idx/')"; done
gzip "$work/dots/train-images.idx3-ubyte"
passes "data_reads_names_with_a_dot" nn data "$work/dots" -n 1
passes "train_reads_names_with_a_dot" nn train softmax -d "$work/dots" -e 1 -q --run="$work/dots/run"
rm "$work/dots/train-labels.idx1-ubyte"
refuses "a_file_that_is_missing_is_named" "train-labels-idx1-ubyte: not found" nn train -d "$work/dots"
silent_about "and_an_own_folder_is_not_fetched" "make data"
passes "data_shows_pictures" nn data "$data/4.jpg"
# shellcheck disable=SC2016
passes "data_lists_tensors_and_notes" sh -c '"$1" data "$2" --json | jq -e ".notes.network == \"input 1x28x28, dense 64, relu, dense 10\" and (.tensors | length) == 4"' sh "$nn" "$model"
if command -v gnuplot >/dev/null; then
    passes "plot_draws_in_the_terminal" env -u DISPLAY "$nn" plot "$work/whole"
    says "with_the_runs_name" "whole"
    for ending in png svg; do
        passes "plot_writes_$ending" nn plot "$work/whole" "$work/sgd" --output="$work/it's.$ending"
        if [ -s "$work/it's.$ending" ]; then ok "and_it_is_there_$ending"; else not_ok "and_it_is_there_$ending" "it is not"; fi
    done
fi
# To gnuplot a data name that begins with < and an output that begins with | are
# commands.
odd_names() {
    cd "$work" || return
    # shellcheck disable=SC2016
    set -- '<touch seen;' '|touch seen;' '-x' "it's" '`touch seen`' '$(touch seen)' '";system("touch seen");"' "'.system('touch seen').'" \
        '@run' '~root' '%s%n' '; !touch seen' '#' ' blank '
    for folder in "$@"; do cp -R whole "./$folder"; done
    "$nn" plot --output='|touch seen;.svg' -- "$@" || return
    for folder in "$@"; do
        "$nn" plot -t -- "$folder" >/dev/null && "$nn" plot --output="./$folder.svg" -- "$folder" && [ -s "./$folder.svg" ] || return
    done
    "$nn" plot --output='<touch seen;.png' '<touch seen;'
    [ ! -e seen ] && [ ! -e root ] && [ -s '|touch seen;.svg' ] && [ -s '<touch seen;.png' ]
}
passes "no_name_is_run_as_a_command" odd_names
cd "$top" || exit 1
# lost NAME COMMAND...: what is printed onto a full disk, into a closed output
# and into a broken pipe is missed, and nothing of it ends in another file
lost() {
    name=$1
    shift
    "$@" 2>"$log" >/dev/full
    status=$?
    if [ "$status" -eq 1 ]; then says "${name}_on_a_full_disk" "nn: the output could not be written: No space left"; else not_ok "${name}_on_a_full_disk" "status $status"; fi
    "$@" 2>"$log" >&-
    status=$?
    if [ "$status" -eq 1 ]; then says "${name}_without_an_output" "nn: the output could not be written"; else not_ok "${name}_without_an_output" "status $status"; fi
    {
        sleep 0.2
        (trap '' PIPE && exec "$@") 2>"$log"
        echo $? >"$work/status"
    } | : # which ends at once
    status=$(cat "$work/status")
    if [ "$status" -eq 1 ]; then says "${name}_into_a_broken_pipe" "nn: the output could not be written"; else not_ok "${name}_into_a_broken_pipe" "status $status"; fi
}
lost "help_is_missed" "$nn"
lost "the_version_is_missed" "$nn" --version
for command in train eval predict look show plot data search; do
    lost "the_help_of_${command}_is_missed" "$nn" "$command" --help
done
lost "a_look_is_missed" "$nn" look "$windows"
for json in "" --json; do
    # shellcheck disable=SC2086
    {
        lost "eval_is_missed$json" "$nn" eval "$work/trained" $json
        lost "predict_is_missed$json" "$nn" predict "$model" "$data/7-dark.png" $json
        lost "show_is_missed$json" "$nn" show mlp $json
        lost "data_is_missed$json" "$nn" data "$data" $json
        lost "a_picture_is_missed$json" "$nn" data "$data/4.jpg" $json
        lost "a_model_is_missed$json" "$nn" data "$model" $json
        lost "a_training_is_missed$json" "$nn" train --resume="$work/trained" $json
    }
done
# shellcheck disable=SC2016
passes "a_quiet_training_needs_no_output" sh -c '"$0" train --resume="$1" -q >&-' "$nn" "$work/trained"
"$nn" train softmax -d "$data" -e 1 --run="$work/closed" >&- 2>"$log"
if [ "$(wc -l <"$work/closed/log.tsv")" -eq 2 ] && jq . "$work/closed/config.json" >/dev/null; then ok "nothing_is_printed_into_a_runs_files"; else not_ok "nothing_is_printed_into_a_runs_files" "it is"; fi
odd=$work/$(printf '\351.png')
cp "$data/7-dark.png" "$odd"
passes "a_name_that_is_not_utf_8_is_printed" nn predict "$model" "$odd"
refuses "but_not_as_json" "expected names in UTF-8" nn predict "$model" "$odd" --json
if command -v gnuplot >/dev/null; then
    lost "a_plot_is_missed" env -u DISPLAY "$nn" plot "$work/whole"
    lost "a_plot_is_missed_where_there_is_no_window" env DISPLAY=:99 "$nn" plot "$work/whole"
    mkdir "$work/path"
    printf '#!/bin/sh\ncat >/dev/null\nexit 1\n' >"$work/path/gnuplot"
    chmod +x "$work/path/gnuplot"
    cp "$work/it's.png" "$work/kept.png"
    for png in new kept; do
        refuses "a_gnuplot_that_fails_is_an_error_$png" "gnuplot failed" env PATH="$work/path:$PATH" "$nn" plot "$work/whole" --output="$work/$png.png"
    done
    refuses "in_the_terminal_too" "gnuplot failed" env -u DISPLAY PATH="$work/path:$PATH" "$nn" plot "$work/whole"
    printf '#!/bin/sh\ncat >/dev/null\n' >"$work/path/gnuplot"
    refuses "one_that_draws_nothing_is_an_error" "gnuplot failed" env PATH="$work/path:$PATH" "$nn" plot "$work/whole" --output="$work/new.png"
    refuses "a_training_that_cannot_draw_is_an_error" "gnuplot failed" env PATH="$work/path:$PATH" "$nn" train softmax -d "$data" -e 2 -p --run="$work/undrawn"
    passes "and_goes_on_where_it_was" nn train --resume="$work/undrawn"
    says "in_the_second_epoch" "going on in epoch 2 after batch 0"
    if [ ! -e "$work/new.png" ] && [ ! -e "$work/new.png.part" ] && cmp -s "$work/it's.png" "$work/kept.png"; then ok "no_empty_file_is_left"; else not_ok "no_empty_file_is_left" "there is one"; fi
fi
mkdir "$work/begun"
head -n 1 "$work/whole/log.tsv" >"$work/begun/log.tsv"
refuses "a_log_without_rows_is_not_plotted" "expected rows of batches or epochs, found none" nn plot "$work/begun"
refuses "plot_wants_runs" "is it the folder of a run" nn plot "$data"
refuses "plot_knows_only_some_endings" "ending in .png" nn plot "$work/whole" --output=curve.gif

# ---- With a student's functions ----

stubs=$work/stubs
mkdir "$stubs"
for solution in solutions/*.c; do
    tools/starter "$solution" >"$stubs/$(basename "$solution")"
done
passes "it_can_be_linked_with_stubs" make --no-print-directory SETUP=0 BUILD="$work/build" IMPL="$stubs" nn
says "and_says_so" "$stubs"
refuses "it_names_the_exercise_that_is_missing" "is not written yet" "$work/build/bin/nn" train -d "$data" --run="$work/stub-run"

# With functions that do not what they should, it says which.
# wrong NAME TEXT SED: with the sixth solution changed so
wrong() {
    cp solutions/*.c "$stubs"
    sed "$3" solutions/06_training.c >"$stubs/06_training.c"
    passes "${1}_is_linked" make --no-print-directory SETUP=0 BUILD="$work/build" IMPL="$stubs" nn
    refuses "${1}_is_named" "$2" "$work/build/bin/nn" train -d "$data" -e 1 --run="$work/$1-run"
}
wrong "a_split_that_loses_examples" "split: expected each of 800 examples in one part" 's/rng_shuffle(rng, order, n);/order[1] = 0;/'
wrong "a_split_that_leads_outside" "split: expected each of 800 examples in one part" 's/rng_shuffle(rng, order, n);/order[1] = n;/'
wrong "a_batch_that_loses_examples" "take_batch: expected the batches of an epoch to hold each" 's/e = order\[first + n\];/e = order[first];/'
wrong "a_step_that_is_not_taken" "train_step: expected one call of step" 's/step(net->w, .*;//'
wrong "an_answer_that_is_no_class" "evaluate: expected answers from 0 to 9, found 10" 's/answers\[e\] = (int)best/answers[e] = (int)best + 1/'
exit "$bad"
