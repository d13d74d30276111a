#!/bin/sh
# Tests of the book's builder on a small book (tests/book) that is damaged in one
# way after the other, and of the book itself, which must have been built.
# shellcheck disable=SC2016  # `$a` is sed's, not the shell's
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh
unset MAKEFLAGS MFLAGS MAKELEVEL NN_DATA

# ---- The small book ----

base=$work/base
small=$work/small
cp -R tests/book "$base"
ln -s "$PWD/tools" "$base/tools"
cp figures/style.gp figures/figure.h figures/cover.c figures/cover.gp "$base/figures"

json=build/book/student.json
passes "a_small_book_is_read" make -s -C "$base" "$json" build/book/instructor.json
passes "its_web_pages_are_built" make -s -C "$base" html
passes "its_pdf_is_built" make -s -C "$base" build/book/learning-to-see-in-c-instructor.pdf
passes "nothing_is_built_again_if_nothing_changed" make -q -C "$base" "$json" \
    build/book/html/index.html build/book/learning-to-see-in-c-instructor.pdf
passes "answers_are_folded_on_the_pages" grep -q '<summary>Answers</summary>' "$base/build/book/html/01_one.html"
pdftotext "$base/build/book/learning-to-see-in-c-instructor.pdf" "$work/instructor.txt"
pages=$base/build/book/html
passes "large_numbers_have_gaps" grep -q '1[^0-9]*234[^0-9]*567' "$pages/01_one.html"
passes "small_numbers_have_powers_of_ten" grep -q '2.5.*10.*−.*6' "$pages/01_one.html"
passes "a_term_is_emphasised" grep -q '<em>parabola</em>' "$pages/01_one.html"
passes "the_index_leads_to_its_section" grep -q 'parabola, <a href="01_one.html#entry-1">' "$pages/lists.html"
passes "an_entry_stands_below_another" grep -q 'of degree two, <a href="01_one.html#entry-2">' "$pages/lists.html"
passes "figures_are_listed" grep -q '<a href="01_one.html#fig:plot">Figure[^<]*1.1</a> A parabola' "$pages/lists.html"
passes "exercises_are_listed" grep -q '<a href="01_one.html#ex:1.M1">Milestone[^<]*1.M1</a> All of it' "$pages/lists.html"
passes "the_pages_show_what_paper_does_not" grep -q 'GIVEN_H' "$pages/01_one.html"
paper=$work/instructor.txt
passes "paper_names_it" grep -q 'On the web pages: src/given.h' "$paper"
passes "paper_has_an_index_with_pages" grep -qE '^parabola, [0-9]+' "$paper"
passes "a_reference_to_a_section_has_its_page" grep -qE 'Section 1.1 \(page [0-9]+\)' "$paper"
if grep -q 'GIVEN_H' "$paper"; then
    not_ok "paper_leaves_it_out" "it prints src/given.h"
else
    ok "paper_leaves_it_out"
fi
passes "the_students_paper_is_written" make -s -C "$base" build/book/student.tex
if grep -q 'It is four' "$base/build/book/student.tex"; then
    not_ok "students_do_not_read_the_answers_on_paper" "they do"
else
    ok "students_do_not_read_the_answers_on_paper"
fi
passes "instructors_read_the_answers_on_paper" grep -q 'It is four' "$work/instructor.txt"

fresh() {
    rm -rf "$small"
    cp -a "$base" "$small"
}

fresh
printf '\nIn numbers:\n\n```sh\nls\n```\n' >>"$small/chapters/01_one.md"
make -s -C "$small" build/book/student.tex >"$log" 2>&1
passes "an_introduction_stays_with_what_it_introduces" grep -q '^.keepwithnext' \
    "$small/build/book/student.tex"

# refused NAME TEXT FILE EDIT [TARGET]: with the sed script EDIT done to FILE, the
# build of TARGET fails and says TEXT
refused() {
    fresh
    sed -i "$4" "$small/$3"
    refuses "$1" "$2" make -s -C "$small" "${5:-$json}"
}

chapter=chapters/01_one.md

refused "an_unknown_reference_is_refused_with_its_line" \
    "chapters/01_one.md:3: unknown reference @fig:nothing" $chapter 's/@fig:plot/@fig:nothing/'
