// The table of cases: only the rows in view are drawn.
let table = null, current = -1, drawnNarrow = null, toggled = "";

const cell = (build) => (component) => build(component.getData().i);
const badge = (i) => make("span", { class: `severity ${gradeOf(i)}` }, saidGrade(i));
const lines = (first, second, className) => make("div", { class: `two ${className || ""}` }, make("span", { class: "first", title: first || null }, first), second ? make("span", { class: "second", title: second }, second) : null);

const COLUMNS = [
  { field: "severity", width: 116, build: (i) => badge(i) },
  { field: "verdict", width: 124, build: (i) => lines(said_of("verdict", i), code("verdict", i) === "violated" ? said_of("outcome", i) : said_of("reason", i)) },
  { field: "rule", minWidth: 170, widthGrow: 3, build: (i) => lines(said_of("rule", i), code("rule", i), "coded") },
  { field: "subject", minWidth: 130, widthGrow: 2, build: (i) => lines(columns.subject_id[i], subjectNameOf(i)) },
  { field: "responsible", minWidth: 152, widthGrow: 2, build: (i) => lines(responsibleOf(i), said_of("unit_id", i)) },
  { field: "due", title: "due_at", width: 150, build: (i) => lines(...dateAndTime(number("due_at", i), code("zone", i))) },
  { field: "overdue", width: 132, build: (i) => make("div", { class: "prose" }, saidBeyond(i).replace(/(\d) /g, "$1\u00a0")), shown: () => (columns.overdue || []).some((one) => !Number.isNaN(one)) },
  { field: "change", width: 134, build: (i) => lines(said_of("change", i), excusedShort(i)), shown: () => head.values.change.length > 1 || head.values.waiver.length > 1 },
  { field: "text", minWidth: 220, widthGrow: 5, build: (i) => make("div", { class: "prose" }, textOf(i)) },
];

const excusedShort = (i) => ["waived", "disputed", "known"].filter((name) => MARKS[name](i)).map((name) => say(`page.filter.marks.${name}`)).join(", ");

function card(i) {
  const due = instant(number("due_at", i), code("zone", i));
  return make("div", { class: "case-card" },
    make("div", { class: "card-top" }, badge(i), make("span", { class: "second" }, due)),
    make("span", { class: "first" }, said_of("rule", i)),
    make("span", { class: "second" }, `${subjectOf(i)} · ${responsibleOf(i)}`),
    make("span", { class: "prose" }, textOf(i)));
}

function tableColumns() {
  const titled = (one) => ({
    field: one.field, width: one.width, minWidth: one.minWidth || one.width, widthGrow: one.widthGrow || 0, resizable: "header", headerSortTristate: true,
    title: heading(one.title || one.field), titleFormatter: () => make("button", { type: "button", class: "heading" }, heading(one.title || one.field)),
    sorter: ["subject", "text"].includes(one.field) ? byText : byRank, formatter: cell(one.build), headerWordWrap: true,
  });
  if (!wide.matches) return [{ ...titled({ field: "severity", title: "case_id", minWidth: 100, widthGrow: 1, build: card }), headerSort: false }];
  return COLUMNS.filter((one) => !one.shown || one.shown()).map(titled);
}

function groupOf(row) {
  if (!state.group) return "";
  if (state.group === "subject") return subjectOf(row.i);
  if (state.group === "responsible") return responsibleOf(row.i);
  return said_of(GROUPS[state.group], row.i) || say("page.filter.none");
}

function groupHead(value, n, rows, group) {
  const open = group.isVisible ? group.isVisible() : false;
  return make("button", { type: "button", class: "group-head", "aria-expanded": String(open), on: { click: () => { toggled = value; } } }, make("span", {}, value), make("span", { class: "n" }, written(n)));
}

function buildTable() {
  drawnNarrow = !wide.matches;
  const sorting = state.sort && SORTS.includes(state.sort.replace("-", "")) && !drawnNarrow;
  table = new Tabulator(byId("table"), {
    data: Array.from({ length: count }, (_, i) => new Row(i)),
    columns: tableColumns(), layout: "fitColumns", height: "100%", rowHeight: drawnNarrow ? 118 : 52,
    index: "i", keybindings: false, reactiveData: false, columnHeaderVertAlign: "middle", headerVisible: !drawnNarrow,
    renderVerticalBuffer: 600, placeholder: () => make("div", { class: "empty" }, say("page.table.empty")),
    initialFilter: [{ field: (row) => fitting[row.i] === 1 }],
    initialSort: sorting ? [{ column: state.sort.replace("-", ""), dir: state.sort.startsWith("-") ? "desc" : "asc" }] : [],
    groupBy: state.group ? groupOf : false, groupHeader: groupHead, groupStartOpen: false, groupToggleElement: "header",
    rowFormatter: (row) => markRow(row),
  });
  table.on("rowClick", (_, row) => openCase(row.getData().i));
  table.on("dataSorted", (sorters) => {
    if (!table || !table.initialized) return;
    state.sort = sorters.length ? (sorters[0].dir === "desc" ? "-" : "") + sorters[0].field : "";
    if (shownView === "cases") writeAddress();
  });
  // The library draws the heading of a group anew when it opens or closes; the keyboard stays on it.
  table.on("groupVisibilityChanged", () => setTimeout(() => {
    const again = [...byId("table").querySelectorAll(".group-head")].find((button) => button.firstChild.textContent === toggled);
    if (again && document.activeElement === document.body) again.focus({ preventScroll: true });
  }));
  byId("table").setAttribute("aria-rowcount", String(fit));
}

// The library draws a little later than it is asked to.
const whenBuilt = (does) => (table.initialized ? does() : table.on("tableBuilt", does));

function markRow(row) {
  const element = row.getElement(), i = row.getData().i;
  element.id = `row-${i}`;
  element.classList.toggle("current", i === current);
  element.setAttribute("aria-selected", String(i === current));
}

function rebuildTable() {
  if (!table) return;
  table.destroy();
  table = null;
  buildTable();
}

function refreshTable(grouped) {
  if (!table) return;
  if (grouped) table.setGroupBy(state.group ? groupOf : false);
  table.setFilter((row) => fitting[row.i] === 1);
  byId("table").setAttribute("aria-rowcount", String(fit));
}

function rowsShown() {
  if (!table) return Array.from({ length: count }, (_, i) => i).filter((i) => fitting[i]);
  return table.getData("active").map((row) => row.i);
}

// Makes a case the current one; scrolls to it where the table shows it.
function setCurrent(i, scroll = true) {
  const before = byId(`row-${current}`);
  current = i;
  if (before) { before.classList.remove("current"); before.setAttribute("aria-selected", "false"); }
  const grid = byId("table");
  if (i < 0 || !table || !table.initialized) { grid.removeAttribute("aria-activedescendant"); return; }
  const row = table.getRow(i);
  if (!row) return;
  markRow(row);
  grid.setAttribute("aria-activedescendant", `row-${i}`);
  if (scroll && fitting[i]) table.scrollToRow(row, "nearest", false).catch(() => {});
}

// The case so many rows further on; the first where none is current.
function step(by) {
  if (!table) return -1;
  let row = current >= 0 && fitting[current] ? table.getRow(current) : null;
  if (!row) { const [first] = table.rowManager.getDisplayRows().filter((one) => one.type === "row"); return first ? first.getData().i : -1; }
  for (let n = 0; n < Math.abs(by); n += 1) {
    const next = by > 0 ? row.getNextRow() : row.getPrevRow();
    if (!next) break;
    row = next;
  }
  return row.getData().i;
}
