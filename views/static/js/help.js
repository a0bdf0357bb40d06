// The keys of every page, and the switch that turns single keys off.
import { acts, enabled, setEnabled } from './keys.js';

acts({
  'page.help': () => document.getElementById('keys')?.togglePopover(),
  'page.search': () => {
    const search = document.getElementById('q');
    if (search) search.focus(); else location.assign('/#q');
  },
  'page.desk': () => location.assign('/'),
  'page.review': () => location.assign('/review'),
});

const box = document.getElementById('keys-on');
if (box) {
  box.checked = enabled();
  box.addEventListener('change', () => setEnabled(box.checked));
}
