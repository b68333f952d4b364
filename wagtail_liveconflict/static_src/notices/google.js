/**
 * Google Consent Mode, version 2: what Google's tags may do, told through `dataLayer`.
 * https://developers.google.com/tag-platform/security/guides/consent
 *
 * A file of its own, loaded before the notice's script and only where it is wanted.
 */
import { CONSENT } from './choices.js';

/** @type {Record<string, string[]>} */
const SIGNALS = {
  marketing: ['ad_storage', 'ad_user_data', 'ad_personalization'],
  preferences: ['functionality_storage', 'personalization_storage'],
  statistics: ['analytics_storage'],
};

/**
 * As Google's own snippet has it: its tags take the object `arguments`, and no array.
 * @param {...unknown} _told
 */
function gtag(..._told) {
  /** @type {Window & { dataLayer?: unknown[] }} */
  const page = window;
  page.dataLayer ??= [];
  // eslint-disable-next-line prefer-rest-params
  page.dataLayer.push(arguments);
}

/**
 * @param {'default' | 'update'} command
 * @param {Record<string, boolean>} purposes
 */
function tellGoogle(command, purposes) {
  const told = Object.entries(SIGNALS).flatMap(([purpose, signals]) =>
    signals.map((signal) => [signal, purposes[purpose] ? 'granted' : 'denied']),
  );
  gtag('consent', command, { ...Object.fromEntries(told), security_storage: 'granted' });
}

tellGoogle('default', {});
// Told before anything that has waited for consent begins to run.
document.addEventListener(CONSENT, (event) => {
  const { purposes, time } = /** @type {CustomEvent} */ (event).detail;
  if (time) tellGoogle('update', purposes);
});
