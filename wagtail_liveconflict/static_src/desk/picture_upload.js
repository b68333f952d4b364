/**
 * Pictures on their way: what is in a clipboard, and one file sent to the server.
 */

import { parseFragment } from '../reader/trusted_html.js';

/**
 * Whether there is anything to read in what is pasted. Word processors add a picture of
 * the words to the words; a file manager adds the names of the files.
 *
 * @param {DataTransfer} data
 */
function hasWords(data) {
  const names = [...data.files].map(({ name }) => name);
  const lines = data.getData('text/plain').split(/[\r\n]+/);
  if (lines.some((line) => line.trim() && !names.includes(line.trim()))) return true;
  const page = parseFragment(data.getData('text/html'));
  page.querySelectorAll('style, script, title').forEach((each) => each.remove());
  return !lines.some((line) => line.trim()) && !!page.textContent?.trim();
}

/**
 * The files that are pasted, where they are all that is.
 *
 * @param {DataTransfer | null} data
 */
export function getPastedFiles(data) {
  return data?.files.length && !hasWords(data) ? [...data.files] : [];
}

/**
 * @typedef {object} Answer
 * @property {number} status 0 where there was none
 * @property {any} json null where it was something else, as a page to sign in
 */

/**
 * Send one picture. Unlike `fetch` this tells how far it has come.
 *
 * @param {string} url
 * @param {File} file
 * @param {string} token
 * @param {(share: number) => void} onProgress
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
export function sendPicture(url, file, token, onProgress, signal) {
  const body = new FormData();
  body.set('csrfmiddlewaretoken', token);
  body.set('picture', file);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.responseType = 'json';
    request.setRequestHeader('Accept', 'application/json');
    // Wagtail then refuses whoever is signed out, and does not show a form to sign in.
    request.setRequestHeader('X-Requested-With', 'XMLHttpRequest');
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total) onProgress(loaded / total);
    });
    request.addEventListener('loadend', () =>
      resolve({ status: request.status, json: request.response }),
    );
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}
