
// ---- What one does who touches a figure; tests/book.sh adds this to a copy of the
// ---- pages. Says what the page then says.

function told(name, text) {
    console.log(`told: ${name}: ${text}`);
}
function press(box, label) {
    [...box.querySelectorAll('button')].find((button) => button.textContent === label).click();
}
function slide(box, number, value) {
    const input = box.querySelectorAll('input')[number];
    input.value = value;
    input.dispatchEvent(new Event('input'));
}
const acts = {
    perceptron(box, says) {
        press(box, 'To the end');
        told('perceptron', says());
        press(box, 'Back');
        press(box, 'Next mistake');
        told('perceptron_again', says());
    },
    xor(box, says) {
        told('xor', says());
        slide(box, 7, 0);
        told('xor_cut', says());
        press(box, 'As in the book');
        told('xor_back', says());
    },
    softmax(box, says) {
        [2, -1, 0, -10].forEach((score, k) => slide(box, k, score));
        told('softmax', says());
    },
    race(box, says) {
        slide(box, 0, -2.25);
        press(box, 'To the end');
        told('race', says());
        box.querySelectorAll('select')[1].value = '2';
        box.querySelectorAll('select')[1].dispatchEvent(new Event('change'));
        press(box, 'To the end');
        told('race_two', says());
    },
};
const ready = setInterval(() => {
    const box = document.querySelector('[data-touch]');
    if (box?.dataset.ready) {
        clearInterval(ready);
        acts[box.dataset.touch](box, () => box.querySelector('.says').textContent);
        const seen = box.querySelector('canvas').getBoundingClientRect();
        told(`${box.dataset.touch}_seen`, seen.width > 200 && seen.height > 100);
        const keyed = [...box.querySelectorAll('button, input, select')].every((it) => it.tabIndex === 0);
        told(`${box.dataset.touch}_by_keyboard`, keyed);
    }
}, 50);
