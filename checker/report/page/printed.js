// On paper: the cases as filtered, as a plain table up to a number that is told.
const PRINTED = 1000, PAPER = "1020px";
const ON_PAPER = [
  ["severity", saidGrade], ["rule", (i) => said_of("rule", i)], ["subject", subjectOf], ["responsible", responsibleOf], ["unit", (i) => said_of("unit_id", i)],
  ["due_at", (i) => instant(number("due_at", i), code("zone", i))], ["overdue", saidBeyond], ["text", textOf],
];

function preparePrint() {
  if (!head || !said[lang] || !fitting.length) return;
  const all = rowsShown(), shown = all.slice(0, PRINTED);
  const cut = all.length > shown.length ? make("p", { class: "cut" }, say("page.printed.cut", { shown: written(shown.length), total: written(all.length), left: written(all.length - shown.length) })) : null;
  byId("printed").replaceChildren(...[
    make("h2", {}, `${say("page.printed.title")} (${written(all.length)})`), make("p", { class: "cut" }, say("page.printed.filters", { filters: saidFilters() })), cut,
    make("table", {}, make("thead", {}, make("tr", {}, ON_PAPER.map(([name]) => make("th", { scope: "col" }, heading(name))))),
      make("tbody", {}, shown.map((i) => make("tr", {}, ON_PAPER.map(([name, build]) => make("td", { class: name === "severity" ? `severity ${gradeOf(i)}` : name }, build(i)))))))].filter(Boolean));
  drawCharts("light", PAPER);
}

function afterPrint() {
  byId("printed").replaceChildren();
  drawCharts();
}
