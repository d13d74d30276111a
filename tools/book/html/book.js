// Sidebar, light and dark, search, and copying of code. Without this file the
// pages still read well: what needs it is hidden until it runs.
'use strict';

const root = document.documentElement;
const byId = (id) => document.getElementById(id);

// ---- Sidebar on narrow screens ----

const menu = byId('menu');
menu.hidden = false;
function showMenu(open) {
    menu.setAttribute('aria-expanded', open);
    root.classList.toggle('menu-open', open);
}
menu.addEventListener('click', () => {
    showMenu(menu.getAttribute('aria-expanded') !== 'true');
});
byId('sidebar').addEventListener('click', (event) => {
    if (event.target.closest('a')) {
        showMenu(false);
    }
});

// ---- Light and dark: the reader's choice, else the system's ----

const theme = byId('theme');
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.theme || (systemDark.matches ? 'dark' : 'light')) === 'dark';
function labelTheme() {
    theme.textContent = isDark() ? 'Light' : 'Dark';
    theme.setAttribute('aria-label', `Switch to ${isDark() ? 'light' : 'dark'} pages`);
}
theme.hidden = false;
labelTheme();
systemDark.addEventListener('change', labelTheme);
theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    labelTheme();
    try {
        localStorage.setItem('theme', root.dataset.theme);
    } catch (e) {
        // Some browsers keep nothing for pages read from a file.
    }
});

// ---- Search: lunr and the text are loaded when the field is first used ----

const form = byId('search');
const field = form.querySelector('input');
const results = byId('results');
let index = null;
let loading = null;

function load(source) {
    return new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = source;
        script.onload = resolve;
        script.onerror = () => reject(new Error(`cannot load ${source}`));
        document.head.append(script);
    });
}

// A Greek letter is found by its name too; lunr knows only the name.
const greek = { alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', eta: 'η', theta: 'θ',
    lambda: 'λ', mu: 'μ', pi: 'π', rho: 'ρ', sigma: 'σ', phi: 'φ', omega: 'ω' };
const names = Object.fromEntries(Object.entries(greek).map(([name, letter]) => [letter, name]));
const spelled = (text) => text.replace(/[α-ω]/g, (letter) => ` ${names[letter] || letter} `);

async function makeIndex() {
    await Promise.all([load('lunr.js'), load('search-data.js')]);
    index = lunr(function () {
        this.pipeline.remove(lunr.stopWordFilter); // He is a name here
        this.ref('id');
        this.field('title', { boost: 8 });
        this.field('terms', { boost: 6 });
        this.field('page', { boost: 3 });
        this.field('text');
        window.bookSections.forEach((section, id) => this.add({
            id, title: section.title, terms: section.terms, page: section.page,
            text: spelled(section.text),
        }));
    });
}

// The part of text around the first of the words, in which they are marked.
function excerpt(text, words) {
    const forms = words.flatMap((word) => (greek[word] ? [word, greek[word]] : [word]));
    const escaped = forms.map((form) => form.replace(/[.]/g, '\\.'));
    const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})`, 'giu');
    const first = text.search(any);
    const from = Math.max(0, first - 50);
    const part = text.slice(from, from + 140);
    const result = [from > 0 ? '… ' : ''];
    let done = 0;
    for (const match of part.matchAll(any)) {
        const mark = document.createElement('mark');
        mark.textContent = match[0];
        result.push(part.slice(done, match.index), mark);
        done = match.index + match[0].length;
    }
    result.push(part.slice(done), ' …');
    return result;
}

function showResults() {
    const words = spelled(field.value.toLowerCase()).match(/\p{N}+(?:\.[\p{L}\p{N}]+)+|[\p{L}\p{N}_]+/gu) || [];
    results.replaceChildren();
    if (words.length === 0 || index === null) {
        results.hidden = true;
        return;
    }
    const found = index.query((query) => {
        for (const word of words) {
            query.term(lunr.tokenizer(word), { boost: 4 });
            query.term(word, { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false });
        }
    }).slice(0, 10);
    for (const { ref } of found) {
        const section = window.bookSections[ref];
        const link = document.createElement('a');
        const title = document.createElement('b');
        const text = document.createElement('span');
        link.href = section.url;
        title.textContent = section.title;
        text.append(...excerpt(section.text, words));
        link.append(title, text);
        const item = document.createElement('li');
        item.append(link);
        results.append(item);
    }
    if (found.length === 0) {
        const item = document.createElement('li');
        item.textContent = 'Nothing found.';
        results.append(item);
    }
    results.hidden = false;
}

form.hidden = false;
field.addEventListener('focus', () => {
    loading = loading || makeIndex().then(showResults);
});
field.addEventListener('input', showResults);
form.addEventListener('submit', (event) => {
    event.preventDefault();
    results.querySelector('a')?.click();
});
document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        field.focus();
        field.select();
    } else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !typing &&
        event.target === document.body && !event.ctrlKey && !event.metaKey && !event.altKey &&
        !event.shiftKey) {
        document.querySelector(`.neighbours [rel=${event.key === 'ArrowLeft' ? 'prev' : 'next'}]`)?.click();
    } else if (event.key === 'Escape') {
        results.hidden = true;
        field.blur();
        showMenu(false);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !results.hidden) {
        const links = [field, ...results.querySelectorAll('a')];
        const now = links.indexOf(document.activeElement);
        if (now >= 0) {
            event.preventDefault();
            const step = event.key === 'ArrowDown' ? 1 : links.length - 1;
            links[(now + step) % links.length].focus();
        }
    }
});
document.addEventListener('click', (event) => {
    if (!form.contains(event.target)) {
        results.hidden = true;
    }
});

// ---- The sidebar shows which section is read ----

const side = byId('sidebar');
const sections = [...document.querySelectorAll('main section > h2')].map((heading) => ({
    heading, link: side.querySelector(`a[href="#${CSS.escape(heading.closest('section').id)}"]`),
})).filter(({ link }) => link !== null);
function followReading() {
    const read = sections.filter(({ heading }) => heading.getBoundingClientRect().top < innerHeight / 3).pop();
    for (const { link } of sections) {
        if (link === read?.link && !link.hasAttribute('aria-current')) {
            link.setAttribute('aria-current', 'true');
            side.scrollTop = link.offsetTop - side.clientHeight / 2;
        } else if (link !== read?.link) {
            link.removeAttribute('aria-current');
        }
    }
}
let waiting = false;
addEventListener('scroll', () => {
    if (!waiting) {
        waiting = true;
        requestAnimationFrame(() => { waiting = false; followReading(); });
    }
}, { passive: true });
followReading();

// ---- Code: a button to copy it, and scrolling by keyboard where it is wide ----

function addCopy(box, place) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
        const code = [...box.querySelectorAll('pre')].map((pre) => pre.textContent);
        await navigator.clipboard.writeText(code.join('\n'));
        button.textContent = 'Copied';
        setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    place.append(button);
}
if (navigator.clipboard) {
    for (const listing of document.querySelectorAll('figure.listing')) {
        addCopy(listing, listing.querySelector('figcaption'));
    }
    for (const command of document.querySelectorAll('div.sourceCode:has(> pre.sh)')) {
        addCopy(command, command);
    }
}
for (const box of document.querySelectorAll('pre, .table, .formula')) {
    if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
    }
}
