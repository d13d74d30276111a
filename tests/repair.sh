#!/bin/sh
# The search for the change that repairs a function: for mistakes made here in the
# solutions it must name the line and the kind, and for what it cannot read, or
# what is no small mistake, nothing.
. tests/lib.sh

# Two places to look from: here, and where no right functions are.
mkdir "$work/bare"
ln -s "$PWD/src" "$PWD/grader" "$work/bare"
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac

# look STEM EXERCISE SED: makes the mistake in the solution, and looks.
look() {
    sed -e "$3" "solutions/$1.c" > "$work/$1.c"
    (cd "${from:-.}" && REPAIR_ALL=1 "$BUILD/tests/repair-$1" "$work/$1.c" "$2") > "$work/said" 2> "$log"
}

# try NAME STEM EXERCISE SED KIND: the mistake that SED makes is found in its line.
try() {
    look "$2" "$3" "$4"
    line=$(diff "solutions/$2.c" "$work/$2.c" | sed -n 's/^\([0-9]*\).*/\1/p' | head -n 1)
    told=$(sed -n 's/^line	//p' "$work/said" | head -n 1)
    kind=$(sed -n 's/^kind	//p' "$work/said" | head -n 1)
    if [ "$told" = "$line" ] && [ "$kind" = "$5" ]; then
        ok "$1"
    else
        not_ok "$1" "line $told, $kind; expected line $line, $5"
    fi
}

# nothing NAME STEM EXERCISE SED: no change is told.
nothing() {
    look "$2" "$3" "$4"
    if grep -q '^found	0' "$work/said"; then
        ok "$1"
    else
        not_ok "$1" "$(tr '\n' ' ' < "$work/said")"
    fi
}

from=$work/bare
try repair_finds_an_index 03_mlp 3.2 's/y\[e \* out + o\] = b\[o\]/y[e * out + o] = b[e]/' 'an index'
try repair_finds_a_bound 04_backprop 4.5 '/void mean_squared_error_backward/,/^}/s/i < count/i + 1 < count/' 'where the loop starts or ends'
try repair_finds_parentheses 05_optim 5.4 '/void adagrad_step/,/^}/s/(sqrt(s\[i\]) + epsilon)/sqrt(s[i]) + epsilon/' 'the parentheses'
try repair_finds_a_missing_factor 05_optim 5.9 '/double cosine_decay/,/^}/s/cos(PI \* part)/cos(part)/' 'a factor or divisor is missing'
try repair_finds_a_whole_division 04_backprop 4.1 's|by_f \* by_f / 2|(1 / 2) * by_f * by_f|' 'a division of whole numbers'
try repair_finds_exchanged_arguments 03_mlp 3.2 's/y, n, out, in, true/y, n, in, out, true/' 'the arguments'
try repair_finds_an_assignment 04_backprop 4.3 '/void dense_backward/,/^}/s/db\[o\] += /db[o] = /' 'the kind of assignment'
try repair_finds_a_wrong_type 03_mlp 3.5 '/real mean_squared_error/,/^}/s/real sum = 0/int sum = 0/' 'the type'
try repair_finds_a_start_value 03_mlp 3.5 '/real mean_squared_error/,/^}/s/real sum = 0/real sum/' "the value that \`sum\` starts with"
try repair_finds_a_term_too_many 05_optim 5.9 '/double cosine_decay/,/^}/s/cos(PI \* part)/cos(PI * part) + part/' 'one term too many'
try repair_finds_the_same_mistake_everywhere 05_optim 5.7 's/pow((double)\(beta.\), (double)step)/pow((double)step, (double)\1)/' 'the arguments'

try repair_prefers_a_move_to_an_invented_factor 01_perceptron 1.3 '/^bool perceptron_update/,/^}/{/^    \*b += step;/d;s/\(w\[i\] += step \* x\[i\];\)/\1 *b += step;/}' 'a statement stands in the wrong place'

# Three slips at once: beyond small changes, but not beyond what differs from a
# right function.
slips='/^void softmax/,/^}/{s/fmax(largest, scores\[k\])/scores[k]/;s/- largest)/+ largest)/;s,\] /= sum,] /= classes,}'
nothing repair_does_not_find_three_slips_without_a_right_function 03_mlp 3.4 "$slips"
from=
try repair_finds_three_slips_by_a_right_function 03_mlp 3.4 "$slips" 'a function is not called'
nothing repair_does_not_give_the_numbers_of_the_solution 02_xor 2.2 's/v\[0\] = 2/v[0] = 1/;s/v\[1\] = -2/v[1] = -1/;/\*c = -1;/d'
try repair_says_before_which_line_a_statement_is_missing 02_xor 2.3 '/b\[o\] = b2\[o\];/d' 'a statement is missing before it'

# said NAME TEXT: the last search said that line
said() {
    if grep -q -x -e "$2" "$work/said"; then ok "$1"; else not_ok "$1" "$(tr '\n' ' ' < "$work/said")"; fi
}

# The order of the two loops is another, and b is not set before its own.
exchange='/^void collapse/,/^}/{/b\[o\] = b2\[o\];/d;/for (size_t i/,/^        }/d;s/^            b\[o\] += .*/&\n        }\n        for (size_t i = 0; i < in; i++) {\n            w[o * in + i] = 0;\n            for (size_t h = 0; h < hidden; h++) {\n                w[o * in + i] += w2[o * hidden + h] * w1[h * in + i];\n            }/}'
look 02_xor 2.3 "$exchange"
said repair_puts_a_statement_before_what_follows_it "before	for (size_t h = 0; h < hidden; h++) {"
look 03_mlp 3.5 '/^real mean_squared_error/,/^}/{s/real sum = 0;/int sum = 0;\n    int all = 0;/;s/sum += \(.*\);/all = sum + \1; sum = all;/}'
said repair_names_the_first_line_of_a_type_that_is_wrong_twice "before	int sum = 0;"
said repair_names_the_second_line_of_a_type_that_is_wrong_twice "before	int all = 0;"
nothing repair_says_nothing_of_an_empty_function 05_optim 5.1 '/void sgd_step/,/^}/s/w\[i\] -= .*/;/'
nothing repair_does_not_try_what_remembers 05_optim 5.1 '/void sgd_step/,/^}/s/w\[i\] -= learning_rate/static real left = 1; left \/= 2; w[i] -= left/'
exit $bad
