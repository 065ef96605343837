// Draws the charts of a report with ECharts as SVG: window.checkerCharts = { draw(host, data, lang, theme, onPick), resize() }.
// Names come from the data of an audit: they reach the page as text of elements alone, never as markup.
"use strict";
(() => {
const PALETTES = {
  // Blue and orange differ in lightness as well as in hue: they can be told apart without seeing colours, and on grey paper.
  light: { ink: "#1c2733", soft: "#586573", line: "#d5dce3", paper: "#ffffff", bar: "#1f6fb5", carried: "#f0a830", rate: "#9c3d00", cells: ["#eaf2fa", "#9ec5e6", "#3f87c4", "#0b3c6f"] },
  dark: { ink: "#e4e9ef", soft: "#a8b4c0", line: "#36424e", paper: "#1a2129", bar: "#5aa9e6", carried: "#e5b567", rate: "#ff9b63", cells: ["#22303e", "#2f5f8a", "#5aa0d8", "#c6e4ff"] },
};
const TAGS = ["en", "ru", "zh-CN"];
const ROW = 26, FONT = 12;
let drawn = [];
let shown = null;
let colouredBy = "count";

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/* ---- what is said ---- */
const say = (text) => (Array.isArray(text) ? text[shown.lang] : text);
const word = (key, values) => say(shown.data.texts[key]).replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
const number = (value) => new Intl.NumberFormat(TAGS[shown.lang]).format(value);
const share = (rate) => (rate === null || rate === undefined ? word("nothing_judged")
  : new Intl.NumberFormat(TAGS[shown.lang], { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(rate));
const violations = (item) => item.violated + item.carried;
function tip(title, rows, note) {
  const lines = rows.map(([name, value]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, value)));
  return make("div", { class: "chart-tip" }, make("strong", {}, title), make("table", {}, make("tbody", {}, lines)), note ? make("p", {}, note) : null);
}
function told(item) {
  const rows = [[word("column.violated"), number(item.violated)]];
  if (item.carried !== undefined) rows.push([word("column.carried"), number(item.carried)], [word("column.open"), number(item.open)]);
  if (item.judged !== undefined) rows.push([word("column.rate"), share(item.rate)], [word("column.met"), number(item.met)], [word("column.judged"), number(item.judged)]);
  return rows;
}

/* ---- options that all charts share ---- */
function shared(colours) {
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(shown.host).fontFamily || "sans-serif", fontSize: FONT, color: colours.ink },
    tooltip: {
      confine: true, transitionDuration: 0, backgroundColor: colours.paper, borderColor: colours.line, textStyle: { color: colours.ink, fontSize: 13 },
      extraCssText: "max-width:min(26rem,90vw);white-space:normal;overflow-wrap:anywhere;",
    },
  };
}
const label = (colours, width) => ({ color: colours.ink, fontSize: FONT, width, overflow: "truncate", ellipsis: "…", hideOverlap: false });
const counted = (colours) => ({
  type: "value", minInterval: 1, splitNumber: 4, axisLine: { show: false }, axisTick: { show: false },
  axisLabel: { color: colours.soft, fontSize: FONT, formatter: number, hideOverlap: true }, splitLine: { lineStyle: { color: colours.line } },
});
const named = (axis, colours, width, names, more) => ({
  type: "category", data: names.map((_, place) => place), axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } }, triggerEvent: true, ...axis,
  axisLabel: { ...label(colours, width), interval: 0, formatter: (place) => say(names[place]), ...more },
});
const nameWidth = (width) => Math.round(width < 480 ? Math.max(88, width * 0.45) : Math.min(320, width * 0.42));

/* ---- the charts: each gives its height, its least width, its option and what a click picks ---- */
function trendChart(trend, colours, width) {
  const points = trend.points, name = (point) => (point.complete ? point.name : `${point.name}*`);
  const narrow = width / points.length < 62;
  return {
    height: 230, least: 0, legend: [[word("column.violated"), colours.bar], [word("column.rate"), colours.rate, "line"]],
    option: {
      ...shared(colours),
      grid: { left: 8, right: 8, top: 12, bottom: 8, containLabel: true },
      tooltip: { ...shared(colours).tooltip, trigger: "axis", axisPointer: { type: "shadow" }, formatter: (found) => tipOfPoint(points[found[0].dataIndex]) },
      xAxis: { type: "category", data: points.map(name), axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } },
        axisLabel: { color: colours.ink, fontSize: FONT, rotate: narrow ? 45 : 0, hideOverlap: true } },
      yAxis: [
        counted(colours),
        { ...counted(colours), minInterval: 0, ...rateAxis(points.map((point) => point.rate)), splitLine: { show: false },
          axisLabel: { color: colours.rate, fontSize: FONT, hideOverlap: true, formatter: (rate) => share(rate) } },
      ],
      series: [
        { type: "bar", name: word("column.violated"), data: points.map((point) => point.violated), barMaxWidth: 46, itemStyle: { color: colours.bar },
          label: { show: !narrow, position: "insideTop", color: colours.paper, fontSize: FONT, formatter: (bar) => number(bar.value) } },
        { type: "line", name: word("column.rate"), yAxisIndex: 1, data: points.map((point) => point.rate), connectNulls: false, symbol: "circle", symbolSize: 8,
          lineStyle: { color: colours.rate, width: 2.5, type: [6, 3] }, itemStyle: { color: colours.rate, borderColor: colours.paper, borderWidth: 1 } },
      ],
    },
  };
}

