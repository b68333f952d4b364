/** The times of the page in the reader's own zone, and back in that of the blog. */

/** @type {WeakMap<Element, string | null>} */
const inZoneOfBlog = new WeakMap();

/**
 * @param {ParentNode} root
 * @param {boolean} isOwn
 * @param {string} language
 */
export function putZone(root, isOwn, language) {
  root.querySelectorAll('time[datetime*=T]').forEach((time) => {
    const text = inZoneOfBlog.get(time) ?? time.textContent;
    inZoneOfBlog.set(time, text);
    const date = new Date(time.getAttribute('datetime') ?? '');
    const own = date.toLocaleString(language, {
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    });
    time.textContent = isOwn ? own : text;
  });
}
