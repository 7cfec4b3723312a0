// SPDX-License-Identifier: Apache-2.0
// What both pages draw with. Names and sentences come from people: they only ever become text.

/** `<tag class="kind">` with its children, which may be text. */
export function make(tag, kind = "", ...children) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  element.append(...children);
  return element;
}

export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setClass(element, name) {
  if (element.className !== name) element.className = name;
}

/** A name keeps its own direction and turns nothing else round. */
export function makeName(kind) {
  const name = make("bdi", kind);
  name.dir = "auto";
  return name;
}

export function setName(element, name) {
  setText(element, name);
  if (element.title !== name) element.title = name;
}

/** A drawn shape, so that every machine has it: up, down, square, diamond, box, dot or none. */
export function makeShape() {
  const shape = make("i", "shape none");
  shape.setAttribute("aria-hidden", "true");
  return shape;
}

export const setShape = (element, shape) => setClass(element, `shape ${shape || "none"}`);
