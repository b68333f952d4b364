/*
 * Opens a page of the site in a frame and writes down what is seen of it, in words that
 * an old engine understands: "?page=/river/&scripts=off". In a frame that is sandboxed no
 * script runs; what is seen there can still be measured from here.
 *
 * With scripts it presses the banner's button and opens the page once more.
 */
(function () {
  var page = decodeURIComponent(/[?&]page=([^&]*)/.exec(location.search)[1]);
  var hasScripts = location.search.indexOf('scripts=off') === -1;
  var report = { agent: navigator.userAgent };

  function measure(frame, element) {
    var box, style, inner;
    if (!element) return null;
    inner = frame.contentWindow.getComputedStyle
      ? frame.contentWindow
      : frame.contentDocument.defaultView;
    box = element.getBoundingClientRect();
    style = inner.getComputedStyle(element, null);
    return {
      text: element.textContent.replace(/\s+/g, ' '),
      display: style.display,
      visibility: style.visibility,
      width: box.right - box.left,
      height: box.bottom - box.top,
      top: box.top,
      bottom: box.bottom
    };
  }

  /* Whether it is what stands there, and nothing over it. */
  function isOnTop(frame, element) {
    var box = element.getBoundingClientRect();
    var x = (box.left + box.right) / 2;
    var y = (box.top + box.bottom) / 2;
    return frame.contentDocument.elementFromPoint(x, y) === element;
  }

  function look(frame) {
    var inner = frame.contentDocument;
    var banner = inner.getElementById('liveconflict-browser-banner');
    var link = banner && banner.getElementsByTagName('a')[0];
    var button = banner && banner.getElementsByTagName('button')[0];
    var articles = inner.getElementsByTagName('article');
    var seen = { updates: [] };
    var i;
    for (i = 0; i < articles.length; i += 1) {
      seen.updates.push(measure(frame, articles[i]));
    }
    seen.height = frame.clientHeight;
    seen.headline = measure(frame, inner.getElementsByTagName('h1')[0]);
    seen.banner = measure(frame, banner);
    seen.link = measure(frame, link);
    seen.isLinkOnTop = Boolean(link) && isOnTop(frame, link);
    seen.button = measure(frame, button);
    return seen;
  }

  function press(frame) {
    var inner = frame.contentDocument;
    var banner = inner.getElementById('liveconflict-browser-banner');
    var event = inner.createEvent('MouseEvents');
    event.initEvent('click', true, true);
    banner.getElementsByTagName('button')[0].dispatchEvent(event);
  }

  function open(whenLoaded) {
    var frame = document.createElement('iframe');
    frame.width = 1000;
    frame.height = 700;
    if (!hasScripts) frame.setAttribute('sandbox', 'allow-same-origin');
    frame.src = page;
    frame.onload = function () {
      whenLoaded(frame);
    };
    document.getElementById('stage').appendChild(frame);
  }

  function write() {
    var text = document.createTextNode(JSON.stringify(report));
    document.getElementById('report').appendChild(text);
  }

  open(function (frame) {
    report.first = look(frame);
    if (!report.first.button || report.first.button.display === 'none') {
      write();
      return;
    }
    press(frame);
    report.pressed = look(frame);
    // Before the load event of this page, which is when it is written down.
    open(function (another) {
      report.again = look(another);
      write();
    });
  });
})();
