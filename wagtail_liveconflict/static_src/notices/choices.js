/**
 * What the reader of this browser has chosen: for the notice, and for other scripts of
 * ours. Bundled into each of them, so nothing is kept in variables here: the cookie, the
 * browser's memory and the notice's element are what they share.
 */
import { recall, remember } from '../reader/memory.js';

/**
 * @typedef {{
 *   purposes: Record<string, boolean>, revision: number, time: string, id?: string,
 * }} Choice `time` is ISO 8601; `id` is the number in the log of choices.
 * @typedef {{ name: string, time: number }} Provider `time` is in milliseconds.
 */

const COOKIE = 'liveconflict_consent=';
const REMEMBERED = 'providers';
const DAY = 86_400;
/** As long as a choice is valid when the site says nothing else. */
const PROVIDER_DAYS = 182;
const MONTH_DAYS = 30.4;

/** Told when what is allowed has changed, and once at the start. */
export const CONSENT = 'liveconflict:consent';
export const PROVIDERS = 'liveconflict:providers';

/** The cookie as it is, or "". */
export function readRawCookie() {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(COOKIE));
  return found ? found.slice(COOKIE.length) : '';
}

/**
 * @param {string} raw
 * @returns {Choice | null} null also for what somebody else has written there
 */
export function parseChoice(raw) {
  try {
    const choice = JSON.parse(decodeURIComponent(raw));
    return typeof choice.purposes === 'object' && choice.purposes ? choice : null;
  } catch {
    return null;
  }
}

/**
 * @param {Choice} choice
 * @param {number} months
 */
export function keepChoice(choice, months) {
  const parts = [
    COOKIE + encodeURIComponent(JSON.stringify(choice)),
    'Path=/',
    `Max-Age=${Math.round(months * MONTH_DAYS * DAY)}`,
    'SameSite=Lax',
  ];
  if (window.location.protocol === 'https:') parts.push('Secure');
  document.cookie = parts.join('; ');
}

/** The notice of the page, which also carries what is allowed on it. */
export function getNotice() {
  return document.getElementById('liveconflict-notice');
}

/**
 * Whether the reader allows a purpose. False until the notice's script has run: listen
 * for `CONSENT` as well.
 * @param {string} purpose
 */
export function isAllowed(purpose) {
  return (getNotice()?.dataset.allowed ?? '').split(' ').includes(purpose);
}

/** @returns {Record<string, Provider>} by their codes */
export function getProviders() {
  const oldest = Date.now() - PROVIDER_DAYS * DAY * 1000;
  try {
    /** @type {[string, Provider][]} */
    const all = Object.entries(JSON.parse(recall(REMEMBERED)));
    return Object.fromEntries(all.filter(([, { time }]) => time > oldest));
  } catch {
    return {};
  }
}

/**
 * Whether content of a provider may be shown without asking.
 * @param {string} code
 */
export function isProviderAllowed(code) {
  return isAllowed('embeds') || code in getProviders();
}

/** @param {Record<string, Provider>} providers */
function keepProviders(providers) {
  remember(REMEMBERED, JSON.stringify(providers));
  document.dispatchEvent(new CustomEvent(PROVIDERS, { detail: { providers } }));
}

/**
 * At the reader's own press of "always show from …", and never else.
 * @param {string} code
 * @param {string} name what the cookie settings call it
 */
export function rememberProvider(code, name) {
  keepProviders({ ...getProviders(), [code]: { name, time: Date.now() } });
}

/** @param {string} code */
export function forgetProvider(code) {
  const { [code]: _forgotten, ...others } = getProviders();
  keepProviders(others);
}

/**
 * Be told when providers are remembered or forgotten, in another tab as well.
 * @param {() => void} listener
 */
export function onProviders(listener) {
  document.addEventListener(PROVIDERS, listener);
  window.addEventListener('storage', ({ key }) => {
    if (!key || key.endsWith(REMEMBERED)) listener();
  });
}
