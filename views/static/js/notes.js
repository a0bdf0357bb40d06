// Fetches margin cards when their rows come near.
import { parse } from './swap.js';

const main = document.querySelector('main.ws'), text = document.getElementById('text');
const near = new Set();
let timer = 0;

const observer = new IntersectionObserver(entries => {
  for (const e of entries) if (e.isIntersecting) near.add(Number(e.target.id.slice(1)));
  clearTimeout(timer);
  if (near.size) timer = setTimeout(fetchNear, 60);
}, { rootMargin: '800px 0px' });

/** Watches the margins that are still to be filled. */
export function watch() {
  for (const n of text.querySelectorAll('.notes[data-notes]:not([data-watched])')) {
    n.dataset.watched = '';
    observer.observe(n);
  }
}

async function fetchNear() {
  const from = Math.min(...near), to = Math.max(...near) + 1;
  near.clear();
  const q = new URLSearchParams({ from, to, claim: main.dataset.claim ?? '' });
  try {
    const response = await fetch(`/articles/${main.dataset.article}/notes?${q}`);
    if (!response.ok) return;
    for (const n of [...parse(await response.text()).body.children]) fill(n);
  } catch { /* the links in the margin still lead to the claims */ }
}

function fill(notes) {
  const live = document.getElementById(notes.id);
  if (!live?.hasAttribute('data-notes')) return;
  observer.unobserve(live);
  live.replaceWith(notes);
}
