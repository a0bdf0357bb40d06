// What a revision did: its items are taken one after the other by keys. Each key
// presses the button that shows it.
import { acts } from './keys.js';
import { say } from './say.js';
import { t } from './words.js';

const main = document.querySelector('main.arrival');
const items = () => [...main.querySelectorAll('[data-item]')];
let at = main?.querySelector('[data-item].here') ?? null;

function take(item) {
  at?.classList.remove('here');
  at = item;
  at.classList.add('here');
  at.focus({ preventScroll: true });
  at.scrollIntoView({ block: 'center' });
}

/** Goes by so many items, or to the next that is not settled. */
function step(by) {
  const all = items(), here = all.indexOf(at);
  const to = here < 0 ? all[by > 0 ? 0 : all.length - 1] : all[here + by];
  if (to) take(to); else say(by > 0 ? t('That was the last one.') : t('That was the first one.'));
}

function next() {
  const all = items(), here = all.indexOf(at);
  const to = [...all.slice(here + 1), ...all.slice(0, Math.max(here, 0))].find(i => !('settled' in i.dataset));
  if (to) take(to); else say(t('Nothing is left to do here.'));
}

/** Presses the button of an act in the present item, or the one in that place. */
function press(act, i) {
  const button = at?.querySelectorAll(`[data-does="${act}"]`)[i];
  if (!button) return false;
  if (!button.matches('summary')) return button.click();
  button.closest('details').open = true;
  button.closest('details').querySelector('.input').focus();
}

/** How many of the ticked claims are approved together. */
function count() {
  const boxes = [...main.querySelectorAll('[form=slight][name=claim]')], label = main.querySelector('[data-count=slight]');
  const ticked = boxes.filter(b => b.checked).length;
  label.textContent = ticked === boxes.length ? t('Approve all %d that changed only in punctuation or capitals', ticked) : t('Approve %d of %d', ticked, boxes.length);
}

if (main) {
  acts({
    'arrival.next': () => step(1), 'arrival.previous': () => step(-1),
    'arrival.take': e => (e.target === document.body || e.target.matches('[data-item], #next') ? next() : false),
    ...Object.fromEntries(['approve', 'return', 'stands', 'attach', 'cut', 'claim'].map(act => [`arrival.${act}`, (_, i) => press(act, i)])),
  });
  main.addEventListener('focusin', e => {
    const item = e.target.closest('[data-item]');
    if (!item || item === at) return;
    at?.classList.remove('here');
    at = item;
    at.classList.add('here');
  });
  main.addEventListener('change', e => { if (e.target.matches('[form=slight]')) count(); });
  if (at) take(at);
}
