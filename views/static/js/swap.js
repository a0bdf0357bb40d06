// Sends forms without leaving the page and puts what changed in its place.
import { say } from './say.js';
import { attributes } from './morph.js';
import { t } from './words.js';

const policy = globalThis.trustedTypes?.createPolicy('stet-fragment', { createHTML: s => s });

/** Parses HTML from our own server, or from the clipboard; scripts in it do not run. */
export const parse = html => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html');

let asking = null; // the newest question; older answers are dropped

/** Asks for the part of the workspace at an address; null when a newer question was asked. */
export async function ask(url) {
  asking?.abort();
  asking = new AbortController();
  try {
    return await answer(await fetch(url, { headers: { 'X-Stet-Part': '1' }, signal: asking.signal }));
  } catch (e) {
    if (e.name === 'AbortError') return null;
    throw e;
  }
}

/** Sends fields to an address and returns the part that comes back. */
export async function send(url, body) {
  asking?.abort();
  return answer(await fetch(url, { method: 'POST', body, headers: { 'X-Stet-Part': '1' } }));
}

async function answer(response) {
  const part = parse(await response.text());
  if (!part.getElementById('ws-head')) { // somewhere else: signed out, or a page of its own
    location.assign(response.url);
    return null;
  }
  return { part, ok: response.ok, url: response.url };
}

/** Puts the elements of a part in the place of those with the same ids. */
export function swap(part, keep = () => false) {
  const focused = document.activeElement?.id, scroll = scrolls();
  for (const el of [...part.body.children]) {
    const live = el.id && document.getElementById(el.id);
    if (!live || keep(el)) continue;
    const same = live.dataset.claim === el.dataset.claim;
    attributes(live, el);
    live.replaceChildren(...el.childNodes);
    if (el.id === 'claim' && same) restore(live, scroll);
  }
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  dispatchEvent(new Event('stet:swapped'));
}

const scrolls = () => document.querySelector('#claim .p-body')?.scrollTop ?? 0;
const restore = (panel, top) => { const body = panel.querySelector('.p-body'); if (body) body.scrollTop = top; };

/** Shows a sentence above the text when a write could not even be sent. */
export function failed() {
  const sentence = t('The connection failed. What you typed is still here: try again in a moment.');
  const p = document.createElement('p');
  p.className = 'err box';
  p.setAttribute('role', 'alert');
  p.textContent = sentence;
  document.getElementById('message')?.replaceChildren(p);
  say(sentence);
}
