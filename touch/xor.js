// The plane of the XOR network, with a slider for each of its nine weights.
touch.figure('xor', (box, c, memory) => {
    const names = ['w₁₁', 'w₁₂', 'w₂₁', 'w₂₂', 'b₁', 'b₂', 'v₁', 'v₂', 'c'];
    const corners = [[0, 0], [0, 1], [1, 0], [1, 1]];
    const draw = touch.plane(box, { low: [-0.5, -0.5], high: [1.5, 1.5], height: 0.75,
        label: 'The square, shaded where the network answers +1.' }, (pen) => {
        const plane = memory.floats(c.plane(), 48 * 48);
        pen.shades(48, (i, j) => (plane[48 * i + j] > 0 ? 0.25 + 0.5 * Math.min(1, plane[48 * i + j]) : 0),
            pen.colour('figure-5'));
        for (const [x1, x2] of corners) {
            pen.mark(x1, x2, x1 !== x2, pen.colour('figure-ink'), 7);
        }
    });
    const controls = touch.controls(box);
    const says = touch.says(box);
    const show = () => {
        draw();
        const right = corners.filter(([x1, x2]) => (c.answer(x1, x2) > 0) === (x1 !== x2)).length;
        says(`${right} of 4 corners are right. ` + corners.map(([x1, x2]) =>
            `(${x1}, ${x2}): ${c.answer(x1, x2).toFixed(3)}`).join('   '));
    };
    c.reset();
    const sliders = names.map((name, i) => controls.slider(name, [-30, 30, 0.5],
        memory.floats(c.parameters(), 9)[i], (value) => {
            memory.floats(c.parameters(), 9)[i] = value;
            show();
        }));
    controls.button('As in the book', () => {
        c.reset();
        memory.floats(c.parameters(), 9).forEach((value, i) => sliders[i].set(value));
        show();
    });
    show();
});
