// The optimisers on their way down: each leaves its path, until it is begun anew.
touch.figure('race', (box, c, memory) => {
    const names = ['gradient descent', 'momentum', 'Nesterov', 'AdaGrad', 'RMSProp', 'AdaDelta', 'Adam'];
    const valleys = [
        { name: 'ravine', low: [-11, -3], high: [11, 3] },
        { name: 'Rosenbrock’s valley', low: [-2, -1], high: [2, 3] },
    ];
    const limit = 20000; // steps
    let at = c.begin(0);
    let valley = 0;
    let runner = 1;
    let rate = 10 ** -2.25;
    let runs = []; // of each runner: {k, rate, path, steps, e}
    const holder = document.createElement('div');
    box.append(holder);
    let draw;
    const look = () => {
        const { low, high } = valleys[valley];
        holder.replaceChildren();
        draw = touch.plane(holder, { low, high, height: 0.6,
            label: 'A valley, darker where it is higher, and the paths of the optimisers.' }, (pen) => {
            const heights = memory.floats(c.heights(low[0], high[0], low[1], high[1]), 64 * 64);
            const logs = [...heights].map((e) => Math.log(1e-3 + e));
            const most = Math.max(...logs);
            const least = Math.min(...logs);
            pen.shades(64, (i, j) => 0.5 * (logs[64 * i + j] - least) / (most - least), pen.colour('figure-guide'));
            for (const { k, path } of runs) {
                const colour = pen.colour(`figure-${k % 6 + 1}`);
                pen.line(path, colour, 1.5, k < 6 ? [] : [6, 4]);
                pen.mark(...path[path.length - 1], true, colour);
            }
        });
    };
    const controls = touch.controls(box);
    const says = touch.says(box);
    const show = () => {
        draw();
        says(runs.map(({ k, rate: r, steps, e }) => `${names[k]}, rate ${r.toPrecision(2)}: ` +
            (e < 1e-4 ? `E < 0.0001 after ${steps} steps` : `E = ${e.toPrecision(3)} after ${steps} steps`)).join('. ') || 'Nobody is on the way.');
    };
    const advance = (most) => {
        let run = runs.find(({ k }) => k === runner);
        if (run === undefined || run.rate !== rate) {
            runs = runs.filter(({ k }) => k !== runner);
            const place = [...memory.floats(at, 14).subarray(2 * runner, 2 * runner + 2)];
            run = { k: runner, rate, path: [place], steps: 0, e: Infinity };
            runs.push(run);
        }
        for (let i = 0; i < most && run.steps < limit && run.e >= 1e-4; i++) {
            run.e = c.step(runner, rate, ++run.steps);
            run.path.push([...memory.floats(at, 14).subarray(2 * runner, 2 * runner + 2)]);
        }
        show();
    };
    const restart = () => {
        runs = [];
        at = c.begin(valley);
        look();
        show();
    };
    controls.choice('Valley', valleys.map(({ name }) => name), (which) => { valley = which; restart(); });
    controls.choice('Optimiser', names, (which) => { runner = which; });
    controls.slider('log₁₀ of the rate', [-4, 2, 0.125], -2.25, (value) => {
        rate = 10 ** value;
        runs = runs.filter(({ k }) => k !== runner);
        c.place(runner);
        show();
    });
    controls.button('A step', () => advance(1));
    controls.button('Ten steps', () => advance(10));
    controls.button('To the end', () => advance(limit));
    controls.button('From the start', restart);
    box.querySelectorAll('select')[1].value = '1';
    restart();
});
