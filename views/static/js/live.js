// Hears what others do to the article and shows it, without taking anything out
// of the reader's hands: what they type, where they are, what they selected.
import { say } from './say.js';
import { parse } from './swap.js';
import { morph } from './morph.js';
import { watch } from './notes.js';
import { pointAt, selected } from './offsets.js';
import { address, article, blocksOf, chosen, main, mark, panel, revision, text } from './claims.js';
import { t } from './words.js';

const head = () => document.getElementById('ws-head');
const me = +head().dataset.me;
let source = null, last = +head().dataset.event, heard = [], timer = 0, hiding = 0, others = { people: [], more: 0 };
let asking = false, outdated = false; // a part is on its way; there is a newer text than the one on this page

/** Shows what was heard in a moment, together with what is heard until then. */
const soon = (ms = 80) => { timer ||= setTimeout(() => { timer = 0; refresh(); }, ms); };

/** A count of notices as a number: "99+" is more than 99. */
const many = count => parseInt(count, 10) + count.endsWith('+');

function open() {
  clearTimeout(hiding);
  if (source) return;
  let counted = false; // the first count of a connection may be an old one
  source = new EventSource(`/articles/${article}/live?after=${last}`);
  source.addEventListener('happened', e => {
    last = +e.lastEventId;
    const it = { id: last, ...JSON.parse(e.data) };
    if (it.by === me && it.id <= +head().dataset.event) return; // this page has done it
    heard.push(it);
    soon();
  });
  source.addEventListener('present', e => { others = JSON.parse(e.data); showOthers(); });
  source.addEventListener('notices', e => {
    const { unread } = JSON.parse(e.data), bell = document.getElementById('bell'), count = bell.querySelector('.count');
    if (many(unread) > many(count.textContent)) say(t('You have a new notice.'));
    else if (counted && unread === '99+') say(t('You have more than 99 unread notices.'));
    counted = true;
    count.textContent = unread;
    count.hidden = unread === '0';
    bell.querySelector('.vh').textContent = unread === '0' ? t('Notices') : unread === '99+' ? t('More than 99 unread notices') : t('%d unread notices', +unread);
  });
  source.addEventListener('open', () => { main.removeAttribute('data-offline'); attend.was = ''; attend(); });
  source.addEventListener('error', () => {
    main.dataset.offline = '';
    if (source.readyState !== EventSource.CLOSED) return; // it tries again by itself
    shut();
    setTimeout(open, 2000 + 3000 * Math.random());
  });
}

function shut() {
  source?.close();
  source = null;
}

// Shows what happened.
async function refresh() {
  if (outdated || !heard.length) return;
  if (asking || main.hasAttribute('aria-busy')) return soon();
  const events = heard.splice(0), claims = [...new Set(events.map(e => e.claim).filter(Boolean))];
  if (events.some(e => e.action === 'revision.saved')) return newText(events.find(e => e.action === 'revision.saved'));
  const blocks = new Set([...events.flatMap(e => e.blocks ?? []), ...claims.flatMap(blocksOf)].map(String));
  const before = chosen(), q = new URLSearchParams({ claims: claims.join(','), b: [...blocks].join(',') });
  asking = true;
  try {
    const response = await fetch(`${address(before)}${address(before).includes('?') ? '&' : '?'}${q}`, { headers: { 'X-Stet-Part': '1' } });
    const part = parse(await response.text());
    if (!response.ok || !part.getElementById('ws-head')) throw new Error(response.status);
    const older = +part.getElementById('ws-head').dataset.event < +head().dataset.event;
    if (older || main.hasAttribute('aria-busy') || chosen() !== before) { heard.unshift(...events); return soon(); }
    show(part);
    tell(events.filter(e => e.by !== me));
  } catch {
    heard.unshift(...events);
    soon(2000);
  } finally { asking = false; }
}

