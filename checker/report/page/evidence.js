// The evidence of a case as rows to read.
const DAY = /^\d{4}-\d\d-\d\d$/, MOMENT = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d/;

function momentOf(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?$/.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, fraction] = found;
  return Date.UTC(year, month - 1, day, hour, minute, second || 0) * 1000 + Number((fraction || "").padEnd(6, "0"));
}

const saidMoment = (text, zone) => { const at = momentOf(String(text)); return at === null ? String(text || "") : instant(at, zone); };

function saidValue(fact, zone) {
  if (fact.value === null || fact.value === undefined || fact.value === "") return term("empty").toLowerCase();
  const text = typeof fact.value === "string" ? fact.value : JSON.stringify(fact.value);
  const label = evidenceLabel("value", `${fact.entity}.${fact.field}.${text}`);
  if (label || fact.type === "text" || fact.type === "VARCHAR") return label || text;
  if (text === "true" || text === "false") return term(text).toLowerCase();
  if (DAY.test(text)) return dayOf(text);
  return MOMENT.test(text) ? saidMoment(text, zone) : text;
}

const records = (evidence, name) => (Array.isArray(evidence[name]) ? evidence[name].filter((one) => one && typeof one === "object") : []);
const titled = (title, ...body) => make("section", {}, make("h4", {}, title), ...body);

function factsOf(evidence, zone) {
  const bySubject = new Map();
  for (const fact of records(evidence, "facts")) {
    const file = fact.file ? (Number.isInteger(fact.row) ? `${fact.file}:${fact.row}` : fact.file) : "";
    const key = [evidenceLabel("entity", String(fact.entity)) || fact.entity || "", fact.id || "", file].join("\u0000");
    if (!bySubject.has(key)) bySubject.set(key, []);
    bySubject.get(key).push(fact);
  }
  if (!bySubject.size) return null;
  return titled(say("query.explain.facts"), ...[...bySubject].map(([key, facts]) => {
    const [entity, id, file] = key.split("\u0000");
    const rows = facts.map((fact) => make("tr", {}, make("th", { scope: "row", title: fact.field }, evidenceLabel("field", `${fact.entity}.${fact.field}`) || String(fact.field)), make("td", {}, saidValue(fact, zone))));
    return make("table", { class: "facts-table" }, make("caption", {}, `${entity} ${id}`.trim(), file ? make("span", { class: "source" }, file) : null), make("tbody", {}, rows));
  }));
}

function itemsOf(evidence, entity) {
  const items = records(evidence, "items");
  if (!items.length) return null;
  const said = (holds) => term(holds === true ? "yes" : holds === false ? "no" : "unknown").toLowerCase();
  return titled(say("query.explain.items"), make("ul", { class: "items" }, items.map((one) => make("li", { class: one.holds === false ? "lacking" : "" }, `${evidenceLabel("field", `${entity}.${one.name}`) || one.name || ""}: ${said(one.holds)}`))));
}

function clockOf(evidence, i) {
  const clock = evidence.clock;
  if (!clock || typeof clock !== "object") return null;
  const zone = String(clock.zone || evidence.calendar_zone || code("zone", i));
  const named = say("query.explain.calendar", { calendar: clock.calendar || "", zone });
  const open = records(clock, "open").map((one) => make("tr", {}, make("td", {}, `${saidMoment(one.from, zone)} – ${saidMoment(one.to, zone)}`), make("td", { class: "n" }, typeof one.seconds === "number" ? duration(one.seconds) : "")));
  const total = typeof clock.total_seconds === "number" ? make("tr", {}, make("th", { scope: "row" }, term("total")), make("td", { class: "n" }, duration(clock.total_seconds))) : null;
  return titled(say("query.explain.clock"), make("p", {}, named), open.length ? make("table", { class: "facts-table" }, make("tbody", {}, open, total)) : null);
}
