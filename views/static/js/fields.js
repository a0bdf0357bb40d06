// Small comforts of single fields.
addEventListener('change', e => { if (e.target.matches?.('select[data-send]')) e.target.form.requestSubmit(); });
addEventListener('focusin', e => { if (e.target.matches?.('input[data-select]')) e.target.select(); });
addEventListener('keydown', e => {
  if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey)) return;
  const form = e.target.form ?? e.target.closest?.('form');
  if (!form) return;
  e.preventDefault();
  const main = document.querySelector(`.btn.main[form="${form.id}"]:not([aria-disabled])`) ?? form.querySelector('.btn.main, .btn');
  form.requestSubmit(main?.type === 'submit' ? main : undefined);
});
if (location.hash === '#q') document.getElementById('q')?.focus();
