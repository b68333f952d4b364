/**
 * Wagtail's own controllers of the form, by what the desk needs of them.
 */

/** Fields of a form that say when it was opened, and nothing of what is written. */
const ABOUT_THE_FORM = new Set([
  'loaded_revision_id',
  'loaded_revision_created_at',
  'overwrite_revision_id',
  'composition',
  'is-draft',
  'warnings-seen',
]);

/**
 * What the server has of a form, or what was in it before anybody touched it.
 *
 * Wagtail looks at a form two seconds after it has come, and takes what was typed by
 * then for what was there.
 *
 * @type {WeakMap<HTMLFormElement, string>}
 */
const known = new WeakMap();

/**
 * @param {Element} form
 * @param {string} identifier
 * @returns {any}
 */
function getController(form, identifier) {
  return window.wagtail.app.getControllerForElementAndIdentifier(form, identifier);
}

/**
 * The draft that autosave has made of this form, which the next save may write over;
 * "" before there is one.
 *
 * @param {HTMLFormElement} form
 */
function getOwnRevision(form) {
  const id = getController(form, 'w-autosave')?.revisionIdValue;
  return id ? String(id) : '';
}

/**
 * Have rich text fields hand their words to the form now: they do so a quarter of a
 * second after the last key, and whoever presses Publish is sometimes quicker.
 *
 * @param {HTMLFormElement} form
 */
export function flushText(form) {
  form.querySelectorAll('input[type="hidden"]').forEach((input) => {
    /** @type {any} */ (input).draftailEditor?.saveState?.();
  });
}

/**
 * What the form posts: the words as they are now, over the draft that autosave has made
 * of them.
 *
 * @param {HTMLFormElement} form
 */
export function makeBody(form) {
  flushText(form);
  const body = new FormData(form);
  const revision = getOwnRevision(form);
  if (revision) body.set('overwrite_revision_id', revision);
  return body;
}

/**
 * Everything that the form would post, files and its token left out.
 *
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
export function getEntries(form) {
  /** @type {[string, string][]} */
  const entries = [];
  makeBody(form).forEach((value, name) => {
    const isText = typeof value === 'string' && name !== 'csrfmiddlewaretoken';
    if (isText) entries.push([name, value]);
  });
  return entries;
}

/**
 * What is written, to compare it with what it was.
 *
 * @param {[string, string][]} entries
 */
export function getWritten(entries) {
  const written = entries.filter(
    ([name]) => !ABOUT_THE_FORM.has(name) && !/^body-\d+-id$/.test(name),
  );
  // Rich text numbers its lines anew each time.
  return JSON.stringify(written).replace(/\\"key\\":\\"\w+\\",/g, '');
}

/**
 * Take what is in the form for what was there before anybody touched it.
 *
 * @param {HTMLFormElement} form
 */
export function noteUntouched(form) {
  if (!known.has(form)) known.set(form, getWritten(getEntries(form)));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} written what the server has confirmed
 */
export function noteConfirmed(form, written) {
  known.set(form, written);
}

/**
 * Whether the form holds words that the server has not confirmed.
 *
 * @param {HTMLFormElement} form
 */
export function isDirty(form) {
  if (getController(form, 'w-unsaved')?.forceValue) return true;
  return known.has(form) && known.get(form) !== getWritten(getEntries(form));
}

/**
 * How the autosave that is under way ends.
 *
 * @param {HTMLFormElement} form
 * @param {number} patience milliseconds
 * @returns {Promise<'success' | 'error' | 'late'>}
 */
function nextAutosave(form, patience) {
  return new Promise((resolve) => {
    const done = new AbortController();
    /** @param {'success' | 'error' | 'late'} how */
    const end = (how) => {
      done.abort();
      resolve(how);
    };
    const { signal } = done;
    form.addEventListener('w-autosave:success', () => end('success'), { signal });
    form.addEventListener('w-autosave:error', () => end('error'), { signal });
    window.setTimeout(() => end('late'), patience);
  });
}

/**
 * Call off an autosave that is waiting for a pause in the typing, and let one that is
 * under way end: its answer would change a form that has moved on.
 *
 * @param {HTMLFormElement} form
 */
export async function settleAutosave(form) {
  const autosave = getController(form, 'w-autosave');
  if (!autosave) return;
  const startedAt = Number(form.dataset.wlcAutosaveAt || 0);
  const wait = startedAt ? Date.now() - startedAt : 0;
  if (startedAt && wait >= autosave.intervalValue) await nextAutosave(form, 3000);
  else autosave.submit.cancel?.();
  autosave.activeValue = false;
}

/**
 * Let autosave go on after a publication that came to nothing.
 *
 * @param {HTMLFormElement} form
 */
export function resumeAutosave(form) {
  const autosave = getController(form, 'w-autosave');
  if (!autosave) return;
  autosave.activeValue = true;
  // A save that was called off never tells that it ended.
  autosave.submitPromise = null;
}

/**
 * Save the form as a draft, by Wagtail's autosave: the caret stays where it is.
 *
 * @param {HTMLFormElement} form
 * @returns {Promise<'success' | 'error' | 'late' | 'none'>} `none`: it is switched off
 */
export function saveDraft(form) {
  const autosave = getController(form, 'w-autosave');
  if (!autosave?.activeValue) return Promise.resolve('none');
  flushText(form);
  const ended = nextAutosave(form, 15_000);
  autosave.save();
  return ended;
}

/**
 * Give a button its words back that said "Publishing…".
 *
 * @param {Element | null} button
 */
export function endProgress(button) {
  button?.setAttribute('data-w-progress-loading-value', 'false');
}

/**
 * Have Wagtail not ask whether to go on without a line, or over a newer version: the
 * desk keeps what was typed in the one case, and shows both versions in the other.
 */
export function askNothing() {
  document
    .querySelector('[data-controller~="w-session"]')
    ?.setAttribute('data-w-session-intercept-value', '');
}
