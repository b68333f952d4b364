/**
 * For the page of a partner: puts a frame with the live blog where
 *
 *   <div data-liveconflict-embed="https://news.example/blog/embed/">
 *     <a href="https://news.example/blog/">The live blog</a>
 *   </div>
 *
 * stands, as high as what is in it. The link stays where scripts do not run.
 */

/** @param {HTMLElement} place */
function fill(place) {
  const address = place.dataset.liveconflictEmbed ?? '';
  if (!/^https?:/.test(address)) return;
  const frame = document.createElement('iframe');
  frame.src = address;
  frame.title = (place.textContent ?? '').trim();
  frame.loading = 'lazy';
  Object.assign(frame.style, { border: '0', height: '400px', width: '100%' });
  window.addEventListener('message', ({ data, origin, source }) => {
    const isFromFrame =
      source === frame.contentWindow && origin === new URL(address).origin;
    const height = isFromFrame && Number(data?.liveconflictHeight);
    if (height) frame.style.height = `${height}px`;
  });
  place.replaceChildren(frame);
}

/** @type {NodeListOf<HTMLElement>} */
const places = document.querySelectorAll('[data-liveconflict-embed]');
places.forEach(fill);
