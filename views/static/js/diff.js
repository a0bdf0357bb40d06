// Shows what a proposed correction changes in the quote while it is typed.
const words = s => s.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]/gu) ?? [];

/** The longest common run of words decides what stays (Wagner and Fischer). */
function changes(a, b) {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) rows[i][j] = a[i] === b[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
  const out = [];
  const push = (tag, s) => { if (out.at(-1)?.[0] === tag) out.at(-1)[1] += s; else out.push([tag, s]); };
  let i = 0, j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { push('', a[i++]); j++; }
    else if (i < a.length && (j >= b.length || rows[i + 1][j] >= rows[i][j + 1])) push('del', a[i++]);
    else push('ins', b[j++]);
  }
  return out;
}

addEventListener('input', e => {
  const view = e.target.id && document.querySelector(`[data-diff="${e.target.id}"]`);
  if (!view) return;
  const a = words(view.dataset.quote), b = words(e.target.value);
  if (!e.target.value || a.length * b.length > 1e6) { view.replaceChildren(); return; }
  view.replaceChildren(...changes(a, b).map(([tag, s]) => {
    if (!tag) return document.createTextNode(s);
    const el = document.createElement(tag);
    el.textContent = s;
    return el;
  }));
});
