#!/bin/sh
# Tests of the report, of results.json and junit.xml, on made-up results: nothing
# is graded here.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MAKELEVEL MFLAGS COLUMNS MEMORY_TOO PARTIAL STDOUT NO_COLOR
export LC_ALL=C.UTF-8
make -s --no-print-directory SETUP=0 BUILD="$BUILD" "$BUILD/grader/report" || exit 1

# ---- A book of two chapters, and a folder that was handed in ----

folder=$work/build/impl/in
impl=$work/in
mkdir -p "$folder/grade" "$folder/double" "$folder/float" "$impl"
tab=$(printf '\t')

exercise() { # ID STEM FUNCTION POINTS TITLE
    printf '%s\t%s\t%s\t%s\t%s\tchapters/%s.md\t%s\n' "$1" "$2" "$3" "$4" "$5" "$2" 40 >>"$work/build/exercises.tsv"
}
exercise 1.1 01_lines slope 10 "The slope"
exercise 1.2 01_lines offset 10 "The offset of a straight line, far away"
exercise 1.3 01_lines meet 20 "Where two lines meet: a ß and a 線"
exercise 1.10 01_lines far 40 "Far away"
exercise 1.M1 01_lines - 20 "Lines that meet"
exercise 2.1 02_curves bend 100 "Bends"
printf 'sec:slopes\t1.2 Slopes\tchapters/01_lines.md\t7\n' >"$work/build/sections.tsv"
touch "$impl/01_lines.c" "$impl/02_curves.c"

# result ID STATUS [MEMBER...]: a member is "name": value in JSON
result() {
    id=$1 status=$2
    shift 2
    printf '{"id": "%s", "status": "%s", "seconds": 0.25' "$id" "$status"
    for member in "$@"; do printf ', %s' "$member"; done
    printf '}'
}

# results STEM[.milestones] RESULT...
results() {
    stem=$1
    shift
    printf '{"exercises": [%s' "$1" >"$folder/grade/$stem.json"
    shift
    for one in "$@"; do printf ', %s' "$one"; done >>"$folder/grade/$stem.json"
    printf ']}' >>"$folder/grade/$stem.json"
}

# report [WHAT]
report() {
    "$BUILD/grader/report" "$work/build/exercises.tsv" "$work/build/sections.tsv" "$folder" "$impl" "$@"
}

# line NAME PATTERN: a line of the last command's output matches
line() {
    if grep -q -E -e "$2" "$log"; then ok "$1"; else not_ok "$1" "no line is like '$2'"; fi
}

# holds NAME FILTER: results.json is as jq's FILTER says
holds() {
    passes "$1" jq -e "$2" "$folder/grade/results.json"
}

# valid NAME: junit.xml follows the schema
valid() {
    passes "$1" xmllint --noout --schema tests/junit.xsd "$folder/grade/junit.xml"
}

# counts NAME XPATH NUMBER: so many such nodes in junit.xml
counts() {
    found=$(xmllint --xpath "count($2)" "$folder/grade/junit.xml")
    : >"$log"
    if [ "$found" = "$3" ]; then ok "$1"; else not_ok "$1" "found $found, expected $3"; fi
}

# ---- Everything passed ----

results 01_lines "$(result 1.1 passed)" "$(result 1.2 passed)" "$(result 1.3 passed)" "$(result 1.10 passed)"
results 01_lines.milestones "$(result 1.M1 passed)"
results 02_curves "$(result 2.1 passed)"
passes "full_marks_end_with_status_0" report
says "full_marks_are_said" "Full marks."
line "a_chapter_has_a_total" 'Chapter 1 +100/100 100 %'
line "chapters_are_added_up" 'Together +200/200 100 %'
lost_report() {
    report "" >/dev/full
}
refuses "a_lost_report_is_no_success" "could not be printed" lost_report
holds "results_json_has_what_gradescope_reads" '.score == 200 and .execution_time == 1.5 and .output_format == "text" and
    .visibility == "visible" and (.output | test("200 of 200 points.*Full marks"; "m")) and (.tests | length == 6) and
    all(.tests[]; .status == "passed" and .score == .max_score and .output_format == "text" and .name_format == "text" and
        (.number | type == "string") and (.output | type == "string"))'
