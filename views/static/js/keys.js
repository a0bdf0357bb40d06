// Single-key shortcuts. They can be turned off (WCAG 2.1.4) and never fire while
// somebody types. Letters are matched by the character, and where the layout is
// not Latin by the place of the key.
const store = 'stet.keys';
const typing = el => el.closest?.('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');

export const enabled = () => localStorage.getItem(store) !== 'off';
export const setEnabled = on => localStorage.setItem(store, on ? 'on' : 'off');

const maps = [];
let first = ''; // the first key of a pair such as "g d"

/** Adds keys: a map from a key to what it does. The first map that does not
 * answer false has the key. */
export const keys = map => maps.push(map);

function nameOf(e) {
  if (e.key.length > 1) return e.key;
  if (/^[\x20-\x7e]$/.test(e.key)) return e.key.toLowerCase();
  return e.code.replace(/^(Key|Digit)/, '').toLowerCase();
}

function press(name, e) {
  for (const map of maps) {
    if (map[name] && map[name](e) !== false) { e.preventDefault(); return true; }
  }
  return false;
}

addEventListener('keydown', e => {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
  if (e.key === 'Escape') {
    if (document.querySelector(':popover-open:not(.seltools)')) return;
    if (typing(e.target)) { e.target.blur(); return; }
    press('Escape', e);
    return;
  }
  if (!enabled() || typing(e.target) || document.querySelector('.pop:popover-open')) return;
  const name = nameOf(e), pair = `${first} ${name}`;
  if (e.repeat && !/^(j|k|Arrow.*)$/.test(name)) return;
  first = '';
  if (press(pair, e) || press(name, e)) return;
  if (name === 'g') first = 'g';
});
