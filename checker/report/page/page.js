"use strict";
// The list of cases: search, filters, sorting; everything is written as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const PAGE = 200, PRINTED = 5000;
  const CODES = ["critical", "high", "medium", "low"];
  const [SEVERITY, VERDICT, RULE, CLAUSES, SUBJECT, OWNER, UNIT, DUE, OVERDUE, TEXT, SOURCE, CASE, EFFECT, DUE_SORTS, OVERDUE_SORTS, IMPLIED] = Array(16).keys();
  const byId = (id) => document.getElementById(id);
  const search = byId("search"), shown = byId("shown"), more = byId("more"), list = byId("list");
  const selects = { verdict: byId("verdict"), severity: byId("severity"), rule: byId("rule"), implied: byId("implied") };
  const columns = { verdict: VERDICT, severity: SEVERITY, rule: RULE, implied: IMPLIED };
  const words = new Intl.Collator(data.lang, { numeric: true, sensitivity: "base" });
  const count = new Intl.NumberFormat(data.lang);
  let sorted = { column: -1, down: false }, found = [], limit = PAGE;

  const ruleName = (place) => (place < 0 ? "" : data.rules[place][0]);
  const said = (row, column) => {
    if (column === SEVERITY) return row[EFFECT] || data.severities[row[SEVERITY]] || "";
    if (column === VERDICT) return data.verdicts[row[VERDICT]] || "";
    if (column === RULE) return ruleName(row[RULE]);
    return row[column];
  };
  const haystack = data.cases.map((row) => {
    const rule = row[RULE] < 0 ? "" : data.rules[row[RULE]][1];
    return [rule, row[CASE], ...data.headings.map((_, column) => said(row, column))].join("\n").toLowerCase();
  });

  function filter() {
    const sought = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = Object.keys(selects).filter((name) => selects[name].value !== "");
    found = [];
    data.cases.forEach((row, place) => {
      const chosen = wanted.every((name) => String(row[columns[name]]) === selects[name].value);
      if (chosen && sought.every((part) => haystack[place].includes(part))) found.push(row);
    });
    sort();
  }

  function sortKey(row, column) {
    if (column === SEVERITY) return (row[EFFECT] ? 10 : 0) + row[SEVERITY];
    if (column === DUE) return row[DUE_SORTS];
    if (column === OVERDUE) return row[OVERDUE_SORTS];
    return said(row, column);
  }

  function sort() {
    if (sorted.column >= 0) {
      const sign = sorted.down ? -1 : 1;
      found = found.map((row) => [sortKey(row, sorted.column), row]).sort(([a], [b]) => {
        if (a === null || b === null) return (a === null) - (b === null);
        return sign * (typeof a === "number" ? a - b : words.compare(a, b));
      }).map(([, row]) => row);
    }
    draw(PAGE);
  }

  function draw(rows) {
    limit = rows;
    list.tBodies[0].replaceChildren(...found.slice(0, limit).map(line));
    const visible = Math.min(limit, found.length);
    shown.textContent = data.shown.replace("{shown}", count.format(visible)).replace("{total}", count.format(data.cases.length));
    more.hidden = visible >= found.length;
    more.textContent = `${data.texts.more} (${count.format(found.length - visible)})`;
  }

  function line(row) {
    const tr = document.createElement("tr");
    data.headings.forEach((_, column) => {
      const td = tr.insertCell();
      const holder = document.createElement("span");
      holder.textContent = said(row, column);
      if (column === SEVERITY && !row[EFFECT]) holder.className = `severity ${CODES[row[SEVERITY]] || ""}`;
      if (column === RULE && row[RULE] >= 0) td.title = data.rules[row[RULE]][1];
      if (column > RULE && column !== DUE && column !== OVERDUE) holder.className = "clip";
      if (column === TEXT) td.className = "long";
      if ([CLAUSES, UNIT, SOURCE].includes(column)) td.className = "narrow";
      if ([RULE, SUBJECT, OWNER].includes(column)) td.className = "middle";
      if ([SEVERITY, VERDICT, DUE].includes(column)) td.className = "short";
      td.append(holder);
    });
    tr.dataset.case = row[CASE];
    return tr;
  }

  function heads() {
    const tr = list.tHead.insertRow();
    data.headings.forEach((name, column) => {
      const th = document.createElement("th"), button = document.createElement("button");
      th.scope = "col";
      th.dataset.name = name;
      button.type = "button";
      button.textContent = name;
      button.title = data.texts.sort;
      button.addEventListener("click", () => {
        sorted = { column, down: sorted.column === column && !sorted.down };
        for (const other of tr.cells) other.removeAttribute("aria-sort");
        th.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
        remember();
        sort();
      });
      th.append(button);
      tr.append(th);
    });
  }

  function fill(select, names) {
    select.append(new Option(data.texts.any, ""), ...names.map((name, place) => new Option(name, String(place))));
  }

  // The address keeps the filters, so that a link shows the same list.
  function remember() {
    const kept = new URLSearchParams();
    if (search.value) kept.set("q", search.value);
    for (const name of Object.keys(selects)) if (selects[name].value !== "") kept.set(name, selects[name].value);
    if (sorted.column >= 0) kept.set("sort", (sorted.down ? "-" : "") + sorted.column);
    history.replaceState(null, "", kept.size ? `#list?${kept}` : "#cases");
  }

  function recall() {
    if (!location.hash.startsWith("#list?")) return;
    const kept = new URLSearchParams(location.hash.slice(6));
    search.value = kept.get("q") || "";
    for (const name of Object.keys(selects)) selects[name].value = kept.get(name) || "";
    const sort = kept.get("sort");
    if (sort) {
      sorted = { column: Math.abs(parseInt(sort, 10)), down: sort.startsWith("-") };
      const th = list.tHead.rows[0].cells[sorted.column];
      if (th) th.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else sorted.column = -1;
    }
    byId("cases").scrollIntoView();
  }

  function changed() {
    remember();
    filter();
  }

  heads();
  fill(selects.verdict, data.verdicts);
  fill(selects.severity, data.severities);
  fill(selects.implied, data.implied);
  fill(selects.rule, data.rules.map(([id, title]) => `${id} · ${title}`));
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 150);
  });
  for (const select of Object.values(selects)) select.addEventListener("change", changed);
  more.addEventListener("click", () => draw(limit + PAGE));
  window.addEventListener("beforeprint", () => draw(Math.max(limit, PRINTED)));
  byId("tools").hidden = false;
  recall();
  filter();
})();