refused "a_label_used_twice_is_refused" \
    "chapters/01_one.md:63: the label #sec:first is already at chapters/01_one.md:8" $chapter \
    '$a\\n## Again {#sec:first}'
refused "a_figure_that_nothing_refers_to_is_refused" \
    "chapters/01_one.md:12: nothing refers to the figure #fig:plot" $chapter 's/@fig:plot/a plot/'
refused "a_section_without_a_label_is_refused" "expected a label that begins with #sec:" \
    $chapter '$a\\n## Again'
refused "a_link_to_nothing_is_refused" "a link leads to #nothing" $chapter \
    '$a\\n[here](#nothing)'
refused "an_unknown_citation_is_refused" "unknown citation @nobody1900" $chapter \
    's/@knuth1984/@nobody1900/'
refused "a_label_on_nothing_is_refused" "the label {#eq:lost} belongs to nothing" $chapter \
    '$a\\nBefore $$ x $$ {#eq:lost}'
fresh
printf '# Zero {#ch:zero}\n' >"$small/chapters/zero.md"
sed -i 's/^- 01_one/- zero\n&/' "$small/book.md"
refuses "a_chapter_in_the_wrong_place_is_refused" "by its name this is chapter 1, but in book.md" \
    make -s -C "$small" "$json"
refused "a_missing_chapter_is_refused" "book.md:13: there is no file chapters/02_two.md" book.md \
    's/01_one/02_two/'

refused "an_unknown_value_is_refused" "chapters/01_one.md:4: unknown value plot.size" $chapter \
    's/plot.count/plot.size/'
refused "a_value_given_twice_is_refused" "gives the value plot.count twice" figures/plot.c \
    's/plot.large/plot.count/'
refused "a_missing_program_is_refused" "there is no program figures/plan.c" $chapter \
    's/of="plot"/of="plan"/'
refused "a_failing_program_is_refused" "figures/plot.c: the program failed" figures/plot.c \
    's/return fclose.*/return 1;/'
refused "a_stray_file_of_a_program_is_refused" "it wrote stray.dat" figures/plot.c \
    's/plot\.dat/stray.dat/'
refused "an_unknown_part_of_an_output_is_refused" "prints nothing after a line \"%% cubes\"" \
    $chapter 's/part="squares"/part="cubes"/'
refused "an_output_of_many_parts_needs_one" "prints several parts" $chapter 's/ part="squares"//'
refused "an_output_edited_by_hand_is_refused" "the output of figures/plot.c is stale" \
    build/figures/plot.txt 's/16/17/'
fresh
printf 'x' >>"$small/build/figures/plot"
touch "$small/build/figures/plot.txt"
refuses "an_output_of_another_build_of_the_program_is_refused" \
    "the output of figures/plot.c is stale" make -s -C "$small" "$json"

fresh
printf '/* A comment. */\n' >>"$small/figures/plot.c"
cp -p "$small/build/figures/plot.sum" "$work/sum"
make -s -C "$small" "$json" >"$log" 2>&1
if [ -n "$(find "$small/build/figures/plot.sum" -newer "$work/sum")" ]; then
    not_ok "a_program_that_did_not_change_is_not_run_again" "it was"
else
    ok "a_program_that_did_not_change_is_not_run_again"
fi

refused "a_definition_shown_twice_is_refused" \
    "chapters/01_one.md:63: given of src/given.c is shown a second time; the first is at chapters/01_one.md:20" \
    $chapter '$a\\n```{.c def="given" file="src/given.c"}\n```'
refused "a_definition_shown_nowhere_is_refused" "src/given.c:9: the book shows hidden nowhere" \
    src/given.c '$a\\nint hidden;'
refused "a_type_shown_nowhere_is_refused" "src/one.h:7: the book shows Hidden nowhere" \
    src/one.h 's/^#endif/typedef enum Hidden { A, B } Hidden;\n#endif/'
refused "a_definition_that_is_not_there_is_refused" "src/given.c defines no taken" $chapter \
    's/def="given"/def="taken"/'
refused "a_listing_of_an_exercise_is_refused" "twice is exercise 1.1" $chapter \
    '$a\\n```{.c def="twice" file="solutions/01_one.c"}\n```'
