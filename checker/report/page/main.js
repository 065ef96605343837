// Opens the data and puts the parts together.
let charts = null, ready = false;

// They need a width to be drawn in, which those on paper get while their part of the page may be hidden.
function drawCharts(as, width = "") {
  const host = byId("chart-host");
  if (!host || !charts || !window.checkerCharts) return;
  const view = host.closest(".view");
  host.style.width = width;
  view.hidden = !width && shownView !== "summary";
  if (!view.hidden) window.checkerCharts.draw(host, charts, lang, as || shownTheme(), pickFromChart);
}

function pickFromChart(picked) {
  const chosen = { verdict: "violated" };
  for (const one of CHOICES) if (picked[one.name] !== undefined && picked[one.name] !== null) chosen[one.name] = picked[one.name] || "-";
  const kept = new URLSearchParams(Object.entries(chosen).filter(([name, value]) => name !== "verdict" || value !== "violated"));
  location.hash = kept.toString() ? `#cases?${kept}` : "#cases";
}

function follow() {
  const address = addressed(), before = shownView;
  showView(address.view);
  if (before !== address.view || !document.documentElement.dataset.ready) window.scrollTo(0, 0);
  if (address.view === "cases") showCases(address);
  else {
    document.body.classList.remove("reading");
    const target = address.id && byId(address.id);
    if (target && target !== holderOf(address.id).firstElementChild) target.scrollIntoView();
    else window.scrollTo(0, 0);
  }
}

function showCases(address) {
  if (!ready) return;
  if (address.asked) readAddress(address.asked);
  if (address.one !== undefined) state.one = address.one;
  changed({ controls: true, grouped: true });
  if (!table) buildTable();
  const id = address.one !== undefined ? address.one : state.one;
  if (!id) {
    byId("detail").hidden = true;
    document.body.classList.remove("reading");
    return;
  }
  const i = columns.case_id.indexOf(id);
  if (i < 0) openUnknown(id);
  else openCase(i).then(() => whenBuilt(() => setCurrent(i)));
}

async function setLanguage(chosen) {
  lang = chosen;
  await openTexts(lang);
  await translate();
  if (!ready) return;
  sift();
  drawControls();
  drawChips();
  tellShown();
  rebuildTable();
  if (!byId("detail").hidden && state.one) { const i = columns.case_id.indexOf(state.one); if (i >= 0) drawCase(i); }
  drawCharts();
}

function listen() {
  let waiting = 0;
  byId("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { state.q = byId("search").value; changed(); }, 150);
  });
  byId("more").addEventListener("click", () => {
    byId("more").setAttribute("aria-expanded", String(byId("more").getAttribute("aria-expanded") !== "true"));
    drawControls();
  });
  byId("language").addEventListener("change", () => { remember("language", TAGS[byId("language").value]); setLanguage(Number(byId("language").value)); });
  byId("theme").addEventListener("change", () => { remember("theme", byId("theme").value); setTheme(byId("theme").value); drawCharts(); });
  systemDark.addEventListener("change", () => { if (theme === "system") drawCharts(); });
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", preparePrint);
  window.addEventListener("afterprint", afterPrint);
  window.addEventListener("hashchange", follow);
  document.addEventListener("keydown", onKey);
  wide.addEventListener("change", () => { if (ready && table) rebuildTable(); });
}

async function start() {
  document.documentElement.classList.add("scripted");
  setTheme(theme);
  document.querySelector(".controls").hidden = false;
  byId("language").value = String(lang);
  listen();
  showView(addressed().view);
  try {
    await openHead();
    await openColumns();
    const kept = TAGS.indexOf(recalled("language"));
    if (kept >= 0) lang = kept;
    await openTexts(lang);
    if (TAGS[lang] !== document.documentElement.lang) await translate();
    ready = true;
  } catch (fault) {
    console.error(fault);
    byId("cases-broken").hidden = false;
    byId("work").hidden = true;
    return;
  }
  sift();
  charts = await block("charts");
  drawCharts();
  onShown.summary = () => drawCharts();
  follow();
  document.documentElement.dataset.ready = "true";
}

start();
