// Four scores as sliders, their probabilities as bars, and the loss of the first class.
touch.figure('softmax', (box, c, memory) => {
    const draw = touch.plane(box, { low: [0, -0.15], high: [4, 1.1], height: 0.45,
        label: 'A bar for the probability of each class.' }, (pen) => {
        const p = memory.floats(c.probabilities(), 4);
        pen.line([[0, 0], [4, 0]], pen.colour('figure-ink'), 1);
        p.forEach((share, k) => {
            pen.context.fillStyle = pen.colour(k === 0 ? 'figure-1' : 'figure-5');
            pen.context.fillRect(pen.x(k + 0.2), pen.y(share), pen.x(0.6), pen.y(0) - pen.y(share));
            pen.text(share.toFixed(4), k + 0.32, share + 0.03, pen.colour('figure-ink'));
            pen.text(`class ${k}`, k + 0.34, -0.11, pen.colour('figure-ink'));
        });
    });
    const controls = touch.controls(box);
    const says = touch.says(box);
    const show = () => {
        draw();
        const p = [...memory.floats(c.probabilities(), 4)];
        says(`Probabilities ${p.map((share) => share.toFixed(4)).join(', ')}. ` +
            `If class 0 is right, the cross-entropy is ${c.loss(0).toFixed(4)}.`);
    };
    [2, 1, 0, -1].forEach((score, k) => {
        memory.floats(c.scores(), 4)[k] = score;
        controls.slider(`z${'₀₁₂₃'[k]}`, [-10, 10, 0.1], score, (value) => {
            memory.floats(c.scores(), 4)[k] = value;
            show();
        });
    });
    show();
});
