// The chosen claim, and writing to the workspace without leaving it.
import { say } from './say.js';
import { ask, send, swap, failed } from './swap.js';
import { watch } from './notes.js';

export const main = document.querySelector('main.ws'), text = document.getElementById('text');
export const panel = () => document.getElementById('claim');
export const article = main.dataset.article, revision = main.dataset.revision;
export const chosen = () => main.dataset.claim ?? '';

/** Marks the words and the card of a claim or a thread as the chosen one. */
export function mark(id) {
  for (const el of text.querySelectorAll('.on')) el.classList.remove('on');
  for (const el of text.querySelectorAll('[aria-current]')) el.removeAttribute('aria-current');
  if (id) main.dataset.claim = id; else delete main.dataset.claim;
  for (const b of document.querySelectorAll('#seltools [data-do=place]')) b.hidden = !(id > 0);
  if (!id) return;
  for (const m of text.querySelectorAll(`mark[data-c~="${id}"]`)) m.classList.add('on');
  const card = text.querySelector(`.note a[data-c="${id}"]`);
  card?.closest('.note').classList.add('on');
  card?.setAttribute('aria-current', 'true');
}

/** The address of this page with a claim chosen. */
export const address = id => {
  const q = new URLSearchParams();
  if (id) q.set(...(id[0] === 'm' ? ['thread', id.slice(1)] : ['claim', id])); // a thread, or a claim
  if (text.dataset.show !== 'all') q.set('show', text.dataset.show);
  return `${location.pathname}${q.size ? `?${q}` : ''}`;
};

/** What the address of this page has chosen. */
export const inAddress = () => { const q = new URLSearchParams(location.search); return q.has('thread') ? `m${q.get('thread')}` : q.get('claim') ?? ''; };

/** Chooses a claim, a thread, or none, and shows it in the panel. */
export async function choose(id, { push = true, look = true } = {}) {
  mark(id);
  if (look && id) text.querySelector(`mark[data-c~="${id}"]`)?.scrollIntoView({ block: 'nearest' });
  if (push) history.pushState(null, '', address(id));
  try {
    const got = await ask(address(id));
    if (got) show(got, true);
  } catch { failed(); }
}

/** Shows a part that came back. Without a claim of its own it leaves the panel alone. */
function show({ part, ok }, force = false) {
  const id = part.getElementById('claim')?.dataset.claim ?? '';
  const keepPanel = !force && !id && chosen() !== '';
  const flash = part.getElementById('live')?.textContent.trim();
  swap(part, el => el.id === 'live' || el.id === 'claim' && keepPanel);
  if (!keepPanel) {
    mark(id);
    if (id !== inAddress()) history.pushState(null, '', address(id));
  } else mark(chosen());
  const select = document.querySelector('#show select');
  if (select) select.value = text.dataset.show;
  watch();
  announce(ok, flash);
}

function announce(ok, flash) {
  const wrong = document.querySelector('#message .err, #claim .err, #claim .notice.box');
  if (!ok && wrong) return say(wrong.textContent.trim());
  if (flash) return say(flash);
  const title = panel().querySelector('h2')?.textContent.trim() ?? '', crumb = panel().querySelector('.crumb')?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  say(`${crumb} ${title}`.trim());
}

/** The numbers of the blocks that a claim has a place in. */
export const blocksOf = id => [...new Set([...text.querySelectorAll(`mark[data-c~="${id}"]`)].map(m => m.closest('[data-b]').dataset.b))];

/** Writes something and shows what it changed; reports whether it was taken. */
export async function act(url, fields, blocks = [], answered = () => {}) {
  const body = fields instanceof FormData || fields instanceof URLSearchParams ? fields : new URLSearchParams(fields);
  const b = new Set([...blocks, ...(chosen() ? blocksOf(chosen()) : [])].map(String));
  if (b.size) body.set('b', [...b].join(','));
  main.setAttribute('aria-busy', 'true');
  try {
    const got = await send(url, body);
    if (!got) return false;
    answered();
    show(got);
    await missing(got, b);
    return got.ok;
  } catch { failed(); return false; } finally { main.removeAttribute('aria-busy'); }
}

/** Asks for rows that should have come and did not. */
async function missing({ part, url, ok }, b) {
  const lost = [...b].filter(n => !part.getElementById(`r${n}`));
  if (!ok || !lost.length) return;
  const at = new URL(url);
  at.searchParams.set('b', lost.join(','));
  const got = await ask(at);
  if (got) { swap(got.part, el => !el.classList.contains('row')); mark(chosen()); }
}
