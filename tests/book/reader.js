
// ---- What a reader does; tests/book.sh adds this to a copy of the pages ----

function expect(act, condition) {
    console.log(condition ? `done: ${act}` : `failed: ${act}`);
}

document.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
expect('slash_opens_the_search', document.activeElement === field);

// Searches, one after the other: what is typed, and what the first results must be.
const searches = [
    ['search_finds_a_word', 'Rosenblatt', /01_perceptron|bibliography/],
    ['search_finds_an_exercise', 'exercise 4.3', /#ex:4\.3$/],
    ['search_finds_a_section_by_its_number', '1.3', /01_perceptron.html#(sec:classical|ex:1\.3)/],
    ['search_finds_a_term_with_a_short_word', 'He initialisation', /05_optim/],
    ['search_finds_a_term', 'dead ReLU', /0[345]_/],
    ['search_finds_a_subsection', 'Adam', /05_optim.html#sec:adam$/],
    ['search_finds_a_greek_letter_by_name', 'sigma', /0[2-7]_/],
    ['search_finds_a_greek_letter', 'σ', /0[2-7]_/],
];
field.dispatchEvent(new Event('focus'));
const ready = setInterval(() => {
    if (index !== null) {
        clearInterval(ready);
        for (const [act, words, address] of searches) {
            field.value = words;
            field.dispatchEvent(new Event('input'));
            const first = results.querySelector('a');
            console.log(`${words}: ${first && first.href}: ${first && first.textContent}`);
            expect(act, first !== null && address.test(decodeURI(first.href)));
        }
        expect('search_marks_the_word', results.querySelector('mark')?.textContent.includes('σ'));
        expect('formulas_are_readable', !window.bookSections.some(({ text }) => /\\(frac|sum|sigma)/.test(text)));
    }
}, 50);

const following = [...side.querySelectorAll('[aria-current=true]')].length;
sections[3].heading.scrollIntoView();
followReading();
expect('the_sidebar_follows', following <= 1 && sections[3].link.getAttribute('aria-current') === 'true'
    && side.querySelectorAll('[aria-current=true]').length === 1);

const next = document.querySelector('.neighbours [rel=next]');
let followed = false;
next.addEventListener('click', (event) => { followed = true; event.preventDefault(); });
field.blur();
document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
expect('an_arrow_leads_to_the_next_page', followed);

const dark = getComputedStyle(document.body).backgroundColor;
theme.click();
expect('the_theme_turns_dark_and_is_kept', getComputedStyle(document.body).backgroundColor !== dark
    && localStorage.getItem('theme') === root.dataset.theme);

const hint = document.querySelector('details.hint');
const inner = hint.querySelector('details.hint');
hint.open = true;
expect('hints_open_one_by_one', inner !== null && !inner.open);

menu.click();
expect('the_menu_opens', root.classList.contains('menu-open'));