holds "results_json_has_nothing_that_gradescope_does_not_know" '(keys - ["score", "execution_time", "output", "output_format",
    "visibility", "stdout_visibility", "extra_data", "tests", "leaderboard"] == []) and
    all(.tests[]; keys - ["score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags",
        "visibility", "extra_data"] == [])'
holds "students_do_not_see_the_output_of_the_run" '.stdout_visibility == "hidden"'
valid "junit_xml_follows_the_schema"
counts "a_passed_exercise_has_no_outcome_in_junit" "//failure | //error | //skipped" 0
STDOUT=visible passes "students_may_be_shown_the_output" env STDOUT=visible "$BUILD/grader/report" \
    "$work/build/exercises.tsv" "$work/build/sections.tsv" "$folder" "$impl"
holds "then_gradescope_is_told" '.stdout_visibility == "visible"'
export STDOUT=perhaps
refuses "another_word_for_it_is_refused" "not perhaps" report
unset STDOUT

# ---- What was asked for ----

passes "one_exercise_may_be_asked_for" report 1.1
says "it_is_passed" "Passed."
silent_about "one_exercise_is_no_chapter" "100 %"
silent_about "an_id_is_no_number" "1.10"
passes "a_milestone_may_be_written_small" report 1.m1
line "then_it_is_shown" '^  1\.M1 '
passes "zeros_and_blanks_do_no_harm" report " 01.01 "
line "they_name_the_same_exercise" '^  1\.1 '
passes "several_may_be_asked_for" report "1.10 2"
line "each_is_shown" '^  1\.10 '
line "with_its_chapter" '^  2\.1 '
silent_about "others_are_not" "1.2 "
line "a_whole_chapter_among_them_has_its_total" 'Chapter 2 +100/100'
if grep -q 'Chapter 1 .*%' "$log"; then not_ok "the_other_has_none" "it has"; else ok "the_other_has_none"; fi
for unknown in 3 1.4 1x 1.1x 1. 1.M 1.M2 10; do
    refuses "there_is_no_$unknown" "There is no exercise or chapter '$unknown'" report "1.1 $unknown"
done

# ---- Each status, in each file ----

results 01_lines "$(result 1.1 wrong '"message": "slope, case 1 of 4: flat\n  slope: expected 0, got 1"' \
    '"diagnosis": "Rise and run are exchanged."' '"reread": "sec:slopes"' '"mistake": "exchanged"' '"handmade": 5' '"handmade_passed": 3')" \
    "$(result 1.2 crashed '"message": "  stopped by signal 11"' '"line": "in/01_lines.c:12"' '"handmade": 5' '"handmade_passed": 3')" \
    "$(result 1.3 'not started')" "$(result 1.10 'too slow' '"line": "in/01_lines.c:30"')"
