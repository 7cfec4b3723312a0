// SPDX-License-Identifier: Apache-2.0
// For whoever speaks: who is due next and when, and the last passings in words.
import { make, makeName, makeShape, setClass, setName, setShape, setText } from "./dom.js";
import { makeFrame } from "./frame.js";
import { currentRun, isDoubtful, isSeen, lastSplit, nextOf, splitNs } from "./model.js";
import { deltaView, deltaWords, printOfficial, printPlace, printPlusMinus, printSeconds, printTenth } from "./words.js";
import { ownWire } from "./wire.js";

const kDue = 8;
const kPassed = 8;
const kTickMs = 100;

const wire = ownWire();
let gateNs;

/** Whole lists of fixed length: what changes is only what the places say. */
function makeDue() {
  const view = {
    in: make("span", "in"), name: makeName("full"), where: make("span"), sign: makeShape(), delta: make("span"),
  };
  view.against = make("span", "against", view.sign, view.delta);
  view.item = make("li", "", view.in, view.name, make("span", "where", view.where, view.against));
  return view;
}

function makePassed() {
  const view = { sign: makeShape(), said: make("span", "said"), why: make("span", "why") };
  view.item = make("li", "", view.sign, view.said, view.why);
  return view;
}

const due = Array.from({ length: kDue }, makeDue);
const passed = Array.from({ length: kPassed }, makePassed);
document.getElementById("due").append(...due.map((view) => view.item));
document.getElementById("passed").append(...passed.map((view) => view.item));

function dueOf(run) {
  return run.entries
    .map((entry) => ({ entry, next: nextOf(run, entry, gateNs) }))
    .filter(({ next }) => next !== undefined)
    .sort((a, b) => (a.next.inUs ?? Infinity) - (b.next.inUs ?? Infinity))
    .slice(0, kDue);
}

function inWords(next) {
  if (next.inUs === undefined) return "";
  if (next.inUs < 0) return next.isOverdue ? `${printSeconds(-next.inUs)} overdue` : "now";
  return `in ${printSeconds(next.inUs)}`;
}

function startWords(entry) {
  if (entry.lane) return `lane ${entry.lane}`;
  return entry.delay_s > 0 ? `sets off after ${printSeconds(entry.delay_s * 1e6)}` : "sets off first";
}

function whereWords(run, entry, next) {
  if (run.phase !== "running") return startWords(entry);
  const place = printPlace(entry.course[next.point].at_m);
  if (next.running < 0) return `sets off in ${printSeconds(-next.running)}, then ${place}`;
  if (next.dueUs === undefined) return place;
  const band = next.pmUs === undefined ? "" : ` ${printPlusMinus(next.pmUs)}`;
  return `${place} ${next.isPredicted ? "due" : "target"} ${printTenth(next.dueUs)}${band}`;
}

function showDue(view, run, found) {
  setClass(view.item, found ? "" : "absent");
  const { entry, next } = found ?? {};
  const last = entry && lastSplit(entry);
  const delta = last?.delta_us === undefined ? undefined : deltaView(last.delta_us, 2);
  setText(view.in, next ? inWords(next) : "");
  setClass(view.in, next?.isOverdue ? "in behind words" : "in");
  setName(view.name, entry?.athlete ?? "");
  setText(view.where, next ? whereWords(run, entry, next) : "");
  setShape(view.sign, delta?.shape);
  setText(view.delta, delta?.text ?? "");
  setClass(view.against, `against ${delta?.tone ?? ""}`);
}

/** The latest splits first. An estimate is nothing anybody saw. */
function passedOf(run) {
  return run.entries
    .flatMap((entry) => entry.splits.filter(isSeen).map((split) => ({ entry, split, ns: splitNs(entry, split) })))
    .sort((a, b) => b.ns - a.ns)
    .slice(0, kPassed);
}

function passedWords(entry, split) {
  const { standing } = entry;
  const isFinish = split.point === entry.course.length - 1;
  const against = split.delta_us === undefined ? "" : `, ${deltaWords(split.delta_us)}`;
  if (isFinish) return ` finished in ${standing.official ?? printOfficial(split.time_us)}${against}.`;
  const isLatest = lastSplit(entry) === split && standing.status === "running" && standing.predicted_us !== undefined;
  const hand = split.kind === "measured" ? "" : " by hand";
  const finish = isLatest ? ` Expected to finish in ${printTenth(standing.predicted_us)}.` : "";
  return ` passed ${printPlace(split.at_m)} in ${printOfficial(split.time_us)}${hand}${against}.${finish}`;
}

function whyWords(split) {
  if (!isDoubtful(split)) return "";
  return split.runner_up ? `Not certain: may have been ${split.runner_up}.` : `Not certain: ${split.flags[0]}`;
}

function showPassed(view, found) {
  setClass(view.item, found ? "" : "absent");
  const key = found ? JSON.stringify([found.entry.athlete, passedWords(found.entry, found.split)]) : "";
  if (view.key !== key) {
    view.key = key;
    const name = makeName("");
    name.textContent = found?.entry.athlete ?? "";
    view.said.replaceChildren(name, found ? passedWords(found.entry, found.split) : "");
  }
  const delta = found?.split.delta_us === undefined ? undefined : deltaView(found.split.delta_us, 2);
  setShape(view.sign, delta?.shape);
  setClass(view.sign, `shape ${delta?.shape ?? "none"} ${delta?.tone ?? ""}`);
  setText(view.why, found ? whyWords(found.split) : "");
}

const frame = makeFrame(wire, { name: "Board", href: "./", key: "b" });

function tick() {
  const isStale = frame();
  if (!isStale) gateNs = wire.clock.gateNs();
  const run = currentRun(wire.session);
  const nextUp = run ? dueOf(run) : [];
  const gone = run ? passedOf(run) : [];
  due.forEach((view, i) => showDue(view, run, nextUp[i]));
  passed.forEach((view, i) => showPassed(view, gone[i]));
}

wire.addEventListener("change", tick);
wire.addEventListener("link", tick);
setInterval(() => document.visibilityState === "visible" && tick(), kTickMs);
tick();
