// SPDX-License-Identifier: Apache-2.0
// The live board: one athlete in focus, every athlete's splits below.
import { makeCell, readCell, showCell } from "./cell.js";
import { make, makeName, makeShape, setClass, setName, setShape, setText } from "./dom.js";
import { makeFrame, onKey } from "./frame.js";
import {
  currentRun, isDoubtful, isSeen, lastSplit, nextOf, pointsByColumn, runningUs, splitNs, targetUs,
} from "./model.js";
import {
  deltaView, printClock, printOfficial, printPlace, printPlusMinus, printSeconds, printTenth, statusWords,
} from "./words.js";
import { ownWire } from "./wire.js";

const kFreshMs = 2000;
const kTickMs = 100;
const kPhoneBelow = 760; // pixels, as in board.css

const wire = ownWire();
const at = (id) => document.getElementById(id);
const times = new Map(); // [run, athlete, point] as JSON: the time that was told
const fresh = new Map(); // the same: when another came
const shown = { run: undefined, key: "", rows: [] };
const wanted = { athlete: undefined, page: undefined };
let gateNs;

const keyOf = (event) => JSON.stringify([event.run, event.athlete, event.point]);

function noteTimes() {
  times.clear();
  const run = currentRun(wire.session);
  for (const { athlete, splits } of run?.entries ?? []) {
    for (const split of splits) times.set(keyOf({ run: run.run, athlete, point: split.point }), split.time_us);
  }
}

/** A split that is told again with the same time is not new. */
wire.addEventListener("change", ({ detail: event }) => {
  if (event === undefined || event.event === "run") noteTimes();
  if (event?.event !== "split") return;
  const key = keyOf(event);
  if (times.get(key) !== event.time_us) fresh.set(key, Date.now());
  times.set(key, event.time_us);
});

const latestNs = (entry) => Math.max(0, ...entry.splits.filter(isSeen).map((split) => splitNs(entry, split)));

/** Whom a viewer chose, else who passed last. */
function focusOf(run) {
  return run.entries.find((entry) => entry.athlete === wanted.athlete) ??
    run.entries.reduce((a, b) => (latestNs(b) > latestNs(a) ? b : a), run.entries[0]);
}

function columnRoom() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (innerWidth < kPhoneBelow) return 4;
  return Math.max(4, Math.floor((innerWidth - 21 * rem) / (9.5 * rem)));
}

/** The page of columns where the athlete in focus passed last, or the one turned to. */
function pageOf(run, entry) {
  const size = Math.min(columnRoom(), run.course.length) || 1;
  const pages = Math.ceil(run.course.length / size);
  const last = lastSplit(entry);
  const column = last ? Math.max(0, pointsByColumn(wire.session, run, entry).indexOf(last.point)) : 0;
  const page = Math.min(wanted.page ?? Math.floor(column / size), pages - 1);
  return { first: page * size, size, page, pages, end: Math.min((page + 1) * size, run.course.length) };
}

function clockWords(run, entry) {
  const { standing } = entry;
  if (standing.official) return standing.official;
  if (standing.status !== "running") return "";
  const running = run.phase === "running" ? runningUs(run, entry, gateNs) : undefined;
  return running === undefined || running < 0 ? "0.0" : printClock(running);
}

function planWords(entry) {
  const parts = [statusWords(entry.standing.status)];
  if (entry.delay_s > 0) parts.push(`+${printSeconds(entry.delay_s * 1e6)}`);
  else if (entry.lane) parts.push(`lane ${entry.lane}`);
  const target = targetUs(entry);
  if (target !== undefined) parts.push(`target ${printOfficial(target)}`);
  return parts.filter(Boolean).join(" · ");
}

function placeWords(run, entry) {
  const { standing } = entry;
  const status = statusWords(standing.status);
  if (status) return standing.reason ? `${status}: ${standing.reason}` : status;
  if (standing.status === "finished") return "finished";
  const last = lastSplit(entry);
  if (last) return printPlace(last.at_m);
  const running = runningUs(run, entry, gateNs);
  if (run.phase !== "running") return printPlace(run.distance_m);
  return running < 0 ? `sets off in ${printSeconds(-running)}` : "on the way";
}