results 01_lines.milestones "$(result 1.M1 wrong '"message": "they do not meet"')"
results 02_curves "$(result 2.1 'no data' '"message": "no data found"')"
refuses "a_wrong_exercise_is_no_full_mark" "got 1" report
line "a_wrong_exercise_earns_part_of_its_points" '1\.1 +The slope +3/10 +wrong'
line "and_it_says_for_what" '^ +3/10 \(3 of 5 hand-made cases\)$'
line "a_crash_earns_nothing" '1\.2 .* 0/10 +crashed'
line "a_title_that_is_too_long_is_cut" 'The offset of a straight line, far away  *0/10'
line "an_endless_loop_has_its_place" 'it was at in/01_lines.c:30'
line "a_crash_has_its_place" '^ +at in/01_lines.c:12'
says "the_diagnosis_is_said" "Rise and run are exchanged."
says "the_section_to_reread_is_named" 'Reread "1.2 Slopes": chapters/01_lines.md:7'
says "a_milestone_names_what_is_not_passed" "First mend what is not passed: 1.1, 1.2, 1.3, 1.10."
says "the_next_step_is_named" "Next: 1.1 The slope"
says "and_how_to_grade_it_there" "make grade EX=1.1 IMPL=$impl"
silent_about "hints_are_for_exercises" "make hint"
says "with_its_task" "the task: chapters/01_lines.md:40"
holds "part_of_the_points_counts_in_results_json" '.score == 3 and .tests[0].score == 3 and .tests[0].status == "failed"'
holds "results_json_says_what_to_do_next" '.output | startswith("3 of 200 points\nNext: 1.1 The slope")'
holds "results_json_says_why" '.tests[0].output | contains("expected 0, got 1") and contains("Rise and run") and contains("3 of 5 hand-made")'
holds "results_json_keeps_our_status" '[.tests[].extra_data.status] == ["wrong", "crashed", "not started", "too slow", "wrong", "no data"]'
valid "junit_xml_follows_the_schema_with_failures"
counts "what_was_judged_is_a_failure" "//failure" 3
counts "what_could_not_be_judged_is_an_error" "//error" 1
counts "what_was_not_tried_is_skipped" "//skipped" 2
counts "each_chapter_counts_its_own" "//testsuite[@name='01_lines' and @tests='5' and @failures='3' and @errors='1' and @skipped='1']" 1
counts "a_failure_has_its_message" "//failure[starts-with(@message, 'slope, case 1')]" 1
export PARTIAL=0
refuses "part_of_the_points_can_be_switched_off" "got 1" report
line "then_wrong_is_nothing" '1\.1 +The slope +0/10 +wrong'
silent_about "and_no_case_is_counted" "hand-made"
unset PARTIAL
touch "$folder/grade/01_lines.memory"
printf '1.1\tValgrind: 8 bytes are lost\n' >"$folder/grade/01_lines.memory"
refuses "a_memory_error_is_shown" "8 bytes are lost" report 1
line "and_costs_all_points" '1\.1 +The slope +0/10 +wrong'
rm "$folder/grade/01_lines.memory"
results 01_lines "$(result 1.1 wrong '"handmade": 3' '"handmade_passed": 3')" "$(result 1.2 wrong '"handmade": 0')" \
    "$(result 1.3 wrong '"handmade": 7' '"handmade_passed": 6')" "$(result 1.10 wrong '"handmade": 2' '"handmade_passed": 9')"
refuses "part_of_the_points_is_at_most_half" "wrong" report
line "all_cases_earn_half" '1\.1 .* 5/10'
line "no_cases_earn_nothing" '1\.2 .* 0/10'
line "points_are_rounded_down" '1\.3 .* 8/20'
line "more_cases_than_there_are_earn_nothing" '1\.10 .* 0/40'

# ---- The book's web page, where it has been built ----

mkdir -p "$work/build/book/html"
touch "$work/build/book/html/01_lines.html"
refuses "the_page_of_the_task_is_named" "the task: $work/build/book/html/01_lines.html#ex:1.1" env COLUMNS=79 \
    "$BUILD/grader/report" "$work/build/exercises.tsv" "$work/build/sections.tsv" "$folder" "$impl"
rm -r "$work/build/book"

# ---- What did not compile ----

rm "$folder/grade/01_lines.json"
{
    printf 'in/01_lines.c:4:5: error: expected ; before }\n'
    seq 1 40 | sed 's/^/in\/01_lines.c: note /'
} >"$folder/double/01_lines.log"
refuses "a_file_that_does_not_compile_is_said" "does not compile" report
says "with_the_compilers_message" "expected ; before }"
holds "the_compilers_message_is_in_results_json" '.tests[0].output | contains("expected ; before }") and contains("note 19") and
    contains("note 20") == false and endswith("...")'
valid "junit_xml_follows_the_schema_without_results"
counts "the_compilers_message_is_in_junit_xml" "//error[contains(@message, 'expected ; before')]" 4
results 01_lines "$(result 1.1 passed)" "$(result 1.2 wrong '"message": "expected 1, got 0"' '"diagnosis": "A diagnosis of the stub."')" \
    "$(result 1.3 passed)" "$(result 1.10 'not started')"
