// What codes, people, rules and fields are called in the language shown.
let evidenceLabels = null;

function label(name, value) {
  if (!value) return "";
  if (head.labels[name]) return head.labels[name][value] ? head.labels[name][value][lang] : value;
  if (name === "rule") return head.rules[value] ? head.rules[value].title[lang] : value;
  if (name === "tier") return head.tiers[value] ? head.tiers[value][lang] : value;
  if (head.names[name]) return head.names[name][head.values[name].indexOf(value)] || value;
  return value;
}

// The same for all codes of a column at once, kept by language.
const labelsOf = (name) => cached(`labels-${name}`, () => head.values[name].map((value, place) => (head.names[name] ? head.names[name][place] || value : label(name, value))));

const said_of = (name, i) => labelsOf(name)[columns[name][i]];
const responsibleOf = (i) => said_of("responsible_id", i) || term("unassigned");
const subjectNameOf = (i) => code("subject_name", i) || said_of("client_id", i);

function subjectOf(i) {
  const name = code("subject_name", i) || (code("client_id", i) && head.names.client_id[columns.client_id[i]]);
  return name ? `${columns.subject_id[i]} ${name}` : columns.subject_id[i];
}

const beyond = (i) => number("overdue", i);
const saidBeyond = (i) => (beyond(i) === null ? "" : quantity(beyond(i), code("overdue_in", i)));
const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86400, working_days: 86400, weeks: 604800, months: 2629746 };
const beyondSeconds = (i) => (beyond(i) === null ? NaN : beyond(i) * (SECONDS[code("overdue_in", i)] || 1));
const textOf = (i) => (said[lang] && said[lang][i]) || said_of("outcome", i) || said_of("reason", i);
const gradeOf = (i) => (code("effect", i) === "violation" ? code("severity", i) : "");
const saidGrade = (i) => (code("effect", i) === "violation" ? said_of("severity", i) : said_of("effect", i));

// Labels of fields and values: the entity's own, those shared by entities, then those of the packs' views.
function evidenceLabel(kind, name) {
  if (!evidenceLabels) return null;
  const shared = `*.${name.slice(name.indexOf(".") + 1)}`, ofViews = { entity: "relation", field: "column", value: "column_value" }[kind];
  const found = evidenceLabels[kind][name] || (kind !== "entity" && evidenceLabels[kind][shared]) || evidenceLabels[ofViews][name] || evidenceLabels[ofViews][shared.slice(2)];
  return found ? found[lang] : null;
}