refused "an_exercise_without_a_box_is_refused" \
    "solutions/01_one.c:3: twice is marked as exercise 1.2" solutions/01_one.c \
    's/SOLUTION 1.1/SOLUTION 1.2/'
refused "a_box_without_a_contract_is_refused" "no header of src/ declares thrice" $chapter \
    's/function="twice"/function="thrice"/'
refused "an_exercise_of_another_chapter_is_refused" "exercise 2.M1 stands in chapter 1" $chapter \
    's/#ex:1.M1/#ex:2.M1/'
refused "points_that_do_not_add_up_are_refused" "the points of a chapter add up to 100, not 99" \
    $chapter 's/points="40"/points="39"/'

refused "a_figure_without_alt_is_refused" "the figure #fig:plot has no alt" $chapter \
    's/ alt="[^"]*"//'
refused "a_figure_without_a_script_is_refused" "needs figures/plan.gp, which does not exist" \
    $chapter 's/](plot)/](plan)/'
refused "a_failing_figure_is_refused" "figures/plot.gp:" figures/plot.gp 's/plot.dat/no.dat/' figures
refused "an_empty_figure_is_refused" "figures/plot.gp: it drew nothing" figures/plot.gp \
    's/^plot.*//' figures

long=$(printf '%081d' 0)
refused "an_overlong_line_of_a_listing_is_refused" "src/given.c:6: this line has 92 columns" \
    src/given.c "s,return,/* $(printf '%040d' 0) */ return,"
refused "an_overlong_line_of_output_is_refused" "build/figures/plot.txt:5: this line has 84" \
    figures/plot.c "s/%d %d.n\", i, i \* i);/%d %0*d\\\\n\", i, i == 4 ? 82 : 1, i);/"
refused "an_overlong_line_of_text_code_is_refused" "this line has 81 columns" $chapter \
    "\$a\\\\n\`\`\`sh\n$long\n\`\`\`"

# ---- TeX's complaints ----

# complains NAME TEXT BODY: a document with that body is refused, saying TEXT
complains() {
    printf '%s\n' '\documentclass{article}\usepackage{fontspec}\usepackage{hyperref}' \
        '\setmainfont{TeX Gyre Pagella}\begin{document}' "$3" '\end{document}' >"$work/page.tex"
    refuses "$1" "$2" tools/book/typeset "$work/page.tex" "$work/page.pdf"
}
complains "a_missing_glyph_is_refused" "a glyph is missing" 'Not in the font: ☃'
complains "a_line_that_sticks_out_is_refused" "a line sticks out of the page" \
    '\noindent\hbox to \textwidth{\rule{1.2\textwidth}{1pt}}'
complains "an_undefined_tex_reference_is_refused" "undefined" 'See \ref{nothing}.'
complains "a_tex_error_is_refused" "Undefined control sequence" '\nothing'
if [ -e "$work/page.pdf" ]; then
    not_ok "a_refused_pdf_is_not_left_behind" "it is there"
else
    ok "a_refused_pdf_is_not_left_behind"
fi
printf '%s\n' '\documentclass{article}\begin{document}Good.\end{document}' >"$work/page.tex"
passes "a_clean_document_passes" tools/book/typeset "$work/page.tex" "$work/page.pdf"

# ---- The same again is the same ----