printf '%s\n' "offset${tab}missing${tab}there is no function offset; did you mean ofset, in line 9?" \
    "far${tab}does not compile${tab}in/01_lines.c:20: error: expected }\\n   20 | int x" >"$folder/double/01_lines.faults"
printf 'in/01_lines.c:20: error: expected }\nin/01_lines.c:3: warning: unused\n' >"$folder/double/01_lines.log"
refuses "a_missing_function_costs_its_exercise" "did you mean ofset, in line 9?" report
line "it_is_missing" '1\.2 .* 0/10 +missing'
line "another_does_not_compile" '1\.10 .* 0/40 +does not compile'
line "the_others_keep_their_points" '1\.1 .*10/10 +passed'
silent_about "what_the_stub_did_is_not_told" "expected 1, got 0"
silent_about "nor_explained" "A diagnosis of the stub."
says "other_warnings_are_shown" "warning: unused"
if [ "$(grep -c 'error: expected }' "$log")" -eq 1 ]; then
    ok "an_error_is_said_once"
else
    not_ok "an_error_is_said_once" "it is said twice"
fi
holds "what_is_missing_is_in_results_json" '.tests[1].output | startswith("missing\nthere is no function offset")'
waits() { # NAME ID WHICH
    results 01_lines.milestones "$(result 1.M1 'not started' "\"message\": \"waits for exercise $2, which is not started\"")"
    refuses "a_milestone_waits_for_what_$1" "waits for exercise $2, which $3" report
}
waits is_missing 1.2 "is missing"
waits does_not_compile 1.10 "does not compile"
waits is_not_started 1.3 "is not started"
{
    printf 'in/01_lines.c:2: error: a backslash \\\\ and'
    seq 1 30 | sed 's/^/\\n  error /' | tr -d '\n'
} >"$work/message"
for function in slope offset; do printf '%s\tdoes not compile\t%s\n' "$function" "$(cat "$work/message")"; done >"$folder/double/01_lines.faults"
awk '{ gsub(/\\n/, "\n"); gsub(/\\\\/, "\\"); print }' "$work/message" >"$folder/double/01_lines.log"
refuses "one_error_that_costs_two_is_shown" 'a backslash \ and' report
says "once" "for the same reason as 1.1"
if [ "$(grep -c 'error 7$' "$log")" -eq 1 ] && ! grep -q 'error 25' "$log"; then ok "and_cut"; else not_ok "and_cut" "it is not"; fi
holds "in_results_json_both_have_it" 'all(.tests[0, 1].output; contains("error 7\n") and (contains("error 25") | not))'
rm "$folder/double/01_lines.faults" "$folder/double/01_lines.log" "$impl/02_curves.c" "$folder/grade/02_curves.json"
refuses "a_missing_file_is_named" "the file is missing or cannot be read: $impl/02_curves.c" report
holds "nobody_is_told_to_write_stubs_there" '.tests[5].output | contains("missing") and (contains("make exercises") | not)'
if (cd "$work" && mkdir -p exercises &&
    "$OLDPWD/$BUILD/grader/report" build/exercises.tsv build/sections.tsv build/impl/in exercises 2>&1 ||
    : ) | tr '\n' ' ' | tr -s ' ' >"$log" && grep -q 'make exercises writes the stubs anew' "$log"; then
    ok "in_exercises_they_are"
else
    not_ok "in_exercises_they_are" "it does not say make exercises"
fi
says "there_a_hint_is_offered" "make hint EX=1.2 make grade EX=1.2 the task"
printf 'gcc: no\nmake: *** [x] Error 1\n' >"$folder/grade/make.log"
touch "$impl/02_curves.c"
refuses "a_check_that_was_not_built_says_why" "Error 1" report

# ---- Nothing steers the terminal ----

