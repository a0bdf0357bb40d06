// Single-key shortcuts, as the help lists them: each person's own. They can be
// turned off (WCAG 2.1.4) and never fire while somebody types. Letters are matched
// by the character, and where the layout is not Latin, or has no such key without
// Shift, by the place of the key.
const store = 'stet.keys';
const typing = el => el.closest?.('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');

export const enabled = () => localStorage.getItem(store) !== 'off';
export const setEnabled = on => localStorage.setItem(store, on ? 'on' : 'off');

/** What keys do: by a key the acts, each with its place among the keys of the act. */
const meant = {};
const listed = [...document.querySelectorAll('#keys [data-act]')];
for (const { dataset: { act, keys } } of listed) keys.split(' ').forEach((key, i) => { (meant[key] ??= []).push([act, i]); });

const maps = [];
let first = ''; // the first key of a pair

/** Adds what acts do: a map from an act, or a key that is always the same, to a
 * function of the event and the place of the key. The first map that does not
 * answer false has it. */
export const acts = map => maps.push(map);

/** Does something by its name; false when there is nothing to do. */
export const perform = (act, e, i = 0) => maps.some(map => map[act] && map[act](e, i) !== false);

/** What can be done on this page: the acts with their words and their keys. */
export const offered = () => listed.filter(el => maps.some(map => map[el.dataset.act])).map(el => ({
  act: el.dataset.act, words: el.querySelector('dt').textContent, caps: [...el.querySelectorAll('kbd')].map(k => k.textContent), many: el.dataset.keys.includes(' '),
}));

function namesOf(e) {
  if (e.key.length > 1) return [e.key];
  const place = e.code.replace(/^(Key|Digit)/, '').toLowerCase();
  const name = /^[\x20-\x7e]$/.test(e.key) ? e.key.toLowerCase() : place;
  return /^\d$/.test(place) ? [name, place] : [name];
}

const press = (name, e) => (meant[name] ?? []).some(([act, i]) => perform(act, e, i)) || perform(name, e);

addEventListener('keydown', e => {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || document.querySelector('dialog[open]')) return;
  if (e.key === 'Escape') {
    if (document.querySelector(':popover-open:not(.seltools)')) return;
    if (typing(e.target)) { e.target.blur(); return; }
    if (perform('Escape', e)) e.preventDefault();
    return;
  }
  if (!enabled() || typing(e.target) || document.querySelector('.pop:popover-open')) return;
  const names = namesOf(e), before = first;
  first = '';
  const again = e.repeat && !names[0].startsWith('Arrow');
  for (const name of names) {
    const steps = (meant[name] ?? []).some(([act]) => /\.(next|previous)$/.test(act));
    if (again && !steps) continue;
    if (before && press(before + name, e) || press(name, e)) return e.preventDefault();
  }
  if (Object.keys(meant).some(key => key.length === 2 && key[0] === names[0])) first = names[0];
});

/** Shows on buttons the keys that press them. */
export function label() {
  const caps = Object.fromEntries(listed.map(el => [el.dataset.act, el.querySelector('kbd')?.textContent]));
  for (const kbd of document.querySelectorAll('kbd[data-for]')) kbd.textContent = caps[kbd.dataset.for] ?? kbd.textContent;
}
addEventListener('stet:swapped', label);
label();
