// What the list can be narrowed to. `of` gives the code of a case; `codes` those that a reader can choose from.
const inOrder = (name) => {
  const wanted = head.order[name] || [];
  return [...head.values[name]].filter(Boolean).sort((a, b) => {
    const first = wanted.indexOf(a), second = wanted.indexOf(b);
    return first >= 0 || second >= 0 ? (first < 0) - (second < 0) || first - second : words().compare(label(name, a), label(name, b));
  });
};
const coded = (name, column, title) => ({
  name, title: () => heading(title || name), codes: () => inOrder(column).concat(head.values[column].includes("") && column !== "rule" ? ["-"] : []),
  said: (value) => (value === "-" ? (column === "responsible_id" ? term("unassigned") : say("page.filter.none")) : column === "rule" ? `${label("rule", value)} · ${value}` : label(column, value)),
  test: (value) => { const place = head.values[column].indexOf(value === "-" ? "" : value); return (i) => columns[column][i] === place; },
});
const MARKS = {
  waived: (i) => code("waiver", i) !== "",
  disputed: (i) => code("dispute", i) !== "",
  known: (i) => columns.in_baseline[i] === 1,
  gates: (i) => columns.gates[i] === 1,
};
MARKS.plain = (i) => !(MARKS.waived(i) || MARKS.disputed(i) || MARKS.known(i));

const CHOICES = [
  { ...coded("verdict", "verdict"), codes: () => [...new Set(["violated", ...inOrder("verdict")])], usual: "violated" },
  coded("severity", "severity"),
  coded("rule", "rule"),
  coded("unit", "unit_id"),
  coded("responsible", "responsible_id"),
  { ...coded("change", "change"), more: true },
  { ...coded("tier", "tier"), more: true },
  {
    name: "clause", more: true, title: () => heading("clauses"),
    codes: () => [...new Set(head.values.clauses.flatMap((joined) => joined.split(", ")).filter(Boolean))].sort(words().compare),
    said: (value) => (head.clauses[value] ? `${value} · ${head.clauses[value][2][lang] || head.clauses[value][1]}` : value),
    test: (value) => { const fit = head.values.clauses.map((joined) => joined.split(", ").includes(value)); return (i) => fit[columns.clauses[i]]; },
  },
  { name: "mark", more: true, title: () => say("page.filter.mark"), codes: () => Object.keys(MARKS), said: (value) => say(`page.filter.marks.${value}`), test: (value) => MARKS[value] || (() => true) },
  {
    name: "own", more: true, title: () => say("page.filter.own"), codes: () => ["own", "from_another"], said: (value) => say(`report.implied.${value}`),
    test: (value) => (i) => (columns.implied_by[i] === "") === (value === "own"),
  },
  { ...coded("scope", "scope"), more: true },
  { ...coded("effect", "effect"), more: true },
  { ...coded("standing", "standing"), more: true },
];
const GROUPS = { rule: "rule", severity: "severity", unit: "unit_id", responsible: "responsible_id", change: "change", tier: "tier", subject: null };
const SEARCHED = ["rule", "clauses", "client_id", "responsible_id", "unit_id", "subject_name", "source_file", "outcome", "missing"];
