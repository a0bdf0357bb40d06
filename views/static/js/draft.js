// Keeps what was typed and not sent, in this browser and for who typed it: over a
// reload, another claim, a session that ran out, a crash. The tab it was typed in
// puts it back, any other offers it. What it was based on is kept with it, so that
// nobody's newer words are overwritten.
import { say } from './say.js';
import { locale, t } from './words.js';

const me = document.body.dataset.me, prefix = 'draft ', days = 14;
const tab = sessionStorage.tab ??= crypto.randomUUID?.() ?? String(Math.random());
const pathOf = form => new URL(form.action).pathname + (form.elements.claim ? `#${form.elements.claim.value}` : ''); // comments on all claims go to one address
const keyOf = form => `${prefix}${me} ${tab} ${pathOf(form)}`;
const keeps = el => el.name && !el.matches('[type=file], [type=password], [type=submit]') && (el.type !== 'hidden' || /^(based_on|version|was|source|revision|block|start16|end_block|end16)$/.test(el.name));
const typed = new Set(); // forms written in since the page came
const checks = el => el.type === 'radio' || el.type === 'checkbox';

const read = form => [...form.elements].filter(keeps).map(el => [el.name, checks(el) ? `${el.value}:${el.checked}` : el.value]);
const differs = (a, b) => JSON.stringify(a) !== JSON.stringify(b);

/** What is kept under the keys that fit, the newest first: [key, draft]. */
const kept = fits => Object.keys(localStorage).filter(k => k.startsWith(prefix) && fits(k.split(' ')))
  .map(k => [k, JSON.parse(localStorage.getItem(k))]).sort(([, a], [, b]) => b.at - a.at);
const drop = key => localStorage.removeItem(key);

function keep(key, draft) {
  for (;;) {
    try { return localStorage.setItem(key, JSON.stringify(draft)); } catch { // it is full: the oldest makes room
      const oldest = kept(() => true).filter(([k]) => k !== key).at(-1);
      if (!oldest) return undefined;
      drop(oldest[0]);
    }
  }
}

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
export function forget(form) { drop(keyOf(form)); }

const ago = at => new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });

/** Says something about a form in front of it, with what can be done: [words, act]. */
function offer(form, words, ...acts) {
  const p = document.createElement('p');
  p.className = 'meta restored';
  p.append(words);
  for (const [label, act] of acts) {
    const b = document.createElement('button');
    b.type = 'button';
    b.className = 'btn small quiet';
    b.textContent = label;
    b.addEventListener('click', () => { p.remove(); act(); });
    p.append(' ', b);
  }
  form.prepend(p);
  return p;
}

function restore() {
  for (const form of document.querySelectorAll('form[data-draft]')) {
    if (form.querySelector('.restored')) continue;
    const path = pathOf(form), before = read(form);
    for (const [key, draft] of kept(([, user, , at]) => user === me && at === path)) {
      const here = key === keyOf(form);
      if (!differs(draft.values, before)) { if (!here) drop(key); continue; }
      const discard = [t('Discard it'), () => { drop(key); put(form, before); }];
      if (!here) {
        offer(form, t('You typed something here on %s that was not sent.', ago(draft.at)), [t('Put it back'), () => {
          put(form, draft.values);
          drop(key);
          store(form);
          say(t('What you had typed is back.'));
        }], discard);
      } else {
        put(form, draft.values);
        if (!typed.has(key)) offer(form, t('What you had typed is back.'), discard);
      }
      break;
    }
  }
}

function store(form) {
  typed.add(keyOf(form));
  const title = [form.querySelector('h2, h3, legend, label')?.textContent.trim(), document.title.replace(/ · Stet$/, '')].filter(Boolean).join(' · ');
  keep(keyOf(form), { values: read(form), at: Date.now(), title, page: location.pathname + location.search + location.hash });
}

// A draft that was sent is dropped when the next page is there, unless that page
// asks to sign in.
function settle() {
  const door = document.querySelector('form[action="/sign-in"]'), old = Date.now() - days * 864e5;
  for (const [key, draft] of kept(() => true)) {
    if (draft.at < old) drop(key);
    else if (draft.sent && key.split(' ')[2] === tab) { if (door) keep(key, { ...draft, sent: false }); else drop(key); }
  }
}

/** Lists on the desk what was typed elsewhere and not sent. */
function list() {
  const main = document.querySelector('main.desk'), mine = kept(([, user]) => user === me);
  if (!main || !mine.length) return;
  const box = document.createElement('section'), h2 = document.createElement('h2'), ul = document.createElement('ul');
  box.className = 'notice unsent';
  h2.textContent = t('Typed and not sent');
  box.append(h2, ul);
  for (const [, draft] of mine.slice(0, 5)) {
    const li = document.createElement('li'), a = document.createElement('a'), at = document.createElement('span');
    a.href = draft.page;
    a.textContent = draft.title;
    a.dir = 'auto';
    at.className = 'meta';
    at.textContent = ago(draft.at);
    li.append(a, ' ', at);
    ul.append(li);
  }
  main.querySelector('header').after(box);
}

// Signing out leaves nothing of a person in the browser; the first press says so
// where there is something to lose.
function leave(form, e) {
  const mine = kept(([, user]) => user === me);
  if (mine.length && !('told' in form.dataset)) {
    e.preventDefault();
    form.dataset.told = '';
    say(offer(form, t('%d texts that you typed were not sent. Signing out removes it from this browser. Press again to sign out.', mine.length)).textContent);
  } else mine.forEach(([key]) => drop(key));
}

addEventListener('input', e => {
  if (me && e.target.form?.matches('[data-draft]')) store(e.target.form);
});
addEventListener('submit', e => {
  if (/^\/sign-out/.test(e.target.getAttribute('action'))) return leave(e.target, e);
  const draft = e.target.matches('[data-draft]') && localStorage.getItem(keyOf(e.target));
  if (draft && !e.defaultPrevented) keep(keyOf(e.target), { ...JSON.parse(draft), sent: true });
});
addEventListener('stet:swapped', restore);
settle();
if (me) { restore(); list(); }
