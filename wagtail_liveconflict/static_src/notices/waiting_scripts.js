/**
 * Takes what waits for consent out of its `<template>`. Scripts are made anew, since
 * Trusted Types want to know of each: the named policy lets a site send
 * `require-trusted-types-for 'script'; trusted-types liveconflict-consent`.
 */

/**
 * @typedef {{
 *   createScript: (text: string) => string, createScriptURL: (url: string) => string,
 * }} Policy
 */

/** @type {Policy | undefined} */
let policy;

/** @returns {Policy} */
function getPolicy() {
  /** @type {Policy} */
  const rules = { createScript: (text) => text, createScriptURL: (url) => url };
  /** @type {Window & { trustedTypes?: any }} */
  const { trustedTypes } = window;
  policy ??= trustedTypes?.createPolicy('liveconflict-consent', rules) ?? rules;
  return /** @type {Policy} */ (policy);
}

/** @param {HTMLScriptElement} script */
function remake(script) {
  const fresh = document.createElement('script');
  // Scripts made by a script would not wait for one another.
  fresh.async = script.hasAttribute('async');
  [...script.attributes].forEach(({ name, value }) => {
    // The nonce comes along as well.
    if (name === 'src') fresh.src = getPolicy().createScriptURL(value);
    else fresh.setAttribute(name, value);
  });
  if (script.text) fresh.text = getPolicy().createScript(script.text);
  script.replaceWith(fresh);
}

/** Purposes of which something runs on this page; nothing can take that back. */
const running = new Set();

/** @param {Record<string, boolean>} purposes */
export function hasRevoked(purposes) {
  return [...running].some((purpose) => !purposes[purpose]);
}

/** @param {Record<string, boolean>} purposes */
export function runAllowed(purposes) {
  /** @type {NodeListOf<HTMLTemplateElement>} */
  const waiting = document.querySelectorAll('template[data-liveconflict-purpose]');
  waiting.forEach((template) => {
    const purpose = template.dataset.liveconflictPurpose ?? '';
    if (!purposes[purpose]) return;
    running.add(purpose);
    try {
      const contents = document.importNode(template.content, true);
      contents.querySelectorAll('script').forEach(remake);
      template.replaceWith(contents);
    } catch (error) {
      // The site's content policy does not name ours: the notice has to work all the same.
      setTimeout(() => {
        throw error;
      });
    }
  });
}
