// What every page loads. Each module looks for its own elements and does
// nothing where there are none; without any of this the pages work too.
import './zone.js';
import './fields.js';
import './paste.js';
import './sources.js';
import './diff.js';
import './draft.js';
import './help.js';
import './palette.js';
import './review.js';
import './arrival.js';

document.documentElement.classList.add('js');
if (document.getElementById('job')) import('./job.js');
if (document.querySelector('main.ws')) import('./workspace.js');
