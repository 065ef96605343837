// The parts of the report, one at a time; the address says which.
const views = [...document.querySelectorAll(".view")];
const onShown = {};
let shownView = "";

function holderOf(id) {
  const element = id && document.getElementById(id);
  return element ? element.closest(".view") : null;
}

// An address that somebody cut short or wrote wrongly names nothing.
function decoded(text) {
  try { return decodeURIComponent(text); } catch { return ""; }
}

function showView(name) {
  if (shownView !== name) {
    shownView = name;
    for (const view of views) view.hidden = view.dataset.view !== name;
    for (const link of document.querySelectorAll(".menu a")) {
      if (link.dataset.to === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const current = document.querySelector(".menu a[aria-current]"), row = document.querySelector(".menu-row");
    if (current && row) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
  }
  if (onShown[name]) onShown[name]();
}

// `#rules`, `#cases?severity=high`, `#case=0123456789abcdef`; anything else is the summary.
function addressed() {
  const hash = location.hash.slice(1), [name, asked] = hash.split("?");
  if (name === "list") return { view: "cases", asked: new URLSearchParams(asked || "") };
  if (hash.startsWith("case=")) return { view: "cases", asked: null, one: decoded(hash.slice(5)) };
  const holder = holderOf(decoded(name));
  if (!holder) return { view: "summary", asked: null };
  return { view: holder.dataset.view, id: name, asked: holder.dataset.view === "cases" ? new URLSearchParams(asked || "") : null };
}