# Octal: ESC [ 2 J, C1's CSI, DEL, a mark that turns the direction, one that isolates, a byte that is no UTF-8.
evil=$(printf '\033[2J\302\233\177\342\200\256\342\201\246\377\a\r')
harmless() { # NAME FILE
    if LC_ALL=C grep -q -a -e "$(printf '\033')" -e "$(printf '\302\233')" -e "$(printf '\177')" \
        -e "$(printf '\342\200\256')" -e "$(printf '\342\201\246')" -e "$(printf '\377')" -e "$(printf '\a')" -e "$(printf '\r')" "$2"; then
        not_ok "$1" "it holds a control character"
    else
        ok "$1"
    fi
}
json_evil='\u001b[2J\u009b\u007f\u202e\u2066\u0007\r'
cp "$work/build/exercises.tsv" "$work/exercises.tsv"
sed "s/The slope/The slope $evil/" "$work/exercises.tsv" >"$work/build/exercises.tsv"
results 01_lines "$(result 1.1 wrong "\"message\": \"m $json_evil\"" "\"diagnosis\": \"d $json_evil\"" "\"line\": \"l $json_evil\"" \
    "\"printed\": \"p $json_evil & <b> ]]> \\\\\\\"\"" "\"mistake\": \"n $json_evil\"")" "$(result 1.2 "s $json_evil")"
printf '%s\n' "01_lines.c:1: warning: $evil" >"$folder/double/01_lines.log"
printf '1.1\tValgrind: %s\n' "$evil" >"$folder/grade/01_lines.memory"
printf '%s\n' "meet${tab}refused${tab}it uses $evil" >"$folder/double/01_lines.faults"
printf 'make: *** Error %s\n' "$evil" >"$folder/grade/make.log"
kept=$impl
impl=$work/in$evil
mkdir -p "$impl"
refuses "evil_text_is_shown" "[2J" report
cp "$log" "$work/terminal"
harmless "nothing_of_it_steers_the_terminal" "$work/terminal"
harmless "nor_does_results_json" "$folder/grade/results.json"
harmless "nor_does_junit_xml" "$folder/grade/junit.xml"
valid "junit_xml_follows_the_schema_then"
holds "results_json_keeps_the_text" '.tests[0].output | contains("m \u001b[2J\u009b\u007f\u202e")'
counts "junit_xml_keeps_marks_as_text" "//system-out[contains(., '& <b> ]]>')]" 1
refuses "an_evil_exercise_is_refused" "There is no exercise" report "$evil"
cp "$log" "$work/terminal"
harmless "without_its_characters" "$work/terminal"
impl=$kept
cp "$work/exercises.tsv" "$work/build/exercises.tsv"
rm "$folder/double/01_lines.faults" "$folder/double/01_lines.log" "$folder/grade/01_lines.memory"

# ---- It fits ----

# fits NAME COLUMNS: no line of the last output is wider
fits() {
    widest=$(jq -R -r 'gsub("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]"; "xx") | length' "$log" | sort -n | tail -n 1)
    if [ "$widest" -le "$2" ]; then ok "$1"; else not_ok "$1" "a line has $widest columns"; fi
}
long='"message": "meet, case 1 of 4: lines\n  a: {0.123456789, 0.123456789, 0.123456789, 0.123456789, 0.123456789, 0.123456789, 0.123456789}\n  線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線線"'
results 01_lines "$(result 1.1 passed)" "$(result 1.2 'does not compile' "$long")" "$(result 1.3 wrong "$long" '"reread": "sec:slopes"')"
{
    echo "01_lines.c: In function ‘meet’:"
    echo "01_lines.c:11:22: warning: comparison of integer expressions of different signedness: ‘int’ and ‘size_t’ {aka ‘long unsigned int’} [-Wsign-compare]"
    printf '   11 |\tfor (int i = 0; i < count; i++) { a very long line of the source, which is cut where the terminal ends }\n'
    printf '      |\t                ^~~~~\n'
} >"$folder/double/01_lines.log"
refuses "a_report_in_a_pipe_is_written" "‘size_t’ {aka ‘long unsigned int’} [-Wsign-compare]" report
for columns in 200 60 40; do
    export COLUMNS=$columns
    refuses "a_report_of_${columns}_columns_is_written" "wrong" report
    fits "it_fits_$columns" "$((columns < 79 ? columns : 79))"
