/**
 * Names for what Wagtail leaves without one: its rich text fields are text boxes that
 * a screen reader announces as nothing.
 *
 * @param {Element} root
 * @param {string} name
 * @returns {MutationObserver} ends with `disconnect()`
 */
export function nameTextBoxes(root, name) {
  const nameAll = () => {
    for (const box of root.querySelectorAll('[role="textbox"]:not([aria-label])')) {
      box.setAttribute('aria-label', name);
    }
  };
  const observer = new MutationObserver(nameAll);
  observer.observe(root, { childList: true, subtree: true });
  nameAll();
  return observer;
}
