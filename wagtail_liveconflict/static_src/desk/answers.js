/**
 * What the desk's scripts read in an answer of the server.
 */

/** A form's proof that it is ours; another one for each session. */
export const TOKEN = 'input[name="csrfmiddlewaretoken"]';

/**
 * Whether an answer is the JSON that was asked for, and not a page to sign in.
 *
 * @param {Response} response
 */
export function isJSON(response) {
  const type = response.headers.get('Content-Type') || '';
  return !response.redirected && type.includes('json');
}
