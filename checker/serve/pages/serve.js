// The theme that the reader chose, here or in a report, before anything is drawn; "/" goes to the first filter. Every page works without.
"use strict";
(function () {
  var KEY = "checker-report-theme", root = document.documentElement;
  function chosen() {
    try { return localStorage.getItem(KEY) || "system"; } catch (denied) { return "system"; }
  }
  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme; else delete root.dataset.theme;
  }
  show(chosen());
  document.addEventListener("DOMContentLoaded", function () {
    var select = document.getElementById("theme");
    select.value = chosen();
    select.closest("label").hidden = false;
    select.addEventListener("change", function () {
      try { localStorage.setItem(KEY, select.value); } catch (denied) { /* shown for this page alone */ }
      show(select.value);
    });
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        var first = document.querySelector("form input:not([type=hidden])");
        if (first) { event.preventDefault(); first.focus(); }
      }
    });
  });
})();
