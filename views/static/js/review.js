// The keys of the review queue.
import { acts } from './keys.js';
import { say } from './say.js';
import { t } from './words.js';

function step(by) {
  const rows = [...document.querySelectorAll('.rv-list .q')], to = rows[rows.findIndex(a => a.ariaCurrent) + by];
  if (to) to.click(); else say(by > 0 ? t('That was the last claim.') : t('That was the first claim.'));
}

/** Presses a button of the review; a return wants its reason first. */
export function decide(decision) {
  const button = document.querySelector(`[form=review-form][value=${decision}]`), reason = document.getElementById('f-review-reason');
  if (!button) return false;
  if (decision === 'return' && reason && !reason.value.trim()) { reason.focus(); return say(t('Write the reason, then press Return.')); }
  button.click();
}

if (document.querySelector('main.rv')) {
  acts({
    'claim.next': () => step(1), 'claim.previous': () => step(-1), 'review.approve': () => decide('approve'), 'review.return': () => decide('return'),
    'comment.write': () => document.querySelector('#comment-form [name=body]')?.focus() ?? undefined,
  });
  document.querySelector('.q[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
