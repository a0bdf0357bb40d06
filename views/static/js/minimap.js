// The frame in the minimap, and jumping by it. Only the scroll box is measured,
// never what is off screen.
const text = document.getElementById('text'), rail = document.getElementById('rail');
let waiting = false;

function draw() {
  waiting = false;
  const view = document.getElementById('mm-view');
  if (!view || !rail.offsetParent) return;
  const height = view.ownerSVGElement.viewBox.baseVal.height, all = text.scrollHeight || 1;
  view.setAttribute('y', height * text.scrollTop / all);
  view.setAttribute('height', Math.max(6, height * Math.min(1, text.clientHeight / all)));
}

const soon = () => { if (!waiting) { waiting = true; requestAnimationFrame(draw); } };

function jump(e) {
  const map = rail.querySelector('.map');
  if (!map || e.buttons !== 1) return;
  const box = map.getBoundingClientRect();
  text.scrollTop = (e.clientY - box.top) / box.height * text.scrollHeight - text.clientHeight / 2;
}

text.addEventListener('scroll', soon, { passive: true });
addEventListener('resize', soon);
addEventListener('stet:swapped', soon);
rail.addEventListener('pointerdown', jump);
rail.addEventListener('pointermove', jump);
soon();
