// One case with all that is known of it.
let drawing = 0, cameFrom = null;

function pairs(rows) {
  const known = rows.filter(([, value]) => value !== "" && value !== null);
  return known.length ? make("dl", { class: "pairs" }, known.map(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])) : null;
}

const named = (name, id) => (name && id && name !== id ? `${name} (${id})` : name || id || "");

function aboutCase(i) {
  const follows = columns.implied_by[i];
  return titled(say("page.detail.about"), pairs([
    [heading("subject"), named(code("subject_name", i), `${said_of("subject_type", i)} ${columns.subject_id[i]}`)],
    [heading("client_id"), named(said_of("client_id", i), code("client_id", i))],
    [heading("tier"), said_of("tier", i)],
    [heading("responsible"), named(responsibleOf(i), code("responsible_id", i))],
    [heading("unit"), named(said_of("unit_id", i), code("unit_id", i))],
    [heading("occurrence"), columns.occurrence[i]],
    [heading("scope"), said_of("scope", i)],
    [heading("source"), sourceOf(i)],
    [heading("implied_by"), follows ? make("a", { href: `#case=${encodeURIComponent(follows)}` }, named(code("implied_by_rule", i), follows)) : ""],
  ]));
}

function timesOf(i) {
  const zone = code("zone", i), measure = code("measure", i) || "count";
  const due = instant(number("due_at", i), zone);
  const inclusive = number("due_inclusive", i) === null ? "" : `${lang === 2 ? "，" : ", "}${say(`query.explain.${number("due_inclusive", i) ? "inclusive" : "exclusive"}`)}`;
  const done = instant(number("done_at", i), zone) || (code("outcome", i) === "absent" ? say("query.explain.not_done") : "");
  return titled(say("page.detail.times"), pairs([
    [heading("window_at"), instant(number("window_at", i), zone)],
    [heading("opened_at"), instant(number("opened_at", i), zone)],
    [heading("due_at"), due && due + inclusive],
    [heading("done_at"), done],
    [heading("limit"), quantity(number("limit_value", i), measure)],
    [heading("measured"), quantity(number("measured", i), measure)],
    [heading("overdue"), saidBeyond(i)],
    [heading("zone"), zone],
  ]));
}

function ruleOf(i) {
  const rule = head.rules[code("rule", i)];
  if (!rule) return null;
  const readings = rule.readings.map((one) => make("li", {}, one[lang]));
  return titled(say("query.explain.rule"), make("p", { class: "meta" }, make("code", {}, code("rule", i)), ` · ${rule.kind[lang]} · ${said_of("severity", i)} · ${said_of("effect", i)} · ${rule.basis[lang]}`),
    rule.words[lang] ? make("p", {}, rule.words[lang]) : null,
    readings.length ? make("div", { class: "readings" }, make("b", {}, say("query.explain.readings")), make("ul", {}, readings)) : null);
}

function clausesOf(i) {
  const cited = code("clauses", i).split(", ").filter((id) => head.clauses[id]);
  if (!cited.length) return null;
  return titled(say("query.explain.clauses"), ...cited.map((id) => {
    const [source, locator, title, says] = head.clauses[id];
    return make("blockquote", {}, make("p", { class: "meta" }, make("code", {}, id), ` · ${source} ${locator} · ${title[lang]}`), make("p", {}, says));
  }));
}

function missingOf(i) {
  const fields = head.missing[columns.missing[i]][lang], reason = said_of("reason", i);
  return fields || reason ? titled(say("query.explain.missing"), make("p", {}, [reason, fields].filter(Boolean).join(": "))) : null;
}

function lifeOf(i) {
  const zone = code("zone", i), change = said_of("change", i), since = instant(number("first_seen", i), zone);
  const by = dayOf(code("rectify_by", i)), state = said_of("rectification", i), told = [];
  if (change) told.push(say(since ? "marks.change_since" : "marks.change", { change, since }));
  else if (since) told.push(say("marks.since", { since }));
  if (by) told.push(say(state ? "marks.rectify_by_state" : "marks.rectify_by", { by, state }));
  else if (state) told.push(say("marks.rectification", { state }));
  if (number("in_baseline", i) === 1) told.push(say("marks.in_baseline"));
  return told.length ? titled(say("marks.title"), make("ul", {}, told.map((line) => make("li", {}, line)))) : null;
}

