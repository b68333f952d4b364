/**
 * Enter picks the choice that has the focus, where it would otherwise post the form: with
 * the first of them, "None" is one key.
 *
 * @param {KeyboardEvent} event
 */
export function pickWithEnter(event) {
  const { target, key, ctrlKey, metaKey } = event;
  if (key !== 'Enter' || ctrlKey || metaKey) return;
  if (!(target instanceof HTMLInputElement)) return;
  if (!target.matches('.wlc-sensitive')) return;
  event.preventDefault();
  if (!target.checked) target.click();
}