// From a round share below the lowest point to one above the highest, in at most five equal steps.
function rateAxis(rates) {
  const known = rates.filter((rate) => rate !== null), lowest = Math.min(...known, 1), highest = Math.max(...known, 0);
  const fits = (step) => Math.ceil(highest / step + 0.2) - Math.max(0, Math.floor(lowest / step - 0.2)) <= 5;
  const interval = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find(fits) || 0.2;
  const max = known.length ? Math.min(1, Math.ceil(highest / interval + 0.2) * interval) : 1;
  return { interval, max, min: known.length ? Math.max(0, Math.floor(lowest / interval - 0.2) * interval) : 0 };
}

function tipOfPoint(point) {
  return tip(`${point.name}: ${say(point.days)}`, [...told(point), [word("column.as_of"), say(point.as_of)]], point.complete ? null : word("incomplete"));
}

function barChart(bars, colours, width) {
  const items = bars.items.slice(0, bars.top).concat(bars.rest ? [{ key: null, ...bars.rest }] : []);
  const kinds = items.some((item) => item.carried) ? ["violated", "carried"] : ["violated"];
  const whole = (found) => tip(fullName(bars.by, items[found.dataIndex]), told(items[found.dataIndex]));
  return {
    height: items.length * ROW + 44, least: 0,
    legend: kinds.map((kind) => [word(`legend.${kind}`), colours[kind === "violated" ? "bar" : "carried"]]),
    picked: (place) => (items[place].key === null ? null : { [bars.by]: items[place].key }),
    option: {
      ...shared(colours),
      grid: { left: 8, right: 44, top: 4, bottom: 8, containLabel: true },
      tooltip: { ...shared(colours).tooltip, trigger: "axis", axisPointer: { type: "shadow" }, formatter: (found) => whole(found[0]) },
      xAxis: { ...counted(colours), position: "bottom" },
      yAxis: named({ inverse: true }, colours, nameWidth(width), items.map((item) => item.name)),
      series: kinds.map((kind, place) => ({
        type: "bar", stack: "all", name: word(`legend.${kind}`), barMaxWidth: 18, cursor: "pointer",
        data: items.map((item) => item[kind]), itemStyle: { color: colours[kind === "violated" ? "bar" : "carried"] },
        label: { show: place === kinds.length - 1, position: "right", color: colours.ink, fontSize: FONT, formatter: (bar) => number(violations(items[bar.dataIndex])) },
      })),
    },
  };
}

function heatChart(heat, colours, width) {
  const names = (axis) => axis.map((one) => one.name);
  const least = nameWidth(width) + heat.columns.length * 46 + 24;
  const cell = Math.max(46, (Math.max(width, least) - nameWidth(width)) / heat.columns.length);
  const by = colouredBy, value = (one) => (by === "rate" ? one.rate : violations(one));
  const values = heat.cells.map(value).filter((one) => one !== null);
  const most = Math.max(...values, by === "rate" ? 0 : 1), lowest = by === "rate" ? Math.min(...values, 1) : 0;
  const scale = by === "rate" ? [...colours.cells].reverse() : colours.cells;
  const data = heat.cells.map((one) => ({ value: [one.column, one.row, value(one) === null ? "-" : value(one)], one,
    label: { color: value(one) === null ? colours.ink : onColour(value(one), lowest, most, scale) } }));
  const whole = (one) => tip(`${say(heat.rows[one.row].name)} · ${say(heat.columns[one.column].name)}`, told(one));
  return {
    height: heat.rows.length * ROW + 168, least,
    picked: (place) => {
      const one = heat.cells[place], rule = heat.rows[one.row].key, unit = heat.columns[one.column].key;
      return rule === null && unit === null ? null : { ...(rule === null ? {} : { rule }), ...(unit === null ? {} : { unit }) };
    },
    option: {
      ...shared(colours),
      grid: { left: 8, right: 12, top: 52, bottom: 8, containLabel: true },
      tooltip: { ...shared(colours).tooltip, trigger: "item", formatter: (found) => whole(found.data.one) },
      visualMap: { type: "continuous", min: lowest, max: most, calculable: false, hoverLink: false, orient: "horizontal", left: 0, top: 0, itemWidth: 12, itemHeight: 120, inRange: { color: scale },
        text: [by === "rate" ? share(most) : number(most), by === "rate" ? share(lowest) : number(lowest)], textStyle: { color: colours.ink, fontSize: FONT } },
      xAxis: named({ position: "bottom", splitArea: { show: false } }, colours, cell < 120 ? 104 : cell - 8, names(heat.columns), { rotate: cell < 120 ? 40 : 0 }),
      yAxis: named({ inverse: true }, colours, nameWidth(width), names(heat.rows)),
      series: [{ type: "heatmap", data, cursor: "pointer", itemStyle: { borderColor: colours.paper, borderWidth: 2 },
        emphasis: { itemStyle: { borderColor: colours.ink, borderWidth: 2 } },
        label: { show: true, fontSize: FONT, formatter: (found) => (by === "rate" ? (found.data.one.rate === null ? "–" : percent(found.data.one.rate)) : violations(found.data.one) ? number(violations(found.data.one)) : "") } }],
    },
  };
}

