// The keys of the review queue.
import { keys } from './keys.js';
import { say } from './say.js';

function step(by) {
  const rows = [...document.querySelectorAll('.rv-list .q')], to = rows[rows.findIndex(a => a.ariaCurrent) + by];
  if (to) to.click(); else say(by > 0 ? 'That was the last claim.' : 'That was the first claim.');
}

/** Presses a button of the review; a return wants its reason first. */
export function decide(decision) {
  const button = document.querySelector(`[form=review-form][value=${decision}]`), reason = document.getElementById('f-review-reason');
  if (!button) return false;
  if (decision === 'return' && reason && !reason.value.trim()) { reason.focus(); return say('Write the reason, then press Return.'); }
  button.click();
}

if (document.querySelector('main.rv')) {
  keys({
    j: () => step(1), k: () => step(-1), a: () => decide('approve'), r: () => decide('return'),
    c: () => document.querySelector('#comment-form [name=body]')?.focus() ?? undefined,
  });
  document.querySelector('.q[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
