// SPDX-License-Identifier: Apache-2.0
// One athlete at one gate line.
import { make, makeShape, setClass, setShape, setText } from "./dom.js";
import { isDoubtful, nextOf, splitAt } from "./model.js";
import { deltaView, printOfficial, printPlusMinus, printSeconds, printTenth } from "./words.js";

const kMarks = { hand: "box", edited: "box", estimated: "diamond", missed: "diamond" };
const kMarkWords = { hand: "by hand ", edited: "entered by hand ", estimated: "estimated ", missed: "missed " };

const equivalentAt = (entry, metres) => (entry.standing.equivalents ?? []).find((one) => one.at_m === metres);

const withBand = (words, pmUs) => (pmUs === undefined ? words : `${words} ${printPlusMinus(pmUs)}`);

function splitCell(split) {
  const isEstimate = split.kind === "estimated";
  const cell = { mark: kMarks[split.kind], spoken: kMarkWords[split.kind], tone: isEstimate ? "empty" : "ink" };
  if (split.time_us !== undefined) cell.time = isEstimate ? printTenth(split.time_us) : printOfficial(split.time_us);
  if (split.provisional) cell.tone = "dim";
  cell.isDoubtful = isDoubtful(split);
  if (cell.isDoubtful) cell.tone = "doubtful";
  if (split.kind === "missed" || split.time_us === undefined) {
    return { ...cell, mark: "diamond", note: "missed", noteTone: "doubtful" };
  }
  if (split.excluded) return { ...cell, tone: "empty", note: "does not count" };
  if (isEstimate) {
    return { ...cell, note: withBand("estimated", split.pm_us), noteTone: split.flags.length ? "doubtful" : "empty" };
  }
  if (split.segment_us !== undefined) cell.segment = printOfficial(split.segment_us);
  if (split.delta_us !== undefined) cell.delta = deltaView(split.delta_us, 2);
  return cell;
}

/** A gate line not passed yet. */
function emptyCell(run, entry, point, gateNs) {
  const next = nextOf(run, entry, gateNs);
  const { standing } = entry;
  const isLast = point === entry.course.length - 1;
  if (next && next.point === point) {
    if (next.running < 0) return { note: `sets off in ${printSeconds(-next.running)}` };
    if (next.isPredicted && next.isOverdue) return { note: `${printSeconds(-next.inUs)} overdue`, noteTone: "behind" };
    if (next.dueUs !== undefined) return { note: `${next.isPredicted ? "due" : "target"} ${printTenth(next.dueUs)}` };
  }
  if (isLast && next && standing.predicted_us !== undefined) {
    const note = withBand(printTenth(standing.predicted_us), standing.predicted_pm_us);
    return { noteMark: "diamond", noteTone: "empty", note };
  }
  return {};
}

/** What stands at this column; `point` is undefined where the athlete's lane does not meet the gate. */
export function readCell(run, entry, column, point, gateNs) {
  const metres = run.course[column].at_m;
  if (point === undefined) {
    const found = equivalentAt(entry, metres);
    if (!found) return { note: "no gate", noteTone: "empty" };
    return {
      time: printTenth(found.time_us), mark: "diamond", spoken: kMarkWords.estimated, tone: "empty",
      note: printPlusMinus(found.pm_us), noteTone: "empty",
    };
  }
  const split = splitAt(entry, point);
  if (!split) return emptyCell(run, entry, point, gateNs);
  const cell = splitCell(split);
  const found = split.at_m === metres ? undefined : equivalentAt(entry, metres);
  // A staggered lane meets the gate elsewhere than the column says: its stretch is of another length.
  if (split.at_m !== metres) cell.segment = undefined;
  if (found && !cell.note) cell.segment = `◇${printTenth(found.time_us)}`;
  return cell;
}

export function makeCell() {
  const cell = {
    mark: makeShape(), spoken: make("span", "visually-hidden"), time: make("span", "value"),
    doubt: make("span", "doubt"), segment: make("span", "segment"), sign: makeShape(), delta: make("span", "delta"),
  };
  cell.top = make("div", "time", cell.mark, cell.spoken, cell.time, cell.doubt);
  cell.below = make("div", "below", cell.segment, make("span", "against", cell.sign, cell.delta));
  cell.element = make("td", "", cell.top, cell.below);
  return cell;
}

export function showCell(cell, view, isFresh) {
  setShape(cell.mark, view.mark);
  setText(cell.spoken, view.spoken ?? "");
  setText(cell.time, view.time ?? "·");
  setText(cell.doubt, view.isDoubtful ? "?" : "");
  setClass(cell.top, `time ${view.time ? view.tone : "empty"}${isFresh ? " fresh" : ""}`);
  setText(cell.segment, view.segment ?? "");
  setShape(cell.sign, view.delta?.shape ?? view.noteMark);
  setText(cell.delta, view.delta?.text ?? view.note ?? "");
  setClass(cell.below, `below ${view.delta?.tone ?? view.noteTone ?? "dim"}${view.note ? " is-note" : ""}`);
}
