import { LiveconflictBlog } from './element.js';

// A page may load the script twice: through the theme and through a tag.
if (!customElements.get('liveconflict-blog')) {
  customElements.define('liveconflict-blog', LiveconflictBlog);
}
