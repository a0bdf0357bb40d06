// Brings a part of the page up to date around what somebody has in their hands.

const changed = el => (el.matches('select') ? [...el.options].some(o => o.selected !== o.defaultSelected && (o.selected || o.defaultSelected))
  : el.matches('[type=radio], [type=checkbox]') ? el.checked !== el.defaultChecked
    : el.matches('[type=hidden], button') ? false : el.value !== el.defaultValue);

/** Whether something in the form was typed and not sent. */
export const written = form => [...form.elements].some(el => el.name && changed(el));

/** Whether an element is in somebody's hands: focused, open, or written in. */
const held = el => el === document.activeElement || el.matches(':popover-open') || (el.localName === 'form' && written(el));
const holds = el => held(el) || [el.contains(document.activeElement) && document.activeElement !== document.body, el.querySelector(':popover-open'), [...el.querySelectorAll('form')].some(written)].some(Boolean);

const name = el => `${el.localName} ${el.id || el.getAttribute('aria-labelledby') || el.getAttribute('name') || el.classList[0] || ''}`;

/** Gives live the attributes of fresh, and no others; what was unfolded stays so. */
export function attributes(live, fresh) {
  for (const a of [...live.attributes]) if (!fresh.hasAttribute(a.name) && !(a.name === 'open' && live.localName === 'details')) live.removeAttribute(a.name);
  for (const a of fresh.attributes) if (live.getAttribute(a.name) !== a.value) live.setAttribute(a.name, a.value);
}

/** Opens in the new what was open in the old. */
function unfold(live, fresh) {
  const summary = d => d.querySelector('summary')?.textContent;
  const open = new Set([...live.querySelectorAll('details[open]')].map(summary));
  for (const d of fresh.querySelectorAll('details')) if (open.has(summary(d))) d.open = true;
}

/** Makes live like fresh. What is held stays as it is, where it is. */
export function morph(live, fresh) {
  if (live.isEqualNode(fresh) || held(live)) return;
  attributes(live, fresh);
  if (!holds(live)) {
    unfold(live, fresh);
    live.replaceChildren(...fresh.childNodes);
    return;
  }
  const kept = [...live.children].filter(holds), taken = new Set();
  for (const n of [...live.childNodes]) if (!kept.includes(n)) n.remove();
  let at = live.firstChild;
  for (const n of [...fresh.childNodes]) {
    const same = n.nodeType === Node.ELEMENT_NODE && kept.find(k => !taken.has(k) && name(k) === name(n));
    if (!same) { live.insertBefore(n, at); continue; }
    taken.add(same);
    morph(same, n);
    at = same.nextSibling;
  }
}
