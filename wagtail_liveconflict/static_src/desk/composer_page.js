/**
 * Wagtail's create and edit pages, put into the page that is open: what the composer
 * holds changes, and the stream beside it stays.
 */

/** What Wagtail shows of the update around the form, beside its side panels. */
const PARTS = ['#header-title', '.messages'];
const HEADER = '.w-slim-header';

/**
 * @typedef {object} Answer
 * @property {'page' | 'json' | 'refused'} kind `refused`: signed out, or not allowed
 * @property {number} status
 * @property {string} url
 * @property {any} [json]
 * @property {Document} [page]
 */

/**
 * Ask the server for a page, or post a form to it, without leaving.
 *
 * @param {string} url
 * @param {RequestInit} [init]
 * @returns {Promise<Answer>} rejected where there is no answer
 */
export async function ask(url, init = {}) {
  const response = await fetch(url, {
    ...init,
    headers: {
      'Accept': init.method === 'POST' ? 'application/json, text/html' : 'text/html',
      'X-Liveconflict-Composer': '1',
      // Wagtail then refuses whoever is signed out, and does not show a form to sign in.
      'X-Requested-With': 'XMLHttpRequest',
    },
    signal: AbortSignal.timeout(45_000),
  });
  const { status } = response;
  const type = response.headers.get('Content-Type') || '';
  if (type.includes('json')) {
    return { kind: 'json', status, url: response.url, json: await response.json() };
  }
  // Also where an update is gone, or something on the way finds the form too large.
  if ((status >= 400 && status < 500) || response.redirected) {
    return { kind: 'refused', status, url: response.url };
  }
  if (status >= 500 || !type.includes('html')) throw new Error(`${status}`);
  const text = await response.text();
  const page = new DOMParser().parseFromString(text, 'text/html');
  return { kind: 'page', status, url: response.url, page };
}

/**
 * The form of an open page, or of one that was asked for.
 *
 * @param {ParentNode} root
 * @returns {HTMLFormElement | null}
 */
export function getForm(root) {
  return root.querySelector('form[data-edit-form]');
}

/**
 * Whether a page has parts that work only where it was loaded as a page: Wagtail's
 * dialogs of a workflow are set up when a page is loaded.
 *
 * @param {Document} page
 */
export function needsToBeLoaded(page) {
  return !getForm(page) || !!page.querySelector('[data-workflow-action-name]');
}

/**
 * The children of an element of another document. Scripts that a parser has read do
 * not run; Wagtail's date fields are set up by such.
 *
 * @param {Element} element
 */
function take(element) {
  const copy = document.importNode(element, true);
  for (const script of copy.querySelectorAll('script:not([type])')) {
    const again = document.createElement('script');
    again.textContent = script.textContent;
    script.replaceWith(again);
  }
  return [...copy.childNodes];
}

/**
 * Breadcrumbs, buttons, the sign of autosave and who else is here. The toggles of the
 * side panels stay: Wagtail listens to these very elements.
 *
 * @param {Document} page
 */
function placeHeader(page) {
  const crumbs = document.querySelector(`${HEADER} [data-w-breadcrumbs]`);
  const incoming = page.querySelector(`${HEADER} [data-w-breadcrumbs]`);
  if (crumbs?.parentElement && incoming?.parentElement) {
    crumbs.parentElement.replaceChildren(...take(incoming.parentElement));
  }
  const toggle = document.querySelector(`${HEADER} [data-side-panel-toggle]`);
  const row = toggle?.parentElement;
  const toggles = '[data-side-panel-toggle]';
  const incomingRow = page.querySelector(`${HEADER} ${toggles}`)?.parentElement;
  if (!row || !incomingRow) return;
  for (const child of [...row.children]) if (!child.matches(toggles)) child.remove();
  let isBefore = true;
  for (const child of take(incomingRow)) {
    if (child instanceof Element && child.matches(toggles)) isBefore = false;
    else if (isBefore) row.insertBefore(child, toggle);
    else row.append(child);
  }
}

/** @param {Document} page */
function placeEditHandler(page) {
  const data = page.getElementById('w-edit-handler-data');
  const there = document.getElementById('w-edit-handler-data');
  if (!data || !there) return;
  there.textContent = data.textContent;
  window.wagtail.editHandler = window.telepath?.unpack(
    JSON.parse(data.textContent || '{}'),
  );
}

/**
 * Wagtail makes the panels of a form collapsible when a page is loaded, and only then.
 *
 * @param {Element} toggle
 */
function makeCollapsible(toggle) {
  /** @type {any} */
  const panel = toggle.closest('[data-panel]');
  const content = document.getElementById(toggle.getAttribute('aria-controls') || '');
  if (!panel || !content || panel.collapsibleInitialised) return;
  panel.collapsibleInitialised = true;
  /** @param {boolean} isExpanded */
  const set = (isExpanded) => {
    toggle.setAttribute('aria-expanded', String(isExpanded));
    content.toggleAttribute('hidden', !isExpanded);
    const event = new CustomEvent('wagtail:panel-toggle', {
      bubbles: true,
      detail: { expanded: isExpanded },
    });
    toggle.dispatchEvent(event);
  };
  const flip = () => set(toggle.getAttribute('aria-expanded') !== 'true');
  const hasError = content.querySelector('[aria-invalid="true"], .w-field--error');
  if (panel.classList.contains('collapsed') && !hasError) set(false);
  toggle.addEventListener('click', flip);
  panel.querySelector('[data-panel-heading]')?.addEventListener('click', flip);
}

/**
 * Put a page's form, and what belongs to it, into the open page.
 *
 * @param {Document} page
 * @param {string} url its address, for the address bar
 */
export function place(page, url) {
  const composer = document.querySelector('.wlc-desk__composer');
  const incoming = page.querySelector('.wlc-desk__composer');
  if (!composer || !incoming) return;
  composer.replaceChildren(...take(incoming));
  for (const selector of PARTS) {
    const part = page.querySelector(selector);
    if (part) document.querySelector(selector)?.replaceChildren(...take(part));
  }
  placeHeader(page);
  for (const panel of page.querySelectorAll('[data-side-panel]')) {
    const name = panel.getAttribute('data-side-panel');
    const there = document.querySelector(`[data-side-panel="${name}"]`);
    there?.replaceChildren(...take(panel));
  }
  document.title = page.title;
  const isLocked = page.body.classList.contains('content-locked');
  document.body.classList.toggle('content-locked', isLocked);
  placeEditHandler(page);
  composer.querySelectorAll('[data-panel-toggle]').forEach(makeCollapsible);
  window.history.replaceState(null, '', url);
}
