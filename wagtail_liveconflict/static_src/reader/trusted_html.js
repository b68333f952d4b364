/**
 * The only place where text becomes markup.
 *
 * The server has rendered the markup; it is parsed inside a <template>, where
 * scripts stay inert and nothing is loaded. The named policy lets a site send
 * `require-trusted-types-for 'script'; trusted-types liveconflict`.
 */

/** @typedef {{ createHTML: (html: string) => string }} Policy */
/** @typedef {{ createPolicy: (name: string, rules: Policy) => Policy }} PolicyFactory */

/** @type {Policy | undefined} */
let policy;

/** @returns {Policy} */
function getPolicy() {
  /** @type {Policy} */
  const rules = { createHTML: (html) => html };
  /** @type {Window & { trustedTypes?: PolicyFactory }} */
  const { trustedTypes } = window;
  policy ??= trustedTypes?.createPolicy('liveconflict', rules) ?? rules;
  return policy;
}

/**
 * @param {string} html
 * @returns {DocumentFragment}
 */
export function parseFragment(html) {
  const template = document.createElement('template');
  template.innerHTML = getPolicy().createHTML(html);
  return template.content;
}
