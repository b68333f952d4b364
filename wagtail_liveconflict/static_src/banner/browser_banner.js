/*
 * Lets readers close the outdated-browser banner, and remembers it for a month.
 * ECMAScript 3, in a file of its own: one word that an old browser does not know would
 * stop all of it. Runs where it stands, behind the banner, so that what was closed is
 * not seen again for a moment.
 */
(function letReadersClose() {
  var NAME = 'liveconflict.browser-banner';
  var MONTH = 30 * 24 * 60 * 60 * 1000;
  var banner = document.getElementById('liveconflict-browser-banner');
  var buttons = banner ? banner.getElementsByTagName('button') : [];
  // What an editor looks at is always shown.
  var isPreview = banner && banner.getAttribute('data-preview') !== null;

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

  function close() {
    banner.parentNode.removeChild(banner);
    if (isPreview) {
      return;
    }
    try {
      window.localStorage.setItem(NAME, String(new Date().getTime()));
    } catch (error) {
      // Then it is closed on this page alone.
    }
  }

  if (!buttons.length) {
    return;
  }
  if (!isPreview && isClosed()) {
    banner.parentNode.removeChild(banner);
    return;
  }
  buttons[0].onclick = close;
  banner.className += ' liveconflict-browser-banner--dismissable';
})();