function excusesOf(i) {
  const waiver = code("waiver", i), dispute = said_of("dispute", i);
  const told = (head.excused[columns.case_id[i]] || head.excused[waiver] || []).map((line) => line[lang]);
  if (!told.length && waiver) told.push(say("waivers.hit.waived", { id: waiver, approver: code("waiver_approver", i), until: dayOf(code("waiver_until", i)), reason: code("waiver_reason", i) }));
  if (!head.excused[columns.case_id[i]] && dispute) told.push(code("dispute_due", i) ? say("waivers.hit.due", { state: dispute, due: dayOf(code("dispute_due", i)) }) : dispute);
  return told.length ? titled(say("page.detail.waiver"), make("div", { class: "told" }, told.map((line) => make("p", {}, line)))) : null;
}

function bar(i) {
  const button = (name, sign, does) => make("button", { type: "button", class: `icon ${name}`, "aria-label": say(`page.detail.${name}`), title: say(`page.detail.${name}`), on: { click: does } }, sign);
  return make("div", { class: "detail-bar" }, button("previous", "↑", () => move(-1)), button("next", "↓", () => move(1)),
    make("a", { class: "copy", href: `#case=${encodeURIComponent(columns.case_id[i])}`, on: { click: copyLink } }, say("page.detail.link")),
    button("close", "×", closeCase));
}

async function copyLink(event) {
  event.preventDefault();
  const address = event.currentTarget.href, link = event.currentTarget;
  try { await navigator.clipboard.writeText(address); } catch { location.hash = new URL(address).hash; }
  link.textContent = say("page.detail.copied");
}

async function drawCase(i) {
  const turn = (drawing += 1);
  evidenceLabels = evidenceLabels || (await block("labels"));
  const evidence = await evidenceOf(i);
  if (turn !== drawing) return;
  const kept = byId("detail").contains(document.activeElement) ? document.activeElement.className : "";
  const marks = [said_of("verdict", i), said_of("outcome", i), said_of("standing", i)].filter(Boolean).join(" · ");
  const follows = columns.implied_by[i];
  byId("detail").replaceChildren(...[bar(i),
    make("div", { class: "detail-body" },
      make("p", { class: "meta" }, badge(i), " ", marks),
      make("h3", { tabindex: "-1", id: "detail-title" }, said_of("rule", i)),
      make("p", { class: "lead" }, textOf(i)),
      follows ? make("p", { class: "meta" }, say(code("implied_by_rule", i) ? "report.implied.follows_of" : "report.implied.follows", { case: follows, rule: code("implied_by_rule", i) })) : null,
      aboutCase(i), timesOf(i), itemsOf(evidence, code("subject_type", i)), factsOf(evidence, code("zone", i)), clockOf(evidence, i), missingOf(i), lifeOf(i), excusesOf(i), clausesOf(i), ruleOf(i),
      make("p", { class: "meta" }, say("page.detail.explain", { command: "" }), make("code", {}, `checker explain ${columns.case_id[i]}`)))]);
  if (kept) { const again = byId("detail").getElementsByClassName(kept)[0]; if (again) again.focus(); }
}

async function openCase(i, { focus = false } = {}) {
  const pane = byId("detail"), wasHidden = pane.hidden;
  if (wasHidden) cameFrom = document.activeElement;
  pane.hidden = false;
  document.body.classList.add("reading");
  state.one = columns.case_id[i];
  if (shownView === "cases") writeAddress();
  setCurrent(i, false);
  await drawCase(i);
  if (wasHidden && table && table.initialized && wide.matches) table.redraw();
  if (wasHidden || focus) byId("detail").scrollTop = 0;
  if (focus || !wide.matches) { const title = byId("detail-title"); if (title) title.focus({ preventScroll: true }); }
}

function openUnknown(id) {
  byId("detail").hidden = false;
  document.body.classList.add("reading");
  byId("detail").replaceChildren(make("div", { class: "detail-bar" }, make("button", { type: "button", class: "icon close", "aria-label": say("page.detail.close"), on: { click: closeCase } }, "×")),
    make("div", { class: "detail-body" }, make("p", {}, say("page.detail.unknown", { id }))));
}

function closeCase() {
  if (byId("detail").hidden) return;
  byId("detail").hidden = true;
  document.body.classList.remove("reading");
  state.one = "";
  writeAddress();
  if (table) table.redraw();
  if (cameFrom && cameFrom.isConnected && cameFrom !== document.body) cameFrom.focus({ preventScroll: true });
  else byId("table").focus({ preventScroll: true });
}

function move(by) {
  const i = step(by);
  if (i < 0) return;
  setCurrent(i);
  if (!byId("detail").hidden) openCase(i);
}
