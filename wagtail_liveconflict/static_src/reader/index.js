import { LiveconflictBlog } from './element.js';
import { LiveconflictPassing } from './passing.js';

/** @type {[string, CustomElementConstructor][]} */
const ELEMENTS = [
  ['liveconflict-passing', LiveconflictPassing],
  ['liveconflict-blog', LiveconflictBlog],
];

ELEMENTS.forEach(([name, element]) => {
  // A page may load the script twice: through the theme and through a tag.
  if (!customElements.get(name)) customElements.define(name, element);
});
