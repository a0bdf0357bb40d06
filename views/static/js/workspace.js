// The workspace: its forms, choosing by pointer, and its keys.
import './minimap.js';
import './cursor.js';
import './selection.js';
import './live.js';
import { acts } from './keys.js';
import { say } from './say.js';
import { forget } from './draft.js';
import { watch } from './notes.js';
import { decide } from './review.js';
import { act, choose, chosen, address, inAddress, main, panel, text } from './claims.js';
import { t } from './words.js';

// Before anybody else hears of it: what is sent from here does not leave the page.
addEventListener('submit', e => {
  const form = e.target, button = e.submitter;
  if (form.method !== 'post' || form.id === 'sent' || 'whole' in form.dataset || !(main.contains(form) || form.id === 'acts')) return;
  e.preventDefault();
  const data = new FormData(form, button);
  const url = button?.hasAttribute('formaction') ? button.formAction : form.action;
  const row = button?.closest('.row')?.querySelector('[data-b]')?.dataset.b;
  button?.setAttribute('aria-disabled', 'true');
  act(url, form.enctype === 'multipart/form-data' ? data : new URLSearchParams([...data]), row ? [row] : [], () => forget(form))
    .finally(() => button?.removeAttribute('aria-disabled'));
}, true);

// Choosing by pointer: words, cards, and the arrows of the panel.
const length = id => [...text.querySelectorAll(`mark[data-c~="${id}"]`)].reduce((n, m) => n + m.textContent.length, 0);

main.addEventListener('click', e => {
  if (e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
  const link = e.target.closest('a[data-c]');
  if (link) { e.preventDefault(); choose(link.dataset.c); return; }
  const m = !e.target.closest('a') && e.target.closest('.text mark');
  if (!m || !getSelection().isCollapsed) return;
  const ids = m.dataset.c.split(' ').sort((a, b) => length(a) - length(b));
  choose(ids[(ids.indexOf(chosen()) + 1) % ids.length], { look: false });
});
text.addEventListener('pointerover', e => {
  const id = e.target.closest('.note a')?.dataset.c;
  for (const m of text.querySelectorAll('mark.near')) m.classList.remove('near');
  if (id) for (const m of text.querySelectorAll(`mark[data-c~="${id}"]`)) m.classList.add('near');
});
addEventListener('popstate', () => choose(inAddress(), { push: false }));

main.addEventListener('change', e => {
  if (!e.target.matches('#show select')) return;
  text.dataset.show = e.target.value;
  history.replaceState(null, '', address(chosen()));
  say(`${e.target.selectedOptions[0].textContent}.`);
});

// Keys. Claims come in the order of the text, as far as they are shown.
const shown = { open: '.st-open', mine: '.me', review: '.st-in_review', stale: '.st-stale' };
const inOrder = only => [...new Set([...text.querySelectorAll(`mark[data-c]${only}`)].flatMap(m => m.dataset.c.split(' ')))].filter(id => id > 0);

function step(by, only = shown[text.dataset.show] ?? '') {
  const ids = inOrder(only);
  if (!ids.length) return say(t('No claim here.'));
  const at = ids.indexOf(chosen());
  const to = at >= 0 ? ids[at + by] : ids[by > 0 ? 0 : ids.length - 1];
  return to ? choose(to) : say(by > 0 ? t('That was the last claim.') : t('That was the first claim.'));
}

function nextOpen() {
  const open = new Set(inOrder('.st-open')), all = inOrder(''), at = all.indexOf(chosen());
  const to = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find(id => open.has(id));
  return to ? choose(to) : say(t('No open claim is left.'));
}

const focus = sel => () => { const el = panel().querySelector(sel); if (!el) return false; el.closest('details')?.setAttribute('open', ''); el.focus(); el.scrollIntoView({ block: 'nearest' }); };

function rate(n) {
  const radio = panel().querySelectorAll('[name=rating]')[n - 1];
  if (!radio) return false;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event('input', { bubbles: true }));
  say(radio.parentElement.querySelector('span').textContent);
}

acts({
  'claim.next': () => step(1), 'claim.previous': () => step(-1), 'claim.open': nextOpen,
  'evidence.add': focus('#evidence-form [name=relation]'), 'comment.write': focus('#comment-form [name=body]'),
  'claim.take': () => document.getElementById('take')?.click() ?? false,
  'review.approve': () => decide('approve'), 'review.return': () => decide('return'), 'verdict.rate': (_, i) => rate(i + 1),
  Escape: () => {
    if (panel().contains(document.activeElement)) return void text.querySelector('.note.on a')?.focus();
    return chosen() ? choose('') : false;
  },
});

watch();
