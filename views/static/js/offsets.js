// Between places in the page and offsets in a block's text. Offsets are UTF-16
// units from the start of a block, as the browser counts; the server turns them
// into code points.

export const blockOf = node => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest('[data-b]');

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Widens [start, end) to whole graphemes, then drops white space around it. */
export function tidy(text, start, end) {
  const segments = graphemes.segment(text), s = segments.containing(start), e = segments.containing(end);
  if (s) start = s.index;
  if (e && e.index < end) end = e.index + e.segment.length;
  while (start < end && /\s/u.test(text[start])) start++;
  while (end > start && /\s/u.test(text[end - 1])) end--;
  return [start, end];
}

function unitsBefore(block, node, offset) {
  const r = document.createRange();
  r.setStart(block, 0);
  r.setEnd(node, offset);
  return r.toString().length;
}

/** The part of a range that lies in a block, tidied; null when nothing does. */
function pieceOf(range, block) {
  if (!range.intersectsNode(block)) return null;
  const text = block.textContent, inside = n => n === block || block.contains(n);
  const from = inside(range.startContainer) ? unitsBefore(block, range.startContainer, range.startOffset) : 0;
  const to = inside(range.endContainer) ? unitsBefore(block, range.endContainer, range.endOffset) : text.length;
  const [start, end] = tidy(text, from, to);
  return start < end ? { block, start, end, text } : null;
}

/** The selected stretch as the fields of a form, or null: blocks, offsets, words. */
export function selected(root) {
  const s = getSelection();
  if (!s.rangeCount || s.isCollapsed) return null;
  const range = s.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer) && !range.intersectsNode(root)) return null;
  const near = blockOf(range.startContainer), far = blockOf(range.endContainer);
  const blocks = near && near === far ? [near] : root.querySelectorAll('[data-b]');
  const pieces = [...blocks].map(b => pieceOf(range, b)).filter(Boolean);
  if (!pieces.length) return null;
  const a = pieces[0], z = pieces.at(-1);
  const fields = { block: a.block.dataset.b, start16: a.start, end16: z.end, quote: quoteOf(pieces) };
  if (z !== a) fields.end_block = z.block.dataset.b;
  return fields;
}

/** The words of the pieces: from block to block everything in between counts. */
function quoteOf(pieces) {
  if (pieces.length === 1) return pieces[0].text.slice(pieces[0].start, pieces[0].end);
  return pieces.map((p, i) => p.text.slice(i ? 0 : p.start, i === pieces.length - 1 ? p.end : undefined)).join('\n\n');
}

/** The text node and offset of a unit of a block's text. */
export function pointAt(block, unit) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let last = null, seen = 0;
  for (let n; (n = walker.nextNode()); seen += n.length) {
    last = n;
    if (unit <= seen + n.length) return [n, unit - seen];
  }
  return last ? [last, last.length] : [block, 0];
}