done
unset COLUMNS
# A terminal has bars and colours.
if command -v script >/dev/null; then
    for columns in 80 40; do
        script -q -e -c "stty cols $columns; $BUILD/grader/report $work/build/exercises.tsv $work/build/sections.tsv $folder $impl" \
            /dev/null </dev/null >"$work/typed" 2>&1
        tr -d '\r' <"$work/typed" | sed "s/$(printf '\033')\\[[0-9]*m//g" >"$log"
        line "a_terminal_of_${columns}_columns_has_bars" '█'
        fits "and_it_fits_$columns" "$columns"
    done
fi

# ---- Hints: words, no formulas of TeX, no labels ----

make -s --no-print-directory SETUP=0 BUILD="$BUILD" "$BUILD/exercises.tsv" "$BUILD/sections.tsv" || exit 1
cp "$BUILD/exercises.tsv" "$BUILD/sections.tsv" "$work/"
hint() { BUILD=$work tools/exercise hint "$@"; }
cut -f 1 "$BUILD/exercises.tsv" >"$work/ids"
while read -r id; do hint "$id" all || bad=1; done <"$work/ids" >"$work/all_hints" 2>&1
tr '\n' ' ' <"$work/all_hints" | awk '{
    gsub(/`[^`]*`/, "")
    gsub(/(Hint|That was)/, "\n&")
    print
}' | grep -E '[$\{}@`]|(^|[^a-z])(eq|tbl|fig|lst|sec|ch|ex):[a-z]' >"$log"
if [ -s "$log" ]; then not_ok "no_hint_holds_tex_or_a_label" "some do"; else ok "no_hint_holds_tex_or_a_label"; fi
: >"$log"
if [ "$(grep -c '^That was the last hint' "$work/all_hints")" -eq "$(wc -l <"$work/ids")" ]; then
    ok "every_exercise_has_hints"
else
    not_ok "every_exercise_has_hints" "$(grep 'no hints' "$work/all_hints")"
fi
hint 1.M1 all | tr -s ' \n' ' ' >"$log" 2>&1
says "a_reference_at_the_start_of_a_sentence_is_a_capital" "moves too. Exercise 1.3 tells you more"
cp "$work/all_hints" "$log"
fits "hints_fit_79_columns" 79
export COLUMNS=40
while read -r id; do hint "$id" all; done <"$work/ids" >"$log" 2>&1
fits "hints_fit_40_columns" 40
unset COLUMNS

# plain NAME TEXT EXPECTED
plain() {
    printf '%s\n' "$2" | LC_ALL=C awk -f tools/plain -v sections="$work/sections.tsv" >"$log"
    if [ "$(cat "$log")" = "$3" ]; then ok "$1"; else not_ok "$1" "expected $3"; fi
}
# shellcheck disable=SC2016
{
    plain "greek_and_products_are_letters" '$\alpha \cdot \beta \times \sigma$' 'α · β × σ'
    plain "fractions_are_quotients" '$\frac12 + \frac{a + b}{c}$' '1/2 + (a + b)/c'
    plain "powers_and_indices_are_small" '$x_i^2 + e^{-t} + w_{ij}$' 'xᵢ² + e⁻ᵗ + wᵢⱼ'
    plain "what_has_no_small_letter_keeps_its_mark" '$x_b + y^{\sigma + 1} + z_{ab}$' 'x_b + y^(σ + 1) + z_(ab)'
    plain "roots_and_bars_are_signs" '$\sqrt{v} + \lvert z \rvert + \sqrt{a + b}$' '√v + |z| + √(a + b)'
    plain "functions_keep_their_names" '$\max(\log p, 0) \le \text{in}\, n$' 'max(log p, 0) ≤ in n'
    plain "code_stays_as_it_is" '`a[*p] $x @ex:1.1 *b*`' '`a[*p] $x @ex:1.1 *b*`'
    plain "stress_loses_its_stars" 'It is **not** so, *never*: 2 * 3 * 4' 'It is not so, never: 2 * 3 * 4'
    plain "an_exercise_is_named" 'see @ex:3.4, @ex:1.M1.' 'see exercise 3.4, exercise 1.M1.'
    plain "a_chapter_is_named" 'of @ch:mlp.' 'of Chapter 3.'
    plain "an_equation_is_named" 'is @eq:dense: see' 'is Equation 3.1: see'
    plain "a_table_is_named" '@tbl:transposes has' 'Table 3.1 has'
    plain "a_section_is_named" 'in @sec:not-rules' 'in "not-rules"'
}

