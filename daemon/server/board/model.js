// SPDX-License-Identifier: Apache-2.0
// The session as the daemon tells it: a snapshot, and the events that change it (PROTOCOL.md, "Joining").

const kRuns = 64;
const kWarnings = 64;
const kUnassigned = 256;
const kActs = 1000;
const kOverdueAfterUs = 2e6;
const kBodyTakesNs = 2e9;

// Televisions in halls have old browsers: no findLast, no at.
function findLast(list, is) {
  for (let i = list.length - 1; i >= 0; i -= 1) if (is(list[i])) return list[i];
  return undefined;
}

function appendWithin(list, one, limit) {
  if (list.length >= limit) list.shift();
  list.push(one);
}

/** The athlete's standing is a part of its own: an event replaces it whole. */
function withStanding(run) {
  for (const entry of run.entries) entry.standing = entry;
  run.acts = run.acts ?? [];
  return run;
}

/** Where what has this number stands in an ascending list, or would stand. */
function placeOf(list, field, number) {
  const place = list.findIndex((one) => one[field] >= number);
  return place < 0 ? list.length : place;
}

function putInOrder(list, field, one) {
  const place = placeOf(list, field, one[field]);
  const isThere = place < list.length && list[place][field] === one[field];
  list.splice(place, isThere ? 1 : 0, one);
}

export class Session {
  gates = [];
  runs = [];
  warnings = [];
  unknownEvents = 0;

  replace(snapshot) {
    this.gates = snapshot.gates;
    this.runs = snapshot.runs.map(withStanding);
    this.warnings = snapshot.warnings;
  }

  findRun(id) {
    return findLast(this.runs, (run) => run.run === id);
  }

  apply(event) {
    const act = Session.#acts.get(event.event);
    if (!act) {
      this.unknownEvents += 1;
      return;
    }
    const run = event.run === undefined ? undefined : this.findRun(event.run);
    const entry = run?.entries.find((one) => one.athlete === event.athlete);
    const gate = this.gates.find((one) => one.id === event.gate);
    act(this, event, { run, entry, gate });
  }

  static #acts = new Map([
    ["run", (session, event) => appendWithin(session.runs, withStanding(event), kRuns)],
    ["phase", (_, event, { run }) => run && Object.assign(run, { phase: event.phase, start_t_ns: event.start_t_ns })],
    ["standing", (_, event, { entry }) => entry && (entry.standing = event)],
    ["split", (_, event, { entry }) => entry && putInOrder(entry.splits, "point", event)],
    ["split_withdrawn", (_, event, { entry }) => {
      if (entry) entry.splits = entry.splits.filter((one) => one.point !== event.point);
    }],
    ["unassigned", (_, event, { run }) => run && appendWithin(run.unassigned, event, kUnassigned)],
    ["unassigned_withdrawn", (_, event, { run }) => {
      if (run) run.unassigned = run.unassigned.filter((one) => one.gate !== event.gate || one.t_ns !== event.t_ns);
    }],
    ["passage", () => {}],
    ["act", (_, event, { run }) => {
      if (!run) return;
      putInOrder(run.acts, "act", event);
      if (run.acts.length > kActs) run.acts.shift();
    }],
    ["edge", (_, event, { gate }) => {
      if (!gate) return;
      const before = gate.broken_beams;
      const bit = 1 << event.beam;
      gate.broken_beams = event.broken ? before | bit : before & ~bit;
      if (gate.broken_beams !== before) gate.changed_t_ns = event.t_ns;
    }],
    ["edges_lost", (_, event, { gate }) => gate && (gate.lost = (gate.lost ?? 0) + event.count)],
    ["warning", (session, event, { run }) => appendWithin((run ?? session).warnings, event, kWarnings)],
    ["restart", (session) => session.gates.forEach((gate) => (gate.broken_beams = 0))],
  ]);
}

/** The run a board shows unless told otherwise: under way, else armed, else the latest. */
export function currentRun(session) {
  const inPhase = (phase) => findLast(session.runs, (run) => run.phase === phase);
  return inPhase("running") ?? inPhase("armed") ?? session.runs[session.runs.length - 1];
}

/** A beam broken for longer than any body takes. */
export function blockedGates(session, gateNs) {
  return session.gates.filter((gate) => (gate.role ?? "beam") === "beam" && gate.broken_beams !== 0 &&
    (gate.changed_t_ns === undefined || gateNs === undefined || gateNs - gate.changed_t_ns >= kBodyTakesNs));
}

export function runningUs(run, entry, gateNs) {
  let start = entry.standing.start_t_ns;
  if (start === undefined && run.start_t_ns !== undefined && run.start !== "gate") {
    start = run.start_t_ns + (entry.delay_s ?? 0) * 1e9;
  }
  return start === undefined || gateNs === undefined ? undefined : (gateNs - start) / 1000;
}

export const lastSplit = (entry) => findLast(entry.splits, (split) => split.time_us !== undefined && !split.excluded);

/** When a split was, on the gate clock. */
export const splitNs = (entry, split) => split.t_ns ?? (entry.standing.start_t_ns ?? 0) + (split.time_us ?? 0) * 1000;

/** A passage somebody saw: neither estimated nor taken out. */
export const isSeen = (split) =>
  split.time_us !== undefined && !split.excluded && split.kind !== "estimated" && split.kind !== "missed";

export const splitAt = (entry, point) => entry.splits.find((split) => split.point === point);

export const isDoubtful = (split) =>
  split.kind === "measured" && split.flags.length > 0 && !split.confirmed && !split.excluded;

export function targetUs(entry) {
  return entry.target_s === undefined ? entry.course[entry.course.length - 1]?.target_us : Math.round(entry.target_s * 1e6);
}

/** Who ran and has further to run. */
export const isUnderWay = (run, entry) => run.phase === "running" && entry.standing.status === "running";

/** What is next of an athlete: `{point, dueUs, pmUs, inUs, isOverdue}`, in microseconds of the athlete's own time. */
export function nextOf(run, entry, gateNs) {
  if (entry.standing.status !== "running" || run.phase === "ended") return undefined;
  const last = lastSplit(entry);
  const point = entry.standing.next_point ?? (last ? last.point + 1 : 0);
  if (point >= entry.course.length) return undefined;
  const dueUs = entry.standing.next_due_us ?? entry.course[point].target_us;
  const running = run.phase === "running" ? runningUs(run, entry, gateNs) : undefined;
  const inUs = dueUs === undefined || running === undefined ? undefined : dueUs - running;
  return {
    point, dueUs, running, inUs,
    isPredicted: entry.standing.next_due_us !== undefined,
    pmUs: entry.standing.next_due_pm_us,
    isOverdue: inUs !== undefined && inUs < -kOverdueAfterUs,
  };
}

/**
 * For each column of the run, the athlete's point there. A lane that a gate does not see, or whose start lies ahead of
 * one, meets fewer: points are found by the place of their gates, in order, from the finish.
 */
export function pointsByColumn(session, run, entry) {
  const place = new Map(session.gates.map((gate) => [gate.id, gate.at_m]));
  const isSameLine = (one, other) => one === other || (place.has(one) && place.get(one) === place.get(other));
  const points = new Array(run.course.length);
  let point = entry.course.length;
  for (let column = run.course.length; column > 0 && point > 0; column -= 1) {
    if (isSameLine(run.course[column - 1].gate, entry.course[point - 1].gate)) points[column - 1] = --point;
  }
  return points;
}
