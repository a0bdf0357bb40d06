// The keys of every page, and the switch that turns single keys off.
import { keys, enabled, setEnabled } from './keys.js';

keys({
  '?': () => document.getElementById('keys')?.togglePopover(),
  '/': () => {
    const search = document.getElementById('q');
    if (search) search.focus(); else location.assign('/#q');
  },
  'g d': () => location.assign('/'),
  'g r': () => location.assign('/review'),
});

const box = document.getElementById('keys-on');
if (box) {
  box.checked = enabled();
  box.addEventListener('change', () => setEnabled(box.checked));
}
