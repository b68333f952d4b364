/**
 * What can wait until the page stands: loaded after it, and nothing is lost where it
 * does not come but what it adds.
 */
import { ClaimWatch } from './claims.js';
import { focusHeading } from './replacing.js';
import { keepUnfolded, share } from './sharing.js';
import { flip, setSwitches } from './switches.js';
import { MINUTE, hidePast, isElsewhere, tellAges } from './times.js';
import { Unseen } from './unseen.js';

/** @typedef {import('./open_page.js').OpenPage} OpenPage */

export { putZone } from './own_zone.js';

/** @type {WeakMap<OpenPage, Unseen>} */
const unseen = new WeakMap();

/**
 * Say beside each update what only this reader's browser knows.
 * @param {OpenPage} page
 */
export function tick(page) {
  const { on, root, source, texts } = page;
  hidePast(root);
  // May come with any update.
  if (root.querySelector('liveconflict-cover')) {
    /** @type {any} */ (root).load('covers').catch(() => {});
  }
  unseen.get(page)?.mark();
  if (!on.has('pause')) tellAges(root, source.getNow(), texts.language);
}

/**
 * What the reader's browser has added to what is about to be replaced.
 * @param {OpenPage} page
 * @param {Element} before
 * @param {Element} after not on the page yet
 */
export function carryOver({ claims }, before, after) {
  claims?.compare(before, after);
  keepUnfolded(before, after);
}

/** @param {OpenPage} page */
export function begin(page) {
  page.claims = new ClaimWatch(page.texts);
  const { root } = page;
  const ownZone = page.find('switch=own_zone');
  if (ownZone) ownZone.hidden = !isElsewhere(root.dataset.zone);
  // Elsewhere, as on a page of the archive, one does not read on from a last visit.
  const place = page.find('unseen');
  if (place) unseen.set(page, new Unseen(page).link(place));
  setSwitches(page);
  tick(page);
  page.ticking = window.setInterval(() => tick(page), MINUTE);
  // What the browser cannot do is not offered.
  root.classList.toggle('liveconflict--shares', 'share' in navigator);
  root.classList.toggle('liveconflict--copies', 'clipboard' in navigator);
  root.classList.add('liveconflict--ready');
}

/**
 * @param {OpenPage} page
 * @param {HTMLElement} control any link or button of the page
 * @param {Event} event
 */
export function press(page, control, event) {
  const { liveconflictLink, liveconflictRefresh, liveconflictSwitch } = control.dataset;
  const update = page.list.find(liveconflictLink ?? '');
  if (liveconflictSwitch) flip(page, liveconflictSwitch);
  else if (liveconflictRefresh !== undefined) {
    // Following the link could be answered from the browser's own cache.
    event.preventDefault();
    window.location.reload();
  } else if (update) {
    // A link to an update that stands on this page leads to it, not away.
    event.preventDefault();
    window.location.hash = update.id;
    focusHeading(update);
  } else share(page, control, event);
}
