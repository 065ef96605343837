// The rows as the table library sees them: light objects whose fields are what each column sorts by.
const ranks = (name) => cached(`ranks-${name}`, () => {
  const wanted = head.order[name], said = labelsOf(name);
  const places = head.values[name].map((_, place) => place).sort((a, b) => (wanted ? wanted.indexOf(head.values[name][a]) - wanted.indexOf(head.values[name][b]) : words().compare(said[a], said[b])));
  const rank = new Uint32Array(places.length);
  places.forEach((place, at) => { rank[place] = at; });
  return rank;
});

const rankOf = (name, i) => ranks(name)[columns[name][i]];
class Row {
  constructor(i) { this.i = i; }
  get severity() { return (code("effect", this.i) === "violation" ? 0 : 100) + rankOf("severity", this.i); }
  get verdict() { return rankOf("verdict", this.i); }
  get rule() { return rankOf("rule", this.i); }
  get responsible() { return rankOf("responsible_id", this.i); }
  get unit() { return rankOf("unit_id", this.i); }
  get change() { return rankOf("change", this.i); }
  get subject() { return columns.subject_id[this.i]; }
  get text() { return textOf(this.i); }
  get due() { return columns.due_at[this.i]; }
  get overdue() { return beyondSeconds(this.i); }
}

const SORTS = ["severity", "verdict", "rule", "responsible", "unit", "change", "subject", "text", "due", "overdue"];
const byRank = (a, b, aRow, bRow, column, direction) => {
  const first = Number.isNaN(a), second = Number.isNaN(b);
  return first || second ? (first - second) * (direction === "asc" ? 1 : -1) : a - b;
};
// Ids and descriptions are too many to be put in the order of a language while somebody waits.
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
// The library writes back what it has read.
for (const name of SORTS) Object.defineProperty(Row.prototype, name, { ...Object.getOwnPropertyDescriptor(Row.prototype, name), set() {} });
