/*
 * Lets readers close the outdated-browser banner, and remembers it for a month.
 * ECMAScript 3, in a file of its own: one word that an old browser does not know would
 * stop all of it. Runs where it stands, behind the banner, so that what was closed is
 * not seen again for a moment.
 */
(function letReadersClose() {
  var NAME = 'liveconflict.browser-banner';
  var MONTH = 30 * 24 * 60 * 60 * 1000;

  function isClosed() {
    var age;
    // Reading "localStorage" throws where a browser may keep nothing.
    try {
      age = new Date().getTime() - Number(window.localStorage.getItem(NAME));
      return age >= 0 && age < MONTH;
    } catch (error) {
      return false;
    }
  }

  function remember() {
    try {
      window.localStorage.setItem(NAME, String(new Date().getTime()));
    } catch (error) {
      // Then it is closed on this page alone.
    }
  }

  /** @param {HTMLElement} banner */
  function remove(banner) {
    /** @type {Node} */ (banner.parentNode).removeChild(banner);
  }

  /**
   * @param {HTMLElement} banner
   * @param {HTMLElement} button
   */
  function start(banner, button) {
    // What an editor looks at is always shown.
    var isPreview = banner.getAttribute('data-preview') !== null;
    if (!isPreview && isClosed()) {
      remove(banner);
      return;
    }
    button.onclick = function close() {
      remove(banner);
      if (!isPreview) {
        remember();
      }
    };
    banner.className += ' liveconflict-browser-banner--dismissable';
  }

  var found = document.getElementById('liveconflict-browser-banner');
  var first = found && found.getElementsByTagName('button')[0];
  if (found && first) {
    start(found, first);
  }
})();
