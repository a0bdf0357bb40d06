// The page of a job: it shows how far the work is until it is over.
import { parse, swap } from './swap.js';
import { say } from './say.js';

const moving = () => document.getElementById('job')?.hasAttribute('data-moving');

async function look() {
  if (document.hidden) return void document.addEventListener('visibilitychange', look, { once: true });
  try {
    const response = await fetch(location.pathname, { headers: { 'X-Stet-Part': '1' } });
    const part = parse(await response.text());
    if (!response.ok || !part.getElementById('job')) return; // the link still leads on
    swap(part);
  } catch { /* the connection is gone for a moment */ }
  if (moving()) setTimeout(look, 1000);
  else say(document.getElementById('job-h').textContent);
}

if (moving()) setTimeout(look, 1000);
