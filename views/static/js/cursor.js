// Selecting without a pointer: a cursor that walks over sentences and words.
// What it stands on is the page's selection, so that everything that can be done
// with a selection can be done from here.
import { acts } from './keys.js';
import { say } from './say.js';
import { blockOf, pointAt, tidy } from './offsets.js';
import { act, article, revision, text } from './claims.js';
import { t } from './words.js';

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
let at = null; // { block, start, last, end, whole }: from block:start to last:end

const blocks = () => [...text.querySelectorAll('[data-b]')];
const rtl = block => getComputedStyle(block).direction === 'rtl';

/** The sentences of a block as [start, end]. */
function sentences(block) {
  let from = 0;
  return (block.dataset.e ?? '').split(' ').filter(Boolean).map(Number).map(to => {
    const s = tidy(block.textContent, from, to);
    from = to;
    return s;
  });
}

const wordsOf = block => [...words.segment(block.textContent)].filter(w => w.isWordLike).map(w => [w.index, w.index + w.segment.length]);

function go(next, speak = true) {
  at = next;
  const { block, start, last, end } = at;
  getSelection().setBaseAndExtent(...pointAt(block, start), ...pointAt(last, end));
  last.tabIndex = -1;
  last.focus({ preventScroll: true });
  (getSelection().focusNode?.parentElement ?? last).scrollIntoView({ block: 'nearest' });
  if (speak) say(getSelection().toString());
}

const sentence = (block, i) => { const [start, end] = sentences(block)[i]; return { block, start, last: block, end, whole: true }; };

/** Where walking begins: at the selection, or at the first sentence in view. */
function begin() {
  const s = getSelection(), block = s.rangeCount ? blockOf(s.anchorNode) : null;
  if (block && text.contains(block)) return sentence(block, 0);
  const top = text.getBoundingClientRect().top;
  const first = blocks().find(b => b.getBoundingClientRect().bottom > top + 8) ?? blocks()[0];
  return first && sentence(first, 0);
}

function indexAt(block, unit) {
  const all = sentences(block), i = all.findIndex(([, end]) => unit < end);
  return i < 0 ? all.length - 1 : i;
}

/** Steps from sentence to sentence, over the ends of blocks. */
function bySentence(by, extend) {
  if (!at) return go(begin());
  const from = by > 0 ? at.last : at.block, i = indexAt(from, by > 0 ? at.end - 1 : at.start) + by;
  const all = blocks(), here = all.indexOf(from);
  let to = sentences(from)[i] ? sentence(from, i) : null;
  if (!to && all[here + by]) to = sentence(all[here + by], by > 0 ? 0 : sentences(all[here + by]).length - 1);
  if (!to) return say(by > 0 ? t('That was the last sentence.') : t('That was the first sentence.'));
  return go(extend && by > 0 ? { ...at, last: to.last, end: to.end, whole: false } : to);
}

/** Steps from word to word, or moves the end of the selection by a word. */
function byWord(by, extend) {
  const all = wordsOf(at.last);
  if (extend) {
    const end = by > 0 ? all.find(w => w[1] > at.end)?.[1] : all.findLast(w => w[1] < at.end)?.[1];
    if (end === undefined || at.block === at.last && end <= at.start) return say(t('No further.'));
    return go({ ...at, end, whole: false });
  }
  const inside = all.filter(w => w[0] >= at.start && w[1] <= at.end);
  const word = at.whole ? (by > 0 ? inside[0] : inside.at(-1))
    : by > 0 ? all.find(w => w[0] >= at.end) : all.findLast(w => w[1] <= at.start);
  if (!word) return say(t('No further in this block.'));
  return go({ block: at.last, start: word[0], last: at.last, end: word[1], whole: false });
}

const arrow = by => e => { if (!at) return false; byWord(rtl(at.last) ? -by : by, e.shiftKey); };
const leave = () => { if (!at) return false; at = null; getSelection().removeAllRanges(); say(t('Left the text.')); };

// Suggestions.
const suggestions = () => [...text.querySelectorAll('.sug[data-g]')];
const onSuggestion = () => {
  const s = getSelection();
  return s.rangeCount && !s.isCollapsed ? suggestions().find(g => s.getRangeAt(0).intersectsNode(g)) : null;
};

function stand(g) {
  const block = blockOf(g), r = document.createRange();
  r.setStart(block, 0);
  r.setEndBefore(g);
  const start = r.toString().length;
  go({ block, start, last: block, end: start + g.textContent.length, whole: true }, false);
  say(t('Worth checking: %s', g.textContent));
}

function nextSuggestion() {
  const all = suggestions(), s = getSelection();
  if (!all.length) return say(t('No suggestion is left.'));
  const here = s.rangeCount ? s.getRangeAt(0) : null;
  const to = here && all.find(g => here.comparePoint(g, 0) > 0) || all[0];
  return stand(to);
}

async function judge(how) {
  const g = onSuggestion();
  if (!g) return say(t('Go to a suggestion first: press U.'));
  const all = suggestions(), after = all[all.indexOf(g) + 1]?.dataset.g;
  at = null;
  if (!await act(`/articles/${article}/suggestions/${how}`, { revision, sentence: g.dataset.g }, [blockOf(g).dataset.b])) return;
  const next = after && text.querySelector(`.sug[data-g="${after}"]`);
  if (next) stand(next); else { getSelection().removeAllRanges(); say(how === 'accept' ? t('Claimed. No suggestion after this one.') : t('Dismissed. No suggestion after this one.')); }
}

text.addEventListener('click', e => { const g = !e.target.closest('a') && e.target.closest('.sug'); if (g && getSelection().isCollapsed) stand(g); });
addEventListener('pointerdown', e => { if (!e.target.closest('.seltools')) at = null; });
addEventListener('stet:swapped', () => { if (at && !(at.block.isConnected && at.last.isConnected)) at = null; });

acts({
  'text.sentences': () => go(begin()),
  ArrowDown: e => (at ? bySentence(1, e.shiftKey) : false), ArrowUp: e => (at ? bySentence(-1, e.shiftKey) : false),
  ArrowRight: arrow(1), ArrowLeft: arrow(-1),
  'suggestion.next': nextSuggestion, 'suggestion.accept': () => { judge('accept'); }, 'suggestion.dismiss': () => { judge('dismiss'); },
  Escape: leave,
});
