/**
 * The reader's own switches, which the browser remembers for all live blogs of the
 * site: buttons with `aria-pressed`, by the name in `data-liveconflict-switch`.
 */
import { remember } from './memory.js';
import { putZone } from './own_zone.js';
import { keepPlace } from './place.js';

/** @typedef {import('./open_page.js').OpenPage} OpenPage */

const OWN_ZONE = 'liveconflict--own-zone';

/**
 * Put all in the state in which they are.
 * @param {OpenPage} page
 */
export function setSwitches({ announcer, on, root, texts }) {
  const wasOwn = root.classList.contains(OWN_ZONE);
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = root.querySelectorAll('[data-liveconflict-switch]');
  buttons.forEach((button) => {
    const isOn = on.has(button.dataset.liveconflictSwitch ?? '');
    button.setAttribute('aria-pressed', String(isOn));
  });
  announcer.setPaused(on.has('pause'));
  const isOwn = on.has('own_zone');
  // To measure where everything stands takes time, which most readers need not spend.
  if (root.classList.toggle(OWN_ZONE, isOwn) === wasOwn) return;
  keepPlace(root, () => putZone(root, isOwn, texts.language));
}

/**
 * @param {OpenPage} page
 * @param {string} name
 */
export function flip(page, name) {
  const { on } = page;
  if (!on.delete(name)) on.add(name);
  remember('on', [...on].join(' '));
  setSwitches(page);
  page.bringUp();
}
