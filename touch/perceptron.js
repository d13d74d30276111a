// The line of the perceptron, mistake by mistake.
touch.figure('perceptron', (box, c, memory) => {
    const nuts = memory.floats(c.nuts(), 120);
    const labels = memory.ints(c.labels(), 60);
    let latest = -1;
    let taken = 0;
    const draw = touch.plane(box, { low: [1, 0.9], high: [3.4, 2.3], height: 0.6,
        label: 'The nuts by length and width, and the line between the two answers.' }, (pen) => {
        const [w1, w2, b] = memory.floats(c.weights(), 3);
        if (w2 !== 0) {
            pen.line([0, 4].map((x) => [x, -(w1 * x + b) / w2]), pen.colour('figure-ink'), 1.5);
        }
        labels.forEach((label, i) => {
            const [x, y] = nuts.subarray(2 * i);
            pen.mark(x, y, label > 0, pen.colour(label > 0 ? 'figure-1' : 'figure-2'));
            if (i === latest) {
                pen.mark(x, y, false, pen.colour('figure-ink'), 9);
            }
        });
    });
    const controls = touch.controls(box);
    const says = touch.says(box);
    const show = () => {
        const [epochs, mistakes, done] = memory.ints(c.told(), 3);
        const [w1, w2, b] = memory.floats(c.weights(), 3);
        draw();
        says(`${mistakes} ${mistakes === 1 ? 'mistake' : 'mistakes'}, ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} ended` +
            `${done ? ', the last without a mistake' : ''}. w = (${w1.toFixed(2)}, ${w2.toFixed(2)}), b = ${b.toFixed(0)}.`);
    };
    const advance = (steps) => {
        for (; steps > 0; steps--) {
            const nut = c.step();
            if (nut < 0) {
                latest = -1;
                break;
            }
            latest = nut;
            taken++;
        }
        show();
    };
    const restart = (steps) => {
        c.begin(0, 0, 0);
        taken = 0;
        latest = -1;
        advance(steps);
    };
    controls.button('Next mistake', () => advance(1));
    controls.button('Back', () => restart(Math.max(0, taken - 1)));
    controls.button('To the end', () => advance(Infinity));
    controls.button('From the start', () => restart(0));
    restart(0);
});
