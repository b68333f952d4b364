/**
 * One line for each picture on its way: its name, how far it has come, or what went
 * wrong and which button helps.
 */

/**
 * @param {HTMLTemplateElement} template
 * @param {File} file
 * @returns {HTMLElement}
 */
export function makeLine(template, file) {
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const line = /** @type {HTMLElement} */ (copy.firstElementChild);
  for (const name of line.querySelectorAll('[data-name]')) {
    name.textContent = name.matches('.w-sr-only') ? `: ${file.name}` : file.name;
  }
  line.querySelector('progress')?.setAttribute('aria-label', file.name);
  return line;
}

/**
 * @param {HTMLElement} line
 * @param {number} share of the file that has been sent
 */
export function showProgress(line, share) {
  const progress = line.querySelector('progress');
  if (progress) progress.value = share;
}

/**
 * @param {HTMLElement} line
 * @param {string} problem "" while it is on its way
 * @param {string} [remedy] the button that helps
 */
export function showProblem(line, problem, remedy = '') {
  line.querySelector('progress')?.toggleAttribute('hidden', !!problem);
  const place = line.querySelector('[role="alert"]');
  if (place) place.textContent = problem;
  for (const button of line.querySelectorAll('button')) {
    const { does } = button.dataset;
    button.hidden = does !== remedy && does !== 'leave';
  }
}