fresh
rm -rf "$small/build/book" "$small"/build/figures/*.pdf
passes "the_pdf_is_built_again" make -s -C "$small" build/book/learning-to-see-in-c-instructor.pdf
passes "a_pdf_built_twice_is_the_same" cmp "$base/build/book/learning-to-see-in-c-instructor.pdf" \
    "$small/build/book/learning-to-see-in-c-instructor.pdf"

# ---- Links of the web pages ----

pages=$work/pages
mkdir "$pages"
printf '<p id="here"><a href="b.html#there">b</a><a href="#here">a</a>\n' >"$pages/a.html"
printf '<p id="there"><a href="a.html">a</a><a href="https://example.org/">c</a>\n' >"$pages/b.html"
passes "good_links_pass" tools/book/check-links "$pages"
printf '<img src="none.png">\n' >>"$pages/a.html"
refuses "a_link_to_a_missing_file_is_dead" "a.html: dead link: there is no file none.png" \
    tools/book/check-links "$pages"
printf '<a href="b.html#nowhere">b</a>\n' >"$pages/a.html"
refuses "a_link_to_a_missing_place_is_dead" "nothing has the identifier of b.html#nowhere" \
    tools/book/check-links "$pages"
printf '<p id="x"><p id="x">\n' >"$pages/a.html"
refuses "an_identifier_used_twice_is_refused" "two elements have the identifier x" \
    tools/book/check-links "$pages"

# ---- The book itself ----

book=$BUILD/book
pdf=$book/learning-to-see-in-c
for edition in html html-instructor; do
    passes "the_links_of_${edition}_resolve" tools/book/check-links "$book/$edition"
done
passes "the_pdf_has_text" pdftotext "$pdf.pdf" "$work/student.txt"
passes "the_instructors_pdf_has_text" pdftotext "$pdf-instructor.pdf" "$work/instructor.txt"
pdffonts "$pdf.pdf" >"$log" 2>&1
if awk 'NR > 2 && $(NF - 4) != "yes" { bad = 1 } END { exit bad || NR < 4 }' "$log"; then
    ok "all_fonts_of_the_pdf_are_embedded"
else
    not_ok "all_fonts_of_the_pdf_are_embedded" "one is not"
fi
passes "the_instructors_edition_has_solutions" grep -q '^Solutions$' "$work/instructor.txt"
if grep '^Solutions$' "$work/student.txt" >"$log"; then
    not_ok "the_students_edition_has_none" "it has"
else
    ok "the_students_edition_has_none"
fi
passes "the_instructors_pages_have_solutions" grep -q 'id="solution-1.1"' \
    "$book/html-instructor/01_perceptron.html"
if grep -rl 'id="solution-' "$book/html" >"$log"; then
    not_ok "the_students_pages_have_none" "they have"
else
    ok "the_students_pages_have_none"
fi
if command -v epubcheck >/dev/null; then
    passes "the_epub_is_valid" java -jar "$(command -v epubcheck)" --failonwarnings "$pdf.epub"
fi

# ---- The pages in a browser ----

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "# no browser: the pages were not opened"
    exit "$bad"
}

# What the console of FILE's page says, opened as a file.
console() {
    "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --allow-file-access-from-files --user-data-dir="$work/profile" --virtual-time-budget=10000 \
        --enable-logging=stderr --v=0 --dump-dom "file://$1" 2>&1 >"$work/dom" | grep CONSOLE
}

# quiet NAME FILE: the page loads, and its console stays empty
quiet() {
    console "$2" >"$log"
    if [ -s "$log" ]; then
        not_ok "$1" "its console is not empty"
    elif ! grep -q '</html>' "$work/dom"; then
        not_ok "$1" "it did not load"
    else
        ok "$1"
    fi
}

root=$(cd "$book/html" && pwd)
for page in "$root"/*.html; do
    name=$(basename "$page" .html)
    quiet "the_page_${name}_loads_without_a_complaint" "$page"
done

broken=$work/broken
cp -R "$root" "$broken"
echo 'nothingOfTheKind();' >>"$broken/book.js"
console "$broken/index.html" >"$log"
says "a_script_that_fails_is_noticed" "nothingOfTheKind is not defined"

# A script acts as a reader would and complains where a page does not follow.
cp -R "$root" "$work/acted"
cat tests/book/reader.js >>"$work/acted/book.js"
console "$work/acted/01_perceptron.html" >"$log"
for act in search_finds_a_word search_finds_an_exercise search_finds_a_section_by_its_number \
    search_finds_a_term_with_a_short_word search_finds_a_term search_finds_a_subsection \
    search_finds_a_greek_letter_by_name search_finds_a_greek_letter search_marks_the_word \
    formulas_are_readable the_sidebar_follows an_arrow_leads_to_the_next_page slash_opens_the_search the_theme_turns_dark_and_is_kept \
    hints_open_one_by_one the_menu_opens; do
    says "$act" "done: $act"
done

# Figures that are touched say what the programs of the printed ones say.
cp -R "$root" "$work/touched"
cat tests/book/toucher.js >>"$work/touched/book.js"
for page in 01_perceptron 02_xor 03_mlp 05_optim; do
    console "$work/touched/$page.html"
done >"$log"
figures=build/figures
valued() { # FIGURE.KEY
    sed -n "s/^$1	//p" "$figures/${1%%.*}.values"
}
printed() { # FIGURE LINE FIELDS: of the last line that begins so
    grep "^ *$2" "$figures/$1.txt" | tail -n 1 | awk -v fields="$3" '{ n = split(fields, f, " ")
        for (i = 1; i <= n; i++) printf "%s%s", (i > 1 ? ", " : ""), $f[i] }' | sed 's/-/−/g'
}
says "the_line_makes_as_many_mistakes" "perceptron: $(valued nuts.mistakes) mistakes, $(valued nuts.epochs) epochs ended, the last without"
says "the_line_ends_where_the_printed_one_does" "w = ($(printed nuts "$(valued nuts.epochs) " '3 4')), b = $(printed nuts "$(valued nuts.epochs) " 5)"
says "a_step_back_and_forth_changes_nothing" "perceptron_again: $(valued nuts.mistakes) mistakes"
says "the_network_answers_as_printed" "xor: 4 of 4 corners are right. $(sed -n 's/-/−/g; s/^\((., .)\) *[0-9.]* *[0-9.]* *\([−0-9.]*\) .*/\1: \2/p' "$figures/xor_network.txt" | paste -sd '|' | sed 's/|/   /g')"
says "a_slider_changes_the_answers" "xor_cut: 3 of 4 corners"
says "the_books_weights_come_back" "xor_back: 4 of 4 corners"
says "softmax_is_the_printed_one" "softmax: Probabilities $(printed batch_by_hand 'example 1 .*1.0000' '6 7 8')"
says "momentum_takes_as_many_steps" "race: momentum, rate 0.0056: E < 0.0001 after $(valued race.momentum.ravine) steps"
says "nesterov_takes_as_many_steps" "Nesterov, rate 0.0056: E < 0.0001 after $(valued race.nesterov.ravine) steps"
for figure in perceptron xor softmax race; do
    says "the_$figure""_can_be_seen" "${figure}_seen: true"
    says "the_$figure""_goes_by_keyboard" "${figure}_by_keyboard: true"
