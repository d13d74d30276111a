// Figures that can be touched. Each has its C, compiled to WebAssembly, in
// touch.bytes.NAME, and a function that builds it: touch.figure(NAME, build). What
// they share is here: starting the module, a canvas in the colours of the page,
// sliders, buttons and a line that says what is to be seen.
'use strict';

const touch = { bytes: {} };

// A colour of the page by its CSS variable, as it is now: light or dark.
touch.colour = (box, name) => {
    const probe = document.createElement('span');
    probe.style.color = `var(--${name})`;
    box.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
};

// A plane of numbers, x from low[0] to high[0] and y from low[1] to high[1].
// draw(pen) draws it; it is called again when the page turns dark or light.
touch.plane = (box, { low, high, height = 0.75, label }, draw) => {
    const canvas = document.createElement('canvas');
    const width = 560;
    canvas.width = 2 * width;
    canvas.height = 2 * width * height;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', label);
    box.append(canvas);
    const context = canvas.getContext('2d');
    const pen = {
        context, canvas,
        colour: (name) => touch.colour(box, name),
        x: (x) => (x - low[0]) / (high[0] - low[0]) * canvas.width,
        y: (y) => (high[1] - y) / (high[1] - low[1]) * canvas.height,
        line(points, colour, thickness, dashes = []) {
            context.beginPath();
            points.forEach(([x, y], i) => context[i ? 'lineTo' : 'moveTo'](pen.x(x), pen.y(y)));
            context.strokeStyle = colour;
            context.lineWidth = 2 * thickness;
            context.setLineDash(dashes.map((dash) => 2 * dash));
            context.stroke();
            context.setLineDash([]);
        },
        mark(x, y, filled, colour, radius = 4) {
            context.beginPath();
            context.arc(pen.x(x), pen.y(y), 2 * radius, 0, 2 * Math.PI);
            context.lineWidth = 3;
            context.strokeStyle = context.fillStyle = colour;
            context[filled ? 'fill' : 'stroke']();
        },
        text(words, x, y, colour) {
            context.fillStyle = colour;
            context.font = `26px ${getComputedStyle(document.body).fontFamily}`;
            context.fillText(words, pen.x(x), pen.y(y));
        },
        // value(i, j) of count × count squares, row by row from the lowest, as shades
        // of a colour: shade 0 is the page, 1 the colour.
        shades(count, shade, colour) {
            context.fillStyle = colour;
            for (let i = 0; i < count; i++) {
                for (let j = 0; j < count; j++) {
                    context.globalAlpha = shade(i, j);
                    context.fillRect(j / count * canvas.width, (count - 1 - i) / count * canvas.height,
                        canvas.width / count + 1, canvas.height / count + 1);
                }
            }
            context.globalAlpha = 1;
        },
    };
    const redraw = () => {
        context.clearRect(0, 0, canvas.width, canvas.height);
        draw(pen);
    };
    new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
    return redraw;
};

touch.controls = (box) => {
    const row = document.createElement('div');
    row.className = 'controls';
    box.append(row);
    return {
        slider(label, [low, high, step], value, changed) {
            const whole = document.createElement('label');
            const input = Object.assign(document.createElement('input'),
                { type: 'range', min: low, max: high, step, value });
            const shown = document.createElement('output');
            const show = () => { shown.textContent = Number(input.value).toFixed(String(step).includes('.') ? String(step).split('.')[1].length : 0).replace('-', '−'); };
            input.addEventListener('input', () => { show(); changed(Number(input.value)); });
            whole.append(label, input, shown);
            row.append(whole);
            show();
            return { set(number) { input.value = number; show(); } };
        },
        button(label, pressed) {
            const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label });
            button.addEventListener('click', pressed);
            row.append(button);
            return button;
        },
        choice(label, names, changed) {
            const whole = document.createElement('label');
            const select = document.createElement('select');
            names.forEach((name, i) => select.append(new Option(name, i)));
            select.addEventListener('change', () => changed(Number(select.value)));
            whole.append(label, select);
            row.append(whole);
        },
    };
};

// A line of text that screen readers follow. Minus signs as the book has them.
touch.says = (box) => {
    const line = document.createElement('p');
    line.className = 'says';
    line.setAttribute('aria-live', 'polite');
    box.append(line);
    return (text) => { line.textContent = text.replace(/-(?=\d)/g, '−'); };
};

touch.figure = async (name, build) => {
    const box = document.querySelector(`[data-touch=${name}]`);
    box.closest('section').hidden = false;
    try {
        const bytes = Uint8Array.from(atob(touch.bytes[name]), (letter) => letter.charCodeAt(0));
        // The C library asks the system for nothing that a figure needs.
        const nothing = new Proxy({}, { get: () => () => 0 });
        const { instance } = await WebAssembly.instantiate(bytes, { wasi_snapshot_preview1: nothing });
        const c = instance.exports;
        c._initialize?.();
        build(box, c, {
            floats: (at, count) => new Float32Array(c.memory.buffer, at, count),
            ints: (at, count) => new Int32Array(c.memory.buffer, at, count),
        });
        box.dataset.ready = 'yes';
    } catch (error) {
        box.textContent = `This browser cannot run the figure (${error.message}). The printed one above says the same.`;
    }
};
