// Finding a known source while its name is typed: a combobox (ARIA 1.2).
import { parse } from './swap.js';
import { say } from './say.js';
import { t } from './words.js';

let timer = 0, asked = 0;
const parts = combo => ({ input: combo.querySelector('[name=source_title]'), id: combo.querySelector('[name=source]'), list: combo.querySelector('[role=listbox]'), picked: combo.querySelector('.picked') });

function close({ input, list }) {
  if (input.role !== 'combobox') return; // nobody has been there yet
  list.hidden = true;
  input.setAttribute('aria-expanded', 'false');
  input.removeAttribute('aria-activedescendant');
}

async function search(combo) {
  const p = parts(combo), q = p.input.value.trim(), mine = ++asked;
  if (q.length < 2) return close(p);
  const response = await fetch(`/sources?${new URLSearchParams({ q })}`, { headers: { 'X-Stet-Part': '1' } });
  if (!response.ok || mine !== asked) return;
  p.list.replaceChildren(...parse(await response.text()).querySelectorAll('[role=option]'));
  p.list.hidden = !p.list.children.length;
  p.input.setAttribute('aria-expanded', String(!p.list.hidden));
  if (!p.list.hidden) say(t('%d known sources. Arrow down to choose one.', p.list.children.length));
}

function point({ input, list }, by) {
  const all = [...list.children], i = all.findIndex(o => o.ariaSelected === 'true'), to = all[(i + by + all.length) % all.length];
  for (const o of all) o.ariaSelected = String(o === to);
  if (to) { input.setAttribute('aria-activedescendant', to.id); to.scrollIntoView({ block: 'nearest' }); }
}

function pick(combo, option) {
  const p = parts(combo);
  p.id.value = option.dataset.source;
  p.input.value = option.dataset.title;
  p.input.readOnly = true;
  p.picked.hidden = false;
  p.picked.querySelector('span').textContent = t('A known source.');
  close(p);
  p.id.dispatchEvent(new Event('input', { bubbles: true }));
  say(t('%s: chosen.', option.dataset.title));
}

function unpick(combo) {
  const p = parts(combo);
  p.id.value = '';
  p.input.readOnly = false;
  p.picked.hidden = true;
  p.input.value = '';
  p.input.focus();
}

const comboOf = e => e.target.closest?.('[data-sources]');
addEventListener('focusin', e => {
  const combo = comboOf(e);
  if (!combo || e.target.name !== 'source_title' || e.target.role === 'combobox') return;
  Object.assign(e.target, { role: 'combobox', autocomplete: 'off', ariaAutoComplete: 'list', ariaExpanded: 'false' });
  e.target.setAttribute('aria-controls', parts(combo).list.id);
});
addEventListener('input', e => {
  const combo = comboOf(e);
  if (!combo || e.target.name !== 'source_title') return;
  clearTimeout(timer);
  timer = setTimeout(() => search(combo).catch(() => {}), 150);
});
addEventListener('keydown', e => {
  const combo = comboOf(e), p = combo && parts(combo);
  if (!p || e.target !== p.input || p.list.hidden) return;
  const on = p.list.querySelector('[aria-selected=true]');
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') { e.preventDefault(); point(p, e.key === 'ArrowDown' ? 1 : -1); }
  if (e.key === 'Enter' && on) { e.preventDefault(); pick(combo, on); }
  if (e.key === 'Escape') { e.preventDefault(); close(p); }
}, true);
addEventListener('click', e => {
  const combo = comboOf(e), option = e.target.closest?.('[role=option]');
  if (combo && option) pick(combo, option);
  else if (combo && e.target.closest('.picked button')) unpick(combo);
  else for (const other of document.querySelectorAll('[data-sources]')) if (other !== combo) close(parts(other));
});

for (const combo of document.querySelectorAll('[data-sources]')) {
  const p = parts(combo);
  if (!p.id.value) continue;
  p.input.readOnly = true;
  p.picked.hidden = false;
  p.picked.querySelector('span').textContent = t('A known source.');
}
