// @ts-check
/** Small helpers to build elements; nothing here knows about maps. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An HTML element with its attributes (`on...` are listeners, null and false are left out) and children.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|null)} children
 * @returns {any}
 */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/**
 * The same for SVG.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|null)} children
 * @returns {any}
 */
export function shape(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** Text without accents or capitals, for searching and sorting. @param {string} text */
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {string} text */
const aroundOrdinals = (text) => (text.includes("ᵉ") ? text.split(/(ᵉʳ|ʳᵉ|ᵉ)/) : [text]);

const raised = (/** @type {string} */ ordinal) => ordinal.replaceAll("ᵉ", "e").replaceAll("ʳ", "r");

/**
 * French ordinals (9ᵉ, 1ʳᵉ) with real superscripts, whatever the font has.
 * @param {string} text
 * @returns {(Node|string)[]}
 */
export const withOrdinals = (text) => aroundOrdinals(text).map((part, i) => (i % 2 ? element("sup", {}, raised(part)) : part));

/** @param {Text} node @param {string} text */
function say(node, text) {
  if (node.data !== text) node.data = text;
}

/** The same in a place that already holds such a text: the nodes that can stay do. @param {HTMLElement} place @param {string} text */
export function rewrite(place, text) {
  const parts = aroundOrdinals(text);
  /** @type {any} */
  let node = place.firstChild;
  if (node && parts.length === 1 && !node.nextSibling) return say(node, text);
  if (place.childNodes.length !== parts.length) return place.replaceChildren(...withOrdinals(text));
  for (const [i, part] of parts.entries()) {
    i % 2 ? say(node.firstChild, raised(part)) : say(node, part);
    node = node.nextSibling;
  }
}
