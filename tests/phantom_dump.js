/* Run by PhantomJS: phantom_dump.js <address> */
var system = require('system');
var page = require('webpage').create();

page.onError = function () {};
page.open(system.args[1], function () {
  var isWritten = function () {
    return document.getElementById('report').innerHTML !== '';
  };
  var wait = setInterval(function () {
    if (!page.evaluate(isWritten)) return;
    clearInterval(wait);
    console.log(page.content);
    phantom.exit();
  }, 20);
});
