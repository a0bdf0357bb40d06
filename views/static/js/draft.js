// Keeps what was typed and not sent, for as long as the tab lives, and puts it
// back: over a reload, another claim, or a session that ran out. What it was
// based on is kept with it, so that nobody's newer words are overwritten.
const prefix = 'draft:';
const keyOf = form => prefix + new URL(form.action).pathname;
const keeps = el => el.name && !el.matches('[type=file], [type=password], [type=submit]') && (el.type !== 'hidden' || /^(based_on|version|was|source)$/.test(el.name));
const typed = new Set(); // forms written in since the page came
const checks = el => el.type === 'radio' || el.type === 'checkbox';

const read = form => [...form.elements].filter(keeps).map(el => [el.name, checks(el) ? `${el.value}:${el.checked}` : el.value]);
const differs = (a, b) => JSON.stringify(a) !== JSON.stringify(b);

function put(form, values) {
  const rest = [...values];
  for (const el of [...form.elements].filter(keeps)) {
    const i = rest.findIndex(([name, v]) => name === el.name && (!checks(el) || v.startsWith(`${el.value}:`)));
    if (i < 0) continue;
    const [[, v]] = rest.splice(i, 1);
    if (checks(el)) el.checked = v.endsWith(':true'); else el.value = v;
    if (v && !checks(el)) el.closest('details')?.setAttribute('open', '');
  }
}

/** Forgets what was kept of a form: it has arrived. */
export function forget(form) { sessionStorage.removeItem(keyOf(form)); }

function offer(form, before) {
  const p = document.createElement('p'), b = document.createElement('button');
  p.className = 'meta restored';
  p.append('What you had typed is back. ', b);
  b.type = 'button';
  b.className = 'btn small quiet';
  b.textContent = 'Discard it';
  b.addEventListener('click', () => { forget(form); put(form, before); p.remove(); });
  form.prepend(p);
}

function restore() {
  for (const form of document.querySelectorAll('form[data-draft]')) {
    const kept = sessionStorage.getItem(keyOf(form));
    if (!kept || form.querySelector('.restored')) continue;
    const { values } = JSON.parse(kept), before = read(form);
    if (!differs(values, before)) continue;
    put(form, values);
    if (!typed.has(keyOf(form))) offer(form, before);
  }
}

// A draft that was sent is dropped when the next page is there, unless that page
// asks to sign in.
function settle() {
  const door = document.querySelector('form[action="/sign-in"]');
  for (const key of Object.keys(sessionStorage).filter(k => k.startsWith(prefix))) {
    const draft = JSON.parse(sessionStorage.getItem(key));
    if (!draft.sent) continue;
    if (door) sessionStorage.setItem(key, JSON.stringify({ values: draft.values })); else sessionStorage.removeItem(key);
  }
}

addEventListener('input', e => {
  const form = e.target.form;
  if (!form?.matches('[data-draft]')) return;
  typed.add(keyOf(form));
  sessionStorage.setItem(keyOf(form), JSON.stringify({ values: read(form) }));
});
addEventListener('submit', e => {
  const kept = e.target.matches('[data-draft]') && sessionStorage.getItem(keyOf(e.target));
  if (kept && !e.defaultPrevented) sessionStorage.setItem(keyOf(e.target), JSON.stringify({ ...JSON.parse(kept), sent: true }));
});
addEventListener('stet:swapped', restore);
settle();
restore();
