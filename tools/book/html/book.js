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

async function makeIndex() {
    await Promise.all([load('lunr.js'), load('search-data.js')]);
    index = lunr(function () {
        this.ref('id');
        this.field('title', { boost: 8 });
        this.field('page', { boost: 3 });
        this.field('text');
        window.bookSections.forEach((section, id) => this.add({ id, ...section }));
    });
}

// The part of text around the first of the words.
function excerpt(text, words) {
    const lower = text.toLowerCase();
    const places = words.map((word) => lower.indexOf(word)).filter((i) => i >= 0);
    const from = places.length ? Math.max(0, Math.min(...places) - 50) : 0;
    return (from > 0 ? '… ' : '') + text.slice(from, from + 140) + ' …';
}

function showResults() {
    const words = field.value.toLowerCase().match(/[\p{L}\p{N}_]+/gu) || [];
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
        text.textContent = excerpt(section.text, words);
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

// ---- Code: a button to copy it, and scrolling by keyboard where it is wide ----

for (const listing of document.querySelectorAll('figure.listing')) {
    if (!navigator.clipboard) {
        break;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
        const code = [...listing.querySelectorAll('pre')].map((pre) => pre.textContent);
        await navigator.clipboard.writeText(code.join('\n'));
        button.textContent = 'Copied';
        setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
    listing.querySelector('figcaption').append(button);
}
for (const box of document.querySelectorAll('pre, .table, .formula')) {
    if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
    }
}
