// Ctrl K finds anything that can be done on a page: what keys do, where links of
// menus lead, and what buttons do.
import { offered, perform } from './keys.js';
import { say } from './say.js';
import { t } from './words.js';

const palette = document.getElementById('palette'), input = document.getElementById('palette-q'), list = document.getElementById('palette-list');
const elsewhere = 'header.bar a[href], header.bar .menu button, .menu a[href], .ws-head a.btn, main .links a, main .acts :is(a, button).btn, main .p-foot button, main .head .btn, main .tabs a, main [name=rating]';
let items = [], before = null;

const wordsOf = el => {
  const copy = (el.matches('input') ? el.parentElement : el).cloneNode(true);
  for (const extra of copy.querySelectorAll('kbd, svg, .avatar, input')) extra.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
};
const usable = el => !el.disabled && el.ariaDisabled !== 'true' && !el.closest('[hidden]') && (el.closest('[popover]') || el.checkVisibility());

function press(el) {
  if (!el.matches('input')) return el.click();
  el.checked = true;
  el.focus();
  el.dispatchEvent(new Event('input', { bubbles: true }));
}

function gather() {
  const seen = new Set();
  const keys = offered().filter(o => !o.many && o.act !== 'arrival.take').map(o => ({ words: o.words, caps: o.caps, run: () => perform(o.act, new Event('palette')) || say(t('That cannot be done here.')) }));
  const found = [...document.querySelectorAll(elsewhere)].filter(usable)
    .map(el => ({ words: el.matches('input') ? `${el.closest('fieldset').querySelector('legend').textContent}: ${wordsOf(el)}` : wordsOf(el), caps: [], run: () => press(el) }));
  return [...keys, ...found].filter(({ words }) => words && !seen.has(words) && seen.add(words));
}

/** Shows what fits what is typed: every word of it somewhere, and first what begins with it. */
function filter() {
  const asked = input.value.toLowerCase().split(/\s+/).filter(Boolean), q = asked.join(' ');
  const fits = items.filter(i => asked.every(w => i.words.toLowerCase().includes(w)));
  fits.sort((a, b) => b.words.toLowerCase().startsWith(q) - a.words.toLowerCase().startsWith(q));
  if (q && location.pathname !== '/search') fits.push({ words: t('Search for “%s”', input.value.trim()), caps: [], run: () => location.assign(`/?${new URLSearchParams({ q: input.value.trim() })}`) });
  list.replaceChildren(...fits.slice(0, 12).map((item, i) => {
    const li = document.createElement('li'), words = document.createElement('span');
    li.id = `palette-${i}`;
    li.role = 'option';
    words.textContent = item.words;
    words.dir = 'auto';
    li.append(words, ...item.caps.map(c => Object.assign(document.createElement('kbd'), { textContent: c })));
    li.addEventListener('click', () => choose(item));
    li.item = item;
    return li;
  }));
  point(0);
}

function point(by) {
  const all = [...list.children], i = all.findIndex(o => o.ariaSelected === 'true'), to = all[(Math.max(i, 0) + by + all.length) % all.length];
  for (const o of all) o.ariaSelected = String(o === to);
  if (!to) return input.removeAttribute('aria-activedescendant');
  input.setAttribute('aria-activedescendant', to.id);
  to.scrollIntoView({ block: 'nearest' });
}

function choose(item) {
  before = null; // what is done now says where the focus goes
  palette.close();
  item.run();
}

function open() {
  before = document.activeElement;
  for (const p of document.querySelectorAll('.pop:popover-open')) p.hidePopover();
  items = gather();
  input.value = '';
  palette.showModal();
  filter();
}

if (palette) {
  addEventListener('keydown', e => {
    if (!(e.ctrlKey || e.metaKey) || e.shiftKey || e.altKey || e.key.toLowerCase() !== 'k' || e.isComposing) return;
    e.preventDefault();
    if (palette.open) palette.close(); else open();
  });
  input.addEventListener('input', filter);
  input.addEventListener('keydown', e => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); point(e.key === 'ArrowDown' ? 1 : -1); }
    const on = list.querySelector('[aria-selected=true]');
    if (e.key === 'Enter' && on && !e.isComposing) { e.preventDefault(); choose(on.item); }
  });
  palette.addEventListener('click', e => { if (e.target === palette) palette.close(); }); // beside it
  palette.addEventListener('close', () => before?.isConnected && before.focus({ preventScroll: true }));
}