# The numbers are those of the book's pages, where they have been built.
for page in "$BUILD"/book/html/0*.html; do
    [ -r "$page" ] || continue
    name=$(basename "$page" .html)
    grep -E "chapters/$name\.md" "$work/sections.tsv" | while IFS=$tab read -r label number _; do
        case $label in
        eq:*) grep -q -F "id=\"$label\"" "$page" || echo "$label is not on $page" ;;
        *) continue ;;
        esac
        awk -v mark="id=\"$label\"" '
            !found && (at = index($0, mark)) > 0 { found = 1; $0 = substr($0, at) }
            found && match($0, /class="number">\([0-9A-Z.]*\)/) { print substr($0, RSTART, RLENGTH); exit }' "$page" |
            grep -q -F "(${number#Equation })" || echo "$label is not $number"
    done >"$log"
    if [ -s "$log" ]; then not_ok "equations_of_${name}_are_numbered_as_in_the_book" "some are not"; else ok "equations_of_${name}_are_numbered_as_in_the_book"; fi
done

# ---- Ids ----

refuses_id() { # NAME ID
    refuses "$1" "there is no exercise '$2'" hint "$2"
}
passes "an_exercise_1_or_10_is_one" hint 5.1
says "it_is_the_first" "5.1 Gradient descent"
passes "so_is_the_tenth" hint 5.10
says "it_is_the_tenth" "5.10 Warm-up"
passes "a_milestone_may_be_written_small_for_a_hint" hint " 3.m1 "
says "its_hint_is_shown" "3.M1 T"
passes "zeros_do_no_harm_to_a_hint" hint 03.01
says "the_same_exercise_is_meant" "3.1 T"
refuses_id "there_is_no_5_100" 5.100
refuses_id "two_are_not_one" "1.1 1.2"
refuses_id "a_backslash_is_no_exercise" '5.\61'

# ---- Diagnoses: every text of the named mistakes and the milestones ----

awk '{
    rest = $0
    while (match(rest, /"([^"\\]|\\.)*"/)) {
        text = substr(rest, RSTART + 1, RLENGTH - 2)
        rest = substr(rest, RSTART + RLENGTH)
        shown = text
        gsub(/\\["n]/, " ", shown)
        if (shown ~ /[$@{}\\]/ || shown ~ /(^|[^a-z])(eq|tbl|fig|lst|ex):[a-z]/ || shown ~ /table transposes/)
            print FILENAME ":" FNR ": " text
    }
}' grader/mistakes/*.c grader/milestones/*.c >"$log"
if [ -s "$log" ]; then not_ok "no_diagnosis_holds_tex_or_a_label" "some do"; else ok "no_diagnosis_holds_tex_or_a_label"; fi
grep -h -o -E '"(sec|ch):[A-Za-z0-9-]+"' grader/mistakes/*.c grader/milestones/*.c grader/[0-9]*.c | tr -d '"' | sort -u |
    while read -r label; do grep -q "^$label$tab" "$work/sections.tsv" || echo "$label"; done >"$log"
if [ -s "$log" ]; then not_ok "every_section_to_reread_is_in_the_book" "some are not"; else ok "every_section_to_reread_is_in_the_book"; fi
exit "$bad"
