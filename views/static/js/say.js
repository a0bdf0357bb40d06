/** Tells what just happened to those who cannot see it. */
export function say(sentence) {
  const live = document.getElementById('live');
  if (!live) return;
  live.textContent = '';
  requestAnimationFrame(() => { live.textContent = sentence; });
}
