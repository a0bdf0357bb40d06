// Pasting formatted text keeps its headings, quotations and lists, as markup.
import { parse } from './swap.js';

const inline = new Set(['A', 'ABBR', 'B', 'BDI', 'BDO', 'BIG', 'CITE', 'CODE', 'DEL', 'DFN', 'EM', 'FONT', 'I', 'INS', 'KBD', 'LABEL', 'MARK', 'Q', 'S', 'SMALL', 'SPAN', 'STRONG', 'SUB', 'SUP', 'TIME', 'U', 'VAR', 'O:P']);
const silent = new Set(['SCRIPT', 'STYLE', 'TITLE', 'META', 'LINK', 'HEAD', 'NOSCRIPT', 'TEMPLATE', 'SVG', 'BUTTON', 'IMG']);

/** The plain markup of some HTML. */
export function markup(html) {
  const blocks = [];
  let line = '';
  const flush = before => {
    const words = line.split('\n').map(l => l.replace(/[ \t\f\u00a0]+/g, ' ').trim()).join('\n').replace(/^\n+|\n+$/g, '');
    line = '';
    if (!words) return;
    const lines = words.replaceAll('\\', '\\\\').split('\n');
    if (before[0] === '#') blocks.push(before + lines.join(' '));
    else if (before[0] === '>') blocks.push(lines.map(l => before + l).join('\n'));
    else blocks.push(before + lines.map((l, i) => (before && !i ? l : l.replace(/^([#>\-^])/, '\\$1'))).join('\n'));
  };
  const walk = (node, before, depth) => {
    for (const n of node.childNodes) {
      if (n.nodeType === Node.TEXT_NODE) { line += n.data.replace(/\s+/g, ' '); continue; }
      if (n.nodeType !== Node.ELEMENT_NODE || silent.has(n.nodeName.toUpperCase())) continue;
      if (n.nodeName === 'BR') { line += '\n'; continue; }
      const holds = [...n.children].some(c => !inline.has(c.nodeName) && c.nodeName !== 'BR');
      if (inline.has(n.nodeName) && !holds) { walk(n, before, depth); continue; }
      flush(before);
      const [mine, deeper] = kind(n, before, depth);
      walk(n, mine, deeper);
      flush(mine);
    }
  };
  walk(parse(html).body, '', 0);
  flush('');
  return blocks.join('\n\n');
}

/** What a block begins with in the markup, and how deep lists are inside it. */
function kind(n, before, depth) {
  const h = /^H([1-6])$/.exec(n.nodeName);
  if (h) return [`${'#'.repeat(h[1])} `, depth];
  if (n.nodeName === 'BLOCKQUOTE') return ['> ', depth];
  if (n.nodeName === 'FIGCAPTION' || n.nodeName === 'CAPTION') return ['^ ', depth];
  if (n.nodeName === 'UL' || n.nodeName === 'OL') return [before, depth + 1];
  if (n.nodeName === 'LI') return [`${'  '.repeat(Math.max(0, depth - 1))}- `, depth];
  return [before, depth];
}

addEventListener('paste', e => {
  const area = e.target;
  if (!area.matches?.('.long textarea')) return;
  const html = e.clipboardData.getData('text/html');
  if (!html) return;
  e.preventDefault();
  if (!document.execCommand('insertText', false, markup(html))) area.setRangeText(markup(html), area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
});
