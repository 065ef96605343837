// The filters: their state, which cases fit, their controls, and the address that keeps them.
const state = { q: "", chosen: { verdict: "violated" }, sort: "", group: "", one: "" };
let fitting = new Uint8Array(0), fit = 0;

// Each term must stand somewhere in the case: in a code's label, an id, or the description.
function termTest(part) {
  const hits = SEARCHED.map((name) => [columns[name], labelsOf(name).map((text, place) => `${text}\n${head.values[name][place]}`.toLowerCase().includes(part))]).filter(([, hit]) => hit.some(Boolean));
  const texts = smallTexts(lang);
  return (i) => hits.some(([column, hit]) => hit[column[i]]) || texts[i].includes(part) || columns.subject_id[i].toLowerCase().includes(part) || columns.case_id[i].includes(part) || (part.includes(":") && sourceOf(i).toLowerCase().includes(part));
}

function sourceOf(i) {
  const file = code("source_file", i), row = number("source_row", i);
  return file && row !== null ? `${file}:${row}` : file;
}

function sift() {
  const tests = CHOICES.filter((one) => state.chosen[one.name]).map((one) => one.test(state.chosen[one.name]));
  for (const part of state.q.trim().toLowerCase().split(/\s+/).filter(Boolean)) tests.push(termTest(part));
  fitting = new Uint8Array(count);
  fit = 0;
  for (let i = 0; i < count; i += 1) if (tests.every((test) => test(i))) { fitting[i] = 1; fit += 1; }
}

function readAddress(asked) {
  state.q = asked.get("q") || "";
  state.sort = asked.get("sort") || "";
  state.group = Object.hasOwn(GROUPS, asked.get("group")) ? asked.get("group") : "";
  state.one = asked.get("case") || "";
  state.chosen = {};
  for (const one of CHOICES) {
    const value = asked.has(one.name) ? asked.get(one.name) : one.usual || "";
    if (value && (value === one.usual || one.codes().includes(value))) state.chosen[one.name] = value;
  }
}

function writeAddress() {
  const kept = new URLSearchParams();
  if (state.q) kept.set("q", state.q);
  for (const one of CHOICES) {
    const value = state.chosen[one.name] || "";
    if (value !== (one.usual || "")) kept.set(one.name, value);
  }
  for (const name of ["sort", "group"]) if (state[name]) kept.set(name, state[name]);
  if (state.one) kept.set("case", state.one);
  const asked = kept.toString();
  const address = asked ? `#cases?${asked}` : "#cases";
  if (location.hash !== address) history.replaceState(null, "", address);
}

function drawControls() {
  const holder = byId("filters"), more = byId("more");
  const open = more.getAttribute("aria-expanded") === "true";
  holder.replaceChildren(...CHOICES.map((one) => {
    const codes = one.codes();
    if (codes.length < 2 && !state.chosen[one.name]) return "";
    const select = make("select", { "data-filter": one.name, on: { change: () => choose(one.name, select.value) } },
      make("option", { value: "" }, say("page.filter.any")), codes.map((value) => make("option", { value }, one.said(value))));
    select.value = state.chosen[one.name] || "";
    return make("label", { class: one.more ? "more" : null, hidden: one.more && !open }, make("span", {}, one.title()), select);
  }).filter(Boolean), groupControl(open));
  byId("search").value = state.q;
}

function groupControl() {
  const titles = { rule: "rule", severity: "severity", unit: "unit", responsible: "responsible", change: "change", tier: "tier", subject: "subject" };
  const names = Object.keys(GROUPS).filter((name) => !GROUPS[name] || head.values[GROUPS[name]].length > 1);
  const select = make("select", { id: "group", on: { change: () => { state.group = select.value; changed({ grouped: true }); } } },
    make("option", { value: "" }, say("page.filter.no_group")), names.map((name) => make("option", { value: name }, heading(titles[name]))));
  select.value = state.group;
  return make("label", { class: "grouping" }, make("span", {}, say("page.filter.group")), select);
}

function drawChips() {
  const chosen = CHOICES.filter((one) => state.chosen[one.name]);
  const chips = chosen.map((one) => {
    const said = `${one.title()}: ${one.said(state.chosen[one.name])}`;
    return make("button", { type: "button", class: "chip", "aria-label": say("page.filter.remove", { name: said }), on: { click: () => choose(one.name, "") } }, make("span", {}, said), make("span", { "aria-hidden": "true" }, "×"));
  });
  if (state.q || chosen.some((one) => state.chosen[one.name] !== one.usual)) chips.push(make("button", { type: "button", class: "plain", id: "clear", on: { click: clearAll } }, say("page.filter.clear")));
  byId("chips").replaceChildren(...chips);
}

const saidFilters = () => CHOICES.filter((one) => state.chosen[one.name]).map((one) => `${one.title()}: ${one.said(state.chosen[one.name])}`).concat(state.q ? [`“${state.q}”`] : []).join("; ") || say("page.printed.no_filters");

function choose(name, value) {
  state.chosen[name] = value;
  changed({ controls: true });
}

function clearAll() {
  state.q = "";
  state.chosen = { verdict: "violated" };
  changed({ controls: true });
  byId("search").focus();
}

function tellShown() {
  byId("shown").textContent = say("report.shown", { shown: written(fit), total: written(count) });
}

function changed({ controls = false, grouped = false } = {}) {
  sift();
  writeAddress();
  if (controls) drawControls();
  drawChips();
  tellShown();
  refreshTable(grouped);
}