// A cell has room for "100" and not for "100.0 %"; the rate is cut there as elsewhere, the whole of it stands in the table.
const percent = (rate) => `${number(Math.floor(rate * 100 + 1e-9))}%`;

// Light or dark figures, whichever stand out more from the colour of their cell.
function onColour(value, lowest, most, scale) {
  const part = (most > lowest ? (value - lowest) / (most - lowest) : 0) * (scale.length - 1), below = Math.min(Math.floor(part), scale.length - 2);
  const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  const [from, to] = [parts(scale[below]), parts(scale[below + 1])];
  const bright = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => sum + weight * ((colour[at] / 255) ** 2.2), 0);
  const light = bright(from.map((one, at) => one + (to[at] - one) * (part - below)));
  return 1.05 / (light + 0.05) > (light + 0.05) / 0.058 ? "#ffffff" : "#0d1720";
}

/* ---- tables for those who read or listen ---- */
function fullName(by, item) {
  const name = say(item.name);
  return by === "rule" && item.key ? `${name} (${item.key})` : name;
}

function nameCell(name, picked) {
  if (!picked) return make("th", { scope: "row" }, name);
  return make("th", { scope: "row" }, make("button", { type: "button", class: "chart-pick", title: word("pick", { name }), onclick: () => shown.onPick(picked) }, name));
}

function table(title, heads, rows) {
  const cells = (row) => row.slice(1).map((value) => make("td", { class: "n" }, value));
  return make("table", {}, make("caption", {}, title), make("thead", {}, make("tr", {}, heads.map((head, place) => make("th", { scope: "col", class: place ? "n" : null }, head)))),
    make("tbody", {}, rows.map((row) => make("tr", {}, row[0], cells(row)))));
}

const COLUMNS = { violated: number, carried: number, open: number, met: number, judged: number, rate: share };

function figuresTable(title, by, items) {
  const names = Object.keys(COLUMNS).filter((name) => items.some((item) => item[name] !== undefined));
  const rows = items.map((item) => [nameCell(fullName(by, item), by !== "trend" && item.key !== null ? { [by]: item.key } : null), ...names.map((name) => COLUMNS[name](item[name]))]);
  return table(title, [word(`column.${by}`), ...names.map((name) => word(`column.${name}`))], rows);
}
function heatTable(heat) {
  const at = new Map(heat.cells.map((one) => [`${one.row} ${one.column}`, one]));
  const cellOf = (row, column) => {
    const one = at.get(`${row} ${column}`);
    return one ? `${number(violations(one))} (${one.rate === null ? "–" : share(one.rate)})` : "";
  };
  const rows = heat.rows.map((rule, row) => [nameCell(say(rule.name), rule.key === null ? null : { rule: rule.key }), ...heat.columns.map((_, column) => cellOf(row, column))]);
  return table(`${say(heat.title)}: ${word("column.violated")}, ${word("column.carried")} (${word("column.rate")})`, [word("column.rule"), ...heat.columns.map((unit) => say(unit.name))], rows);
}

/* ---- figures ---- */
function figure(name, title, said, notes, build, tables, before) {
  const place = make("div", { class: "chart-drawing", role: "img", "aria-label": said ? `${title}. ${said}` : title });
  const details = make("details", {}, make("summary", {}, word("table")));
  details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(make("div", { class: "chart-table", tabindex: "0" }, tables())); });
  const element = make("figure", { class: `chart chart-${name}` }, make("figcaption", {}, title), before || null, build ? make("div", { class: "chart-scroll" }, place) : null,
    (notes || []).map((note) => make("p", { class: "chart-note" }, say(note))), tables ? details : null);
  return { element, place, build };
}

