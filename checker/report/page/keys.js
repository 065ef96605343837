// The keyboard: `/` to search, arrows to move, Enter to open, Esc to close.
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest && event.target.closest("input, select, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    if (shownView !== "cases") location.hash = "#cases";
    setTimeout(() => byId("search").focus());
  } else if (event.key === "Escape" && shownView === "cases") {
    if (!byId("detail").hidden) closeCase();
    else if (event.target === byId("search")) byId("table").focus();
  } else if (event.key === "ArrowDown" && event.target === byId("search")) {
    event.preventDefault();
    byId("table").focus();
    if (current < 0 || !fitting[current]) move(1);
  } else if (event.target === byId("table")) onTableKey(event);
}

function onTableKey(event) {
  if (event.key in STEPS) {
    event.preventDefault();
    move(STEPS[event.key]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    const i = current >= 0 && fitting[current] ? current : step(1);
    if (i >= 0) openCase(i, { focus: true });
  }
}