const big = { shape: makeShape(), text: make("span", "value"), doubt: make("span", "doubt", "?") };
at("focus-delta").append(big.shape, big.text, big.doubt);
const note = { shape: makeShape(), text: make("bdi") };
at("note").append(note.shape, note.text);

function showDelta(run, last) {
  const states = { created: ["not armed", "square"], armed: ["armed", "dot"] };
  const [state, mark] = (!last && states[run.phase]) || ["", "none"];
  const isEstimate = last?.kind === "estimated";
  const none = { text: state, shape: mark, tone: state ? "state" : "dim" };
  const delta = last?.delta_us === undefined ? none : deltaView(last.delta_us, 1);
  setText(big.text, delta.text);
  setShape(big.shape, isEstimate ? "diamond" : delta.shape);
  const length = delta.text.length < 5 || delta.tone === "state" ? "" : delta.text.length === 5 ? " long" : " longer";
  setClass(at("focus-delta"), `delta-big ${isEstimate ? "empty" : delta.tone}${length}`);
  big.doubt.classList.toggle("absent", !(last && isDoubtful(last)));
}

/** Why a split of the athlete is doubtful, or what the daemon warned of just now. */
function showNote(run, entry) {
  const why = [...entry.splits].reverse().find((one) => one.flags.length > 0 && !one.confirmed && !one.excluded);
  const warning = run.warnings[run.warnings.length - 1];
  const isNew = warning && gateNs - warning.t_ns < 20e9;
  setShape(note.shape, why ? "diamond" : isNew ? "square" : "none");
  setClass(at("note"), why ? "doubtful" : "behind");
  setText(note.text, why ? `${printPlace(why.at_m)}: ${why.flags[0]}` : isNew ? warning.sentence : "");
}

function showFocus(run, entry) {
  const last = lastSplit(entry);
  const next = nextOf(run, entry, gateNs);
  const { standing } = entry;
  setText(at("focus-place"), placeWords(run, entry));
  setName(at("focus-name"), entry.athlete);
  setText(at("focus-clock"), clockWords(run, entry));
  showDelta(run, last);
  setText(at("focus-next-title"), next ? `${printPlace(entry.course[next.point].at_m)} due` : "");
  setText(at("focus-next"), next?.dueUs === undefined ? "" : printTenth(next.dueUs));
  const band = standing.predicted_pm_us === undefined ? "" : ` ${printPlusMinus(standing.predicted_pm_us)}`;
  const isPredicted = standing.predicted_us !== undefined && standing.status === "running";
  setText(at("focus-finish"), standing.official ?? (isPredicted ? printTenth(standing.predicted_us) + band : "·"));
  showNote(run, entry);
}

function makeRow(entry, columns) {
  const button = make("button", "name", makeName("full"));
  button.type = "button";
  button.addEventListener("click", () => choose(wanted.athlete === entry.athlete ? undefined : entry.athlete));
  const head = make("th", "who");
  head.scope = "row";
  const [plan, clock] = [make("span", "plan"), make("span", "clock")];
  head.append(button, clock, plan);
  const row = make("tr");
  const cells = columns.map(() => makeCell());
  row.append(head, ...cells.map((cell) => cell.element));
  return { row, button, plan, clock, cells, points: [] };
}

function makePager(page) {
  const turn = (by, label, text) => {
    const button = make("button", "plain", text);
    button.type = "button";
    button.setAttribute("aria-label", label);
    button.disabled = page.page + by < 0 || page.page + by >= page.pages;
    button.addEventListener("click", () => turnPage(by));
    return button;
  };
  return page.pages < 2 ? [] : [turn(-1, "earlier gates", "‹"), turn(1, "later gates", "›")];
}

/** Rows and columns are made anew only for another run, other columns or another screen. */
function build(run, page) {
  const key = JSON.stringify([run.run, page, run.entries.map((entry) => entry.athlete), run.course.length]);
  if (shown.run === run && shown.key === key) return;
  const hadFocus = shown.rows.findIndex((row) => row.button === document.activeElement);
  Object.assign(shown, { run, key });
  const columns = run.course.slice(page.first, page.end);
  const corner = make("th", "who dim", "against target", ...makePager(page));
  const heads = columns.map((point) => make("th", "", printPlace(point.at_m)));
  heads.forEach((head) => (head.scope = "col"));
  at("columns").replaceChildren(corner, ...heads);
  at("board").style.setProperty("--columns", String(Math.max(page.size, 1)));
  shown.rows = run.entries.map((entry) => makeRow(entry, columns));
  at("rows").replaceChildren(...shown.rows.map((row) => row.row));
  shown.rows[hadFocus]?.button.focus();
  fitRows();
}