function colourChoice() {
  const option = (by) => make("button", { type: "button", "aria-pressed": String(colouredBy === by), onclick: () => {
    colouredBy = by;
    redraw();
    shown.host.querySelector('.chart-heat .chart-choice button[aria-pressed="true"]').focus();
  } }, word(`colour.${by}`));
  return make("div", { class: "chart-choice", role: "group", "aria-label": word("colour.title") }, make("span", {}, word("colour.title")), option("count"), option("rate"));
}

function figures() {
  const { trend, bars, heat } = shown.data, found = [];
  const several = trend.points.length > 1;
  found.push(figure("trend", say(trend.title), say(trend.said), trend.notes, several ? (colours, width) => trendChart(trend, colours, width) : null,
    several ? () => figuresTable(say(trend.title), "trend", trend.points.map((point) => ({ ...point, name: point.complete ? point.name : `${point.name} (${word("incomplete")})` }))) : null));
  for (const one of [...bars].sort((a, b) => order(a) - order(b))) {
    const any = one.items.some(violations);
    const tall = one.by === "rule" && one.items.length > 8 ? "rule chart-tall" : one.by;
    found.push(figure(tall, say(one.title), say(one.said), any ? one.notes : [one.said], any ? (colours, width) => barChart(one, colours, width) : null, any ? () => figuresTable(say(one.title), one.by, one.items) : null));
  }
  if (heat) found.push(figure("heat", say(heat.title), "", [], (colours, width) => heatChart(heat, colours, width), () => heatTable(heat), colourChoice()));
  return found;
}
const order = (bars) => ["rule", "severity", "unit", "tier"].indexOf(bars.by);

// Not the engine's own: that one runs into the bars where its lines break.
function legend(entries) {
  return make("div", { class: "chart-legend", "aria-hidden": "true" }, entries.map(([name, colour, shape]) => {
    const sample = make("i", { class: shape || "bar" });
    sample.style.color = colour;
    return make("span", {}, sample, name);
  }));
}

function drawOne({ place, build }) {
  const room = place.parentElement.clientWidth || shown.host.clientWidth || 640;
  const chart = build(PALETTES[shown.theme], room), width = Math.max(room, chart.least);
  if (chart.legend) place.parentElement.before(legend(chart.legend));
  place.style.width = `${width}px`;
  place.style.height = `${chart.height}px`;
  const engine = window.echarts.init(place, null, { renderer: "svg", width, height: chart.height });
  engine.setOption(chart.option);
  if (chart.picked) engine.on("click", (event) => {
    const picked = event.componentType === "series" ? chart.picked(event.dataIndex) : null;
    if (picked) shown.onPick(picked);
  });
  for (const [axis, name] of [["yAxis", "yAxisIndex"], ["xAxis", "xAxisIndex"]]) wholeNames(engine, axis, chart.option[axis], place);
  const svg = place.querySelector("svg");
  if (svg) { svg.setAttribute("viewBox", `0 0 ${width} ${chart.height}`); svg.setAttribute("aria-hidden", "true"); }
  return { engine, place };
}

// A name that is cut short shows whole while the pointer rests on it.
function wholeNames(engine, axis, option, place) {
  if (!option || !option.triggerEvent) return;
  engine.on("mouseover", (event) => {
    if (event.componentType === axis && event.targetType === "axisLabel") place.title = option.axisLabel.formatter(Number(event.value));
  });
  engine.on("mouseout", (event) => { if (event.componentType === axis) place.removeAttribute("title"); });
}

function redraw() {
  for (const one of drawn) one.engine.dispose();
  const open = new Set([...shown.host.querySelectorAll("details[open]")].map((one) => one.parentElement.className));
  const found = figures();
  shown.host.classList.add("charts");
  shown.host.replaceChildren(...found.map((one) => one.element));
  for (const one of found) if (open.has(one.element.className)) one.element.querySelector("details").open = true;
  drawn = found.filter((one) => one.build).map(drawOne);
  shown.width = shown.host.clientWidth;
}

function draw(host, data, lang, theme, onPick) {
  shown = { host, data, lang, theme: theme === "dark" ? "dark" : "light", onPick: onPick || (() => {}), width: 0 };
  if (host.clientWidth) redraw();
}
function resize() {
  if (shown && shown.host.clientWidth && Math.abs(shown.host.clientWidth - shown.width) > 1) redraw();
}
let waiting = 0;
window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(resize, 120); });
window.checkerCharts = { draw, resize };
})();
