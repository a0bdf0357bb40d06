// Selecting words, by any means, brings up what can be done with them.
import { acts } from './keys.js';
import { say } from './say.js';
import { selected } from './offsets.js';
import { act, article, choose, chosen, panel, revision, text } from './claims.js';
import { t } from './words.js';

const tools = document.getElementById('seltools'); // only for those who may write
let held = null; // what was selected last

function place() {
  const range = getSelection().getRangeAt(0), boxes = range.getClientRects(), box = boxes[boxes.length - 1] ?? range.getBoundingClientRect();
  const below = box.bottom + 8 + tools.offsetHeight < innerHeight;
  const x = Math.max(8, Math.min(box.left, innerWidth - tools.offsetWidth - 8));
  tools.style.translate = `${x}px ${below ? box.bottom + 8 : Math.max(8, box.top - tools.offsetHeight - 8)}px`;
}

/** The number of the place that the chosen claim has lost, if any. */
const lost = () => panel().dataset.claim === chosen() && panel().dataset.lost;

function refresh() {
  held = selected(text);
  const open = tools.matches(':popover-open');
  if (!held) { if (open && !tools.contains(document.activeElement)) tools.hidePopover(); return; }
  tools.querySelector('[data-do=place] span').textContent = lost() ? t('Attach here') : t('Add this place');
  if (!open) tools.showPopover();
  place();
}

const url = { claim: () => `/articles/${article}/claims`, skip: () => `/articles/${article}/skips`, place: () => `/claims/${chosen()}/places${lost() ? `/${lost()}/move` : ''}` };
const done = { claim: t('Claimed.'), skip: t('Nothing to check there.'), place: t('Added as one more place.') };

/** Every block from one up to another, both included. */
const stretch = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Does something with the selected words: claim, skip or place. */
async function apply(what) {
  const now = selected(text) ?? held;
  if (!now) { say(t('Select some words first.')); return false; }
  if (what === 'comment') return remark(now);
  if (what === 'place' && !(chosen() > 0)) { say(t('Choose a claim first.')); return false; }
  const fields = { ...now, revision }, told = what === 'place' && lost() ? t('Attached.') : done[what];
  if (what === 'skip') fields.reason = document.getElementById('skip-reason').value;
  const ok = await act(url[what](), fields, stretch(+now.block, +(now.end_block ?? now.block)));
  if (!ok) return;
  getSelection().removeAllRanges();
  held = null;
  tools.hidePopover();
  say(`${told} ${document.querySelector('.ws-cov .num')?.title ?? ''}`);
}

/** Opens the discussion with words to comment on, or none. */
async function remark(words) {
  if (chosen()[0] !== 'm') await choose('m0');
  const form = document.getElementById('comment-form');
  if (!form || chosen()[0] !== 'm') return;
  const on = { ...words, ...words && { revision } };
  for (const name of ['revision', 'sentence', 'block', 'start16', 'end_block', 'end16', 'quote']) form.elements[name].value = on[name] ?? '';
  tools.hidePopover();
  form.elements.body.focus();
  form.scrollIntoView({ block: 'nearest' });
}

const press = what => () => (selected(text) ? void apply(what) : (say(t('Select some words first.')), undefined));
let timer = 0;
if (tools) {
  document.addEventListener('selectionchange', () => { clearTimeout(timer); timer = setTimeout(refresh, 80); });
  text.addEventListener('scroll', () => { if (held && tools.matches(':popover-open')) place(); }, { passive: true });
  tools.addEventListener('pointerdown', e => { if (e.target.closest('button')) e.preventDefault(); }); // keeps the selection
  tools.addEventListener('click', e => { const b = e.target.closest('[data-do]'); if (b) apply(b.dataset.do); });
  acts({ 'text.claim': press('claim'), 'text.skip': press('skip'), 'text.place': press('place'), 'text.comment': () => void remark(selected(text)) });
}
