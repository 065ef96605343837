"use strict";
// The clauses: search and filters hide rows of the table; the address keeps what was chosen, so that a link shows it.
(() => {
  const rows = [...document.querySelectorAll("#list tbody tr")];
  const search = document.getElementById("search"), shown = document.getElementById("shown");
  const selects = [...document.querySelectorAll("select[data-filter]")];
  const haystack = rows.map((row) => row.textContent.toLowerCase());
  const count = new Intl.NumberFormat(document.documentElement.lang);

  function filter() {
    const sought = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = selects.filter((select) => select.value !== "");
    let visible = 0;
    rows.forEach((row, place) => {
      const facts = row.cells[0].dataset;
      const fits = wanted.every((select) => facts[select.dataset.filter] === select.value);
      row.hidden = !(fits && sought.every((part) => haystack[place].includes(part)));
      if (!row.hidden) visible += 1;
    });
    shown.textContent = shown.dataset.says.replace("{shown}", count.format(visible)).replace("{total}", count.format(rows.length));
  }

  function remember() {
    const kept = new URLSearchParams();
    if (search.value) kept.set("q", search.value);
    for (const select of selects) if (select.value !== "") kept.set(select.dataset.filter, select.value);
    history.replaceState(null, "", kept.size ? `#list?${kept}` : "#clauses");
  }

  function recall() {
    if (!location.hash.startsWith("#list?")) return;
    const kept = new URLSearchParams(location.hash.slice(6));
    search.value = kept.get("q") || "";
    for (const select of selects) select.value = kept.get(select.dataset.filter) || "";
    document.getElementById("clauses").scrollIntoView();
  }

  function changed() {
    remember();
    filter();
  }

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 150);
  });
  for (const select of selects) select.addEventListener("change", changed);
  document.getElementById("tools").hidden = false;
  recall();
  filter();
})();