function show(part) {
  if (part.getElementById('ws-head').dataset.revision !== revision) return newText();
  const hand = selected(text), row = [...text.querySelectorAll('.row')].find(r => r.getBoundingClientRect().bottom > text.getBoundingClientRect().top);
  const top = row?.getBoundingClientRect().top, body = panel().querySelector('.p-body')?.scrollTop;
  for (const fresh of [...part.body.children]) {
    const live = fresh.id && fresh.id !== 'live' && fresh.id !== 'message' && document.getElementById(fresh.id);
    if (!live || fresh.id === 'claim' && ((live.dataset.claim ?? '') !== (fresh.dataset.claim ?? '') || mending(live))) continue;
    if (fresh.id === 'claim') overtaken(live, fresh);
    morph(live, fresh);
  }
  if (row?.isConnected) text.scrollTop += row.getBoundingClientRect().top - top;
  const now = panel().querySelector('.p-body');
  if (now && body !== undefined) now.scrollTop = body;
  mark(chosen());
  if (hand) select(hand);
  watch();
  dispatchEvent(new Event('stet:swapped'));
}

/** Whether a panel shows what somebody sent and could not be taken: it is nowhere else. */
const mending = claim => claim.querySelector('.err, .notice.box');

/** Selects again what was selected: its words may be other nodes now. */
function select(hand) {
  const from = text.querySelector(`[data-b="${hand.block}"]`), to = text.querySelector(`[data-b="${hand.end_block ?? hand.block}"]`);
  if (from && to) getSelection().setBaseAndExtent(...pointAt(from, hand.start16), ...pointAt(to, hand.end16));
}

/** Says in a form that is being written in that somebody was faster. */
function overtaken(live, fresh) {
  for (const form of live.querySelectorAll('form[data-draft]')) {
    const was = form.querySelector('[name=based_on], [name=fingerprint]'), is = was && fresh.querySelector(`#${form.id} [name=${was.name}]`);
    if (!was || is?.value === was.value || form.querySelector('.overtaken')) continue;
    const p = document.createElement('p');
    p.className = 'meta overtaken';
    p.textContent = t('This has changed while you write. Send yours, and you will see both before anything is overwritten.');
    form.prepend(p);
  }
}

function newText(event) {
  outdated = true;
  const p = document.createElement('p'), a = document.createElement('a');
  p.className = 'notice since';
  a.href = location.href;
  a.textContent = t('Show it');
  p.append(`${event?.words ?? t('There is a newer revision of the text.')} ${t('You still see the text from before.')} `, a);
  document.getElementById('news').replaceChildren(p);
  say(p.textContent);
}

function tell(events) {
  const words = [...new Set(events.map(e => e.words))];
  if (words.length) say(words.length < 3 ? words.join(' ') : `${t('%d changes by others.', words.length)} ${words.at(-1)}`);
}

// Who else is here, and where they write.
function avatar(p) {
  const li = document.createElement('li'), name = document.createElement('span'), face = document.createElement('span');
  face.className = 'avatar';
  face.ariaHidden = 'true';
  face.textContent = p.initials;
  li.title = name.textContent = p.name;
  name.className = 'vh';
  li.append(face, name);
  return li;
}

function showOthers() {
  const people = others.people.filter(p => p.user !== me), list = document.getElementById('here');
  list.replaceChildren(...people.slice(0, 5).map(avatar));
  const more = others.more + Math.max(people.length - 5, 0);
  if (more) list.append(avatar({ initials: `+${more}`, name: t('and %d others', more) }));
  for (const p of document.querySelectorAll('.writes')) p.remove();
  for (const p of people.filter(p => p.form && String(p.claim) === chosen())) {
    const line = document.createElement('p'), form = document.getElementById(p.form);
    line.className = 'meta writes';
    line.dir = 'auto';
    line.textContent = t('%s is writing here.', p.name);
    if (form?.matches('#claim form')) form.prepend(line);
  }
}

/** Tells others where we are, when that has changed. */
async function attend() {
  const form = document.activeElement?.closest('#claim form[data-draft]')?.id ?? '', now = new URLSearchParams({ claim: chosen(), form });
  if (!source || String(now) === attend.was) return;
  attend.was = String(now);
  try { await fetch(`/articles/${article}/here`, { method: 'POST', body: now }); } catch { /* it is told the next time */ }
}
let moving = 0;
for (const moves of ['focusin', 'focusout', 'stet:swapped']) addEventListener(moves, () => { clearTimeout(moving); moving = setTimeout(attend, 300); });
addEventListener('stet:swapped', showOthers);

// A tab that nobody looks at lets go after a while: a browser has few connections.
document.addEventListener('visibilitychange', () => { if (document.hidden) hiding = setTimeout(shut, 60_000); else open(); });
addEventListener('pagehide', shut);
addEventListener('pageshow', e => { if (e.persisted) open(); });
open();