done

# No label of a figure sticks out of its picture: in the EPUB it would be cut.
cat >"$work/labels.html" <<'END'
<iframe style="width: 1200px; height: 800px"></iframe>
<script>
const frame = document.querySelector('iframe');
frame.onload = () => {
    let count = 0;
    for (const picture of frame.contentDocument.querySelectorAll('figure > svg')) {
        const box = picture.getBoundingClientRect();
        for (const label of picture.querySelectorAll('text')) {
            const { left, top, right, bottom } = label.getBoundingClientRect();
            count++;
            if (label.textContent.trim() !== '' && (left < box.left || top < box.top ||
                right > box.right || bottom > box.bottom)) {
                console.log(`cut: ${picture.closest('figure').id}: ${label.textContent}`);
            }
        }
    }
    console.log(`labels: ${count}`);
};
frame.src = location.hash.slice(1);
</script>
END
labels=0
for page in "$root"/*.html; do
    console "$work/labels.html#$page" >"$log"
    labels=$((labels + $(sed -n 's/.*"labels: \([0-9]*\)".*/\1/p' "$log")))
    if grep 'cut:' "$log" >"$work/cut"; then
        not_ok "no_label_is_cut_in_$(basename "$page" .html)" "$(cat "$work/cut")"
    else
        ok "no_label_is_cut_in_$(basename "$page" .html)"
    fi
done
if [ "$labels" -gt 1000 ]; then ok "labels_were_seen"; else not_ok "labels_were_seen" "only $labels"; fi

cat >"$work/phone.html" <<'END'
<iframe style="width: 390px; height: 800px"></iframe>
<script>
const frame = document.querySelector('iframe');
frame.onload = () => {
    const page = frame.contentDocument.documentElement;
    console.log(page.scrollWidth > 390 ? 'too wide: ' + page.scrollWidth : 'it fits');
};
frame.src = location.hash.slice(1);
</script>
END
for page in "$root"/*.html; do
    console "$work/phone.html#$page" >"$log"
    says "on_a_phone_$(basename "$page" .html)_fits" "it fits"
done
exit "$bad"