/** Few athletes fill a large screen, many share it: found anew for another run or screen, never for a number. */
function fitRows() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const isWide = innerWidth >= kPhoneBelow;
  const board = at("board");
  const room = (innerHeight - board.getBoundingClientRect().top - scrollY) / rem - 6;
  const tall = room / (shown.rows.length * 4.1 || 1);
  const wide = innerWidth / rem / (20 + 10 * at("columns").childElementCount);
  board.style.setProperty("--unit", `${isWide ? Math.max(1, Math.min(1.6, tall, wide)) : 1}rem`);
  board.classList.toggle("is-dense", isWide && tall < 1);
}

function showRow(run, entry, view, page, isFocus) {
  setName(view.button.firstChild, entry.athlete);
  setText(view.plan, planWords(entry));
  setText(view.clock, clockWords(run, entry));
  setClass(view.clock, entry.standing.official ? "clock official" : "clock");
  setClass(view.row, isFocus ? "is-chosen" : "");
  view.button.setAttribute("aria-pressed", String(wanted.athlete === entry.athlete));
  const points = pointsByColumn(wire.session, run, entry);
  view.cells.forEach((cell, i) => {
    const column = page.first + i;
    const key = JSON.stringify([run.run, entry.athlete, points[column]]);
    const isFresh = Date.now() - (fresh.get(key) ?? 0) < kFreshMs;
    showCell(cell, readCell(run, entry, column, points[column], gateNs), isFresh);
  });
}

function forgetOld() {
  for (const [key, when] of fresh) if (Date.now() - when > kFreshMs) fresh.delete(key);
}

function show() {
  const run = currentRun(wire.session);
  const isEmpty = !run || run.entries.length === 0;
  document.body.classList.toggle("is-empty", isEmpty);
  at("empty").hidden = !isEmpty;
  if (isEmpty) {
    setText(at("empty"), wire.hasSession ? "No run yet. It is shown as soon as the coach makes one." : "Connecting.");
    return;
  }
  const focus = focusOf(run);
  const page = pageOf(run, focus);
  build(run, page);
  showFocus(run, focus);
  run.entries.forEach((entry, i) => showRow(run, entry, shown.rows[i], page, entry === focus));
  forgetOld();
}

function choose(athlete) {
  wanted.athlete = athlete;
  wanted.page = undefined;
  tick();
}

function step(by) {
  const run = currentRun(wire.session);
  if (!run || run.entries.length === 0) return false;
  const index = run.entries.indexOf(focusOf(run));
  const next = (index + by + run.entries.length) % run.entries.length;
  choose(run.entries[next].athlete);
  shown.rows[next].button.focus({ preventScroll: true });
  shown.rows[next].row.scrollIntoView({ block: "nearest" });
  return true;
}

function turnPage(by) {
  const run = currentRun(wire.session);
  if (!run || run.entries.length === 0) return false;
  const page = pageOf(run, focusOf(run));
  wanted.page = Math.max(0, Math.min(page.pages - 1, page.page + by));
  tick();
  return page.pages > 1;
}

const frame = makeFrame(wire, { name: "Announcer", href: "announcer", key: "a" });
onKey({
  ArrowDown: () => step(1), ArrowUp: () => step(-1), ArrowLeft: () => turnPage(-1), ArrowRight: () => turnPage(1),
  Escape: () => choose(undefined),
});

/** What is old stands still: the clocks show the moment the daemon was last heard. */
function tick() {
  const isStale = frame();
  if (!isStale) gateNs = wire.clock.gateNs();
  show();
}

addEventListener("resize", () => { fitRows(); tick(); });
wire.addEventListener("change", tick);
wire.addEventListener("link", tick);
setInterval(() => document.visibilityState === "visible" && tick(), kTickMs);
tick();
