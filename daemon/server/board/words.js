// SPDX-License-Identifier: Apache-2.0
// Times and distances as text, by the same rules as the daemon's results and the console.

function printUnits(units, decimals) {
  const perSecond = 10 ** decimals;
  const seconds = Math.floor(units / perSecond);
  const two = (n) => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  let text = String(seconds);
  if (seconds >= 3600) text = `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
  else if (seconds >= 60) text = `${minutes}:${two(seconds % 60)}`;
  return text + "." + String(units % perSecond).padStart(decimals, "0");
}

const signed = (us, text) => (us < 0 ? "−" + text : text);

/** Rounded up to 0.01 s, as results are given. */
export const printOfficial = (us) => signed(us, printUnits(Math.ceil(Math.abs(us) / 10000), 2));

/** Cut, never rounded up: a running clock shows no moment that has not come. */
export const printClock = (us) => signed(us, printUnits(Math.floor(Math.abs(us) / 100000), 1));

/** What is estimated or planned, to the nearest tenth. */
export const printTenth = (us) => printClock(us < 0 ? us - 50000 : us + 50000);

/** A standard deviation, rounded up to a tenth. */
export const printPlusMinus = (us) => "±" + printClock(us + 99999);

/** Always signed: "+0.4", "−0.17", "+0.00". */
export function printDelta(us, decimals) {
  const unit = decimals === 1 ? 100000 : 10000;
  const units = Math.floor((Math.abs(us) + unit / 2) / unit);
  return (us < 0 && units > 0 ? "−" : "+") + printUnits(units, decimals);
}

/** "8 s", "2:20": a length of time nobody needs finer; rounded up while it counts down. */
export function printSeconds(us) {
  const seconds = Math.ceil(us / 1e6);
  if (seconds < 120) return `${seconds} s`;
  return printUnits(seconds, 0).slice(0, -2);
}

/** "100 m", "96.5 m" */
export const printPlace = (metres) => `${Math.round(metres * 10) / 10} m`;

/** Which sign, shape and tone a delta has: never the colour alone. */
export function deltaView(us, decimals) {
  const text = printDelta(us, decimals);
  if (!/[1-9]/.test(text)) return { text, shape: "square", tone: "ink" };
  return us < 0 ? { text, shape: "up", tone: "ahead" } : { text, shape: "down", tone: "behind" };
}

/** The same for the ear: "0.42 behind target" */
export function deltaWords(us) {
  const text = printDelta(us, 2);
  if (!/[1-9]/.test(text)) return "on target";
  return `${text.slice(1)} ${us < 0 ? "ahead of" : "behind"} target`;
}

export const statusWords = (status) =>
  ({ running: "", finished: "", dns: "did not start", dnf: "did not finish", dq: "disqualified" })[status] ?? status;

export function phaseWords(run) {
  const waits = { gun: "the gun", hand: "a hand" }[run.start];
  const armed = waits ? `armed, waits for ${waits}` : "armed, waits at the start gate";
  return { created: "not armed", armed, running: "running", ended: "ended" }[run.phase] ?? run.phase;
}

export const runTitle = (run) => `run ${run.run} · ${printPlace(run.distance_m)} · ${phaseWords(run)}`;
