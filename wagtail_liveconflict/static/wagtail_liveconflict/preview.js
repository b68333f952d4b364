/* Built from static_src by "npm run build": change it there. */
"use strict";
(() => {
  // preview/index.js
  window.wagtail.userbar?.registerCheck("liveconflict-contested-name", () => false);
})();
