// The data of the page: blocks of zlib in base64, opened when they are needed.
let head = null, count = 0;
const columns = {};

async function unpacked(element) {
  const letters = atob(element.textContent);
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) bytes[place] = letters.charCodeAt(place);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

const blocksOf = (name) => [...document.querySelectorAll(`script[type="text/x-checker-${name}"]`)];
const opened = new Map();

function block(name) {
  if (!opened.has(name)) opened.set(name, Promise.resolve(blocksOf(name)[0]).then((one) => (one ? unpacked(one).then(JSON.parse) : null)));
  return opened.get(name);
}

async function openHead() {
  head = await block("head");
  count = head.total;
}

async function openColumns() {
  const parts = blocksOf("columns");
  let from = 0;
  for (const part of parts) {
    const found = JSON.parse(await unpacked(part));
    part.remove();
    const rows = Object.values(found)[0].length;
    for (const [name, cells] of Object.entries(found)) {
      if (!columns[name]) columns[name] = column(name);
      const into = columns[name], none = into instanceof Float64Array ? NaN : "";
      for (let place = 0; place < rows; place += 1) into[from + place] = cells[place] === null ? none : cells[place];
    }
    from += rows;
  }
  for (const name of Object.keys(head.values)) if (!columns[name]) columns[name] = new Uint8Array(count);
}

const TEXT_COLUMNS = ["case_id", "subject_id", "occurrence", "implied_by"];
const column = (name) => (name in head.values ? new Uint32Array(count) : TEXT_COLUMNS.includes(name) ? new Array(count).fill("") : new Float64Array(count).fill(NaN));

const code = (name, i) => head.values[name][columns[name][i]];
const number = (name, i) => (Number.isNaN(columns[name][i]) ? null : columns[name][i]);

// Descriptions of all cases in one language, and the same in small letters to search in.
const said = [null, null, null], sought = [null, null, null];
async function openTexts(lang) {
  if (said[lang]) return;
  const all = [];
  for (const part of blocksOf(`texts-${["en", "ru", "zh"][lang]}`)) for (const text of JSON.parse(await unpacked(part))) all.push(text || "");
  said[lang] = all;
}

function smallTexts(lang) {
  if (!sought[lang]) sought[lang] = said[lang].map((text) => text.toLowerCase());
  return sought[lang];
}

// Evidence lies in blocks of as many cases each; those last opened stay open.
const evidenceOpened = new Map();
async function evidenceOf(i) {
  const blocks = blocksOf("evidence"), size = head.chunk, at = Math.floor(i / size);
  if (!blocks[at]) return {};
  if (!evidenceOpened.has(at)) {
    if (evidenceOpened.size > 4) evidenceOpened.clear();
    evidenceOpened.set(at, unpacked(blocks[at]).then((text) => text.split("\n")));
  }
  const line = (await evidenceOpened.get(at))[i % size] || "", mark = line.indexOf("\x7f");
  const whole = mark < 0 ? line : line.slice(mark + 1).replaceAll("\x7f", () => line.slice(0, mark));
  try {
    const found = JSON.parse(whole || "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch { return {}; }
}
