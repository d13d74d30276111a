
// ---- What a reader does; tests/book.sh adds this to a copy of the pages ----

function expect(act, condition) {
    console.log(condition ? `done: ${act}` : `failed: ${act}`);
}

document.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
expect('slash_opens_the_search', document.activeElement === field);

field.value = 'Rosenblatt';
field.dispatchEvent(new Event('input'));
const waiting = setInterval(() => {
    if (results.querySelector('a')) {
        clearInterval(waiting);
        expect('search_finds_a_word', /01_perceptron|bibliography/.test(
            results.querySelector('a').href));
    }
}, 50);

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
