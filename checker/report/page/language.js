// The language of the page: its texts, and dates, numbers and spans as people of each language write them.
const TAGS = ["en", "ru", "zh"], LOCALES = ["en-US", "ru-RU", "zh-CN"];
let lang = Math.max(0, TAGS.indexOf(document.documentElement.lang));
let marked = null;
const ofLanguage = new Map();
const cached = (name, build) => {
  const key = `${lang}:${name}`;
  if (!ofLanguage.has(key)) ofLanguage.set(key, build());
  return ofLanguage.get(key);
};

const words = () => cached("collator", () => new Intl.Collator(LOCALES[lang], { numeric: true, sensitivity: "base" }));
const plural = (n) => cached("plural", () => new Intl.PluralRules(LOCALES[lang])).select(n);

function written(n, places = 3) {
  const options = { maximumFractionDigits: places, useGrouping: true, roundingMode: "halfEven" };
  return cached(`number${places}`, () => new Intl.NumberFormat(LOCALES[lang], options)).format(n);
}

const filled = (form, values) => form.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

function say(key, values = {}) {
  const leaf = head.texts[key];
  if (!leaf) return key;
  const form = leaf[lang];
  if (typeof form === "string") return filled(form, values);
  return filled(form[plural(values.n)] || form.other, { ...values, n: written(values.n) });
}

const heading = (name) => (head.headings[name] ? head.headings[name][lang] : name);
const term = (name) => head.terms[name][lang];
const pattern = (name) => head.texts[`formats.${name}`][lang];

function dateOf(year, month, day) {
  const parts = { y: year, M: month, d: day, MM: String(month).padStart(2, "0"), dd: String(day).padStart(2, "0") };
  const named = () => cached(`month${month}`, () => new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2024, month - 1, 1))));
  return pattern("date").replace(/MMM|MM|M|dd|d|y/g, (part) => (part === "MMM" ? named() : parts[part]));
}

function dayOf(iso) {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso || "");
  return found ? dateOf(Number(found[1]), Number(found[2]), Number(found[3])) : iso || "";
}

const clocks = new Map();
function clockIn(zone) {
  if (!clocks.has(zone)) {
    const parts = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23", timeZone: zone };
    try { clocks.set(zone, new Intl.DateTimeFormat("en-US", parts)); } catch { clocks.set(zone, zone === "UTC" ? null : clockIn("UTC")); }
  }
  return clocks.get(zone);
}

// Microseconds since 1970 as local date and time of a zone, seconds only where there are some.
function instant(micros, zone) {
  const [date, time] = dateAndTime(micros, zone);
  return date && filled(pattern("instant"), { date, time });
}

function dateAndTime(micros, zone) {
  if (micros === null) return ["", ""];
  const shown = Object.fromEntries(clockIn(zone || "UTC").formatToParts(new Date(Math.floor(micros / 1000))).map((part) => [part.type, part.value]));
  const two = (text) => String(text).padStart(2, "0"), rest = ((micros % 1e6) + 1e6) % 1e6;
  let time = `${two(shown.hour)}:${two(shown.minute)}`;
  if (Number(shown.second) || rest) time += `:${two(shown.second)}`;
  if (rest) time += `.${String(rest).padStart(6, "0")}`.replace(/0+$/, "");
  return [dateOf(Number(shown.year), Number(shown.month), Number(shown.day)), time];
}

function duration(seconds) {
  let left = Math.abs(seconds);
  const parts = [];
  for (const [name, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    const n = Math.floor(left / size);
    left -= n * size;
    if (n) parts.push(filled(pattern(`span.${name}`), { n: written(n) }));
  }
  if (left > 1e-6 || !parts.length) parts.push(filled(pattern("span.second"), { n: written(left, 6) }));
  return (seconds < 0 ? "-" : "") + parts.join(head.joints[lang]);
}

function quantity(value, unit) {
  if (value === null) return "";
  if (unit === "seconds") return duration(value);
  if (unit === "percent") return filled(pattern("percent"), { n: written(value, 2) });
  return head.texts[`formats.quantity.${unit}`] ? say(`formats.quantity.${unit}`, { n: value }) : `${written(value)} ${unit}`.trim();
}

// Texts that stand in the page already.
async function translate() {
  document.documentElement.lang = TAGS[lang];
  marked = marked || (await block("marked"));
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = marked[Number(element.dataset.t)][lang];
  for (const name of ["aria-label", "placeholder"]) {
    for (const element of document.querySelectorAll(`[data-t-${name}]`)) element.setAttribute(name, marked[Number(element.getAttribute(`data-t-${name}`))][lang]);
  }
  document.title = `${document.querySelector(".masthead h1").textContent} · ${document.querySelector(".facts b").textContent}`;
  byId("language").value = String(lang);
}
