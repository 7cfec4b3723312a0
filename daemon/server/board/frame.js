// SPDX-License-Identifier: Apache-2.0
// What both pages have around them: the line that says what is true now, day and night, and the keys for it.
import { make, setClass, setText } from "./dom.js";
import { blockedGates, currentRun } from "./model.js";
import { printSeconds, printTenth, runTitle } from "./words.js";

const kStaleMs = 3000;
const kClockTroubleNs = 1e8;

const ms = (n) => printSeconds(n * 1000);

function retryWords(wire) {
  const left = wire.retryInMs;
  return left === undefined ? "Trying again now." : `Trying again in ${ms(left)}.`;
}

/** Why the data may not be what is true now. Undefined while all is well. */
export function staleWords(wire) {
  const host = wire.hello?.host ?? location.host;
  if (wire.wrongVersion) return `${host} speaks a newer protocol than this page knows. Reload the page.`;
  if (!wire.hello) {
    if (wire.retryInMs === undefined) return undefined;
    return `Cannot reach ${host}: is quartermarkd running? ${retryWords(wire)}`;
  }
  const age = ms(wire.ageMs);
  if (!wire.isOpen) return `Lost ${host} ${age} ago: what is shown is from then. ${retryWords(wire)}`;
  if (wire.ageMs > kStaleMs) return `Nothing from ${host} for ${age}: what is shown may be old. It catches up.`;
  return undefined;
}

function trouble(wire) {
  if (!wire.hasSession) return undefined;
  const error = wire.clock.errorNs();
  if (error > kClockTroubleNs) {
    return `The clocks agree only to ±${printTenth(error / 1000)} s: the network is slow. Splits are not touched by it.`;
  }
  const blocked = blockedGates(wire.session, wire.clock.gateNs());
  if (blocked.length > 0) {
    return `${blocked.length === 1 ? "A gate is" : `${blocked.length} gates are`} not ready: ${blocked[0].id} is broken.`;
  }
  return undefined;
}

function partsOf(wire) {
  if (!wire.hello) return ["connecting"];
  const parts = [`${wire.hello.host}, ${(wire.ageMs / 1000).toFixed(1)} s ago`];
  const error = wire.clock.errorNs();
  if (error !== undefined) parts.push(`clock ±${Math.max(0.1, Math.ceil(error / 1e5) / 10).toFixed(1)} ms`);
  const gates = wire.session.gates.filter((gate) => (gate.role ?? "beam") === "beam").length;
  if (gates > 0) parts.push(`${gates} ${gates === 1 ? "gate" : "gates"} ready`);
  if (wire.hello.source !== "gpiod") parts.push(`${wire.hello.source} gates`);
  return parts;
}

/** By day unless the machine or whoever looks says otherwise; kept where the browser lets it. */
function setUpTheme() {
  const root = document.documentElement;
  const kept = { get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
    set: (theme) => { try { localStorage.setItem("theme", theme); } catch { /* then it is for this visit */ } } };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const button = make("button", "plain");
  button.type = "button";
  const now = () => root.dataset.theme ?? (dark.matches ? "night" : "day");
  const show = () => setText(button, now() === "night" ? "Day" : "Night");
  const turn = () => {
    root.dataset.theme = now() === "night" ? "day" : "night";
    kept.set(root.dataset.theme);
    show();
  };
  const theme = kept.get();
  if (theme === "day" || theme === "night") root.dataset.theme = theme;
  button.addEventListener("click", turn);
  dark.addEventListener?.("change", show);
  show();
  return { button, turn };
}

function toFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

/** Keys without a modifier, and not those a form or the browser is to have. */
export function onKey(keys) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act && act() !== false) event.preventDefault();
  });
}

/** Fills the header; the answer is to be called ten times a second. */
export function makeFrame(wire, other) {
  const theme = setUpTheme();
  const dot = make("i", "shape dot");
  const parts = make("span", "parts");
  const title = make("span", "title");
  const link = make("a", "plain", other.name);
  link.href = other.href;
  const said = make("span", "visually-hidden");
  said.setAttribute("role", "status");
  const bar = make("p", "truth", dot, parts);
  const header = document.getElementById("status");
  header.append(make("strong", "brand", "Quartermark"), bar, title, make("nav", "", theme.button, link), said);
  onKey({ d: theme.turn, f: toFullScreen, [other.key]: () => location.assign(other.href) });
  return () => {
    const stale = staleWords(wire);
    const words = stale ?? trouble(wire);
    const tone = stale ? "stale" : words ? "trouble" : "";
    setClass(bar, `truth ${tone}`);
    setClass(dot, `shape ${tone ? "square" : "dot"}`);
    if (words) setText(parts, words);
    else if (parts.childElementCount === 0 || parts.textContent !== partsOf(wire).join("")) {
      parts.replaceChildren(...partsOf(wire).map((part) => make("span", "", part)));
    }
    document.body.classList.toggle("is-stale", stale !== undefined);
    setText(said, stale ? "The data is old: not connected." : "Live.");
    const run = currentRun(wire.session);
    setText(title, run ? runTitle(run) : "");
    return stale !== undefined;
  };
}
