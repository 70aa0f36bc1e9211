// @ts-check
/** Territories pinned to be compared: the one in large type first, then those it stands beside. */

export const MOST = 4;

/** @param {{territoire: string|null, epingles: string}} choice @returns {string[]} codes, the latest first */
export function pinsOf({ territoire, epingles }) {
  const others = epingles.split(",").filter((code) => code && code !== territoire);
  return territoire === null ? [] : [territoire, ...new Set(others)].slice(0, MOST);
}

/** The same as an address says it. @param {string[]} pins */
export const choiceOf = ([territoire = null, ...others]) => ({ territoire, epingles: others.join(",") });

/** Pin a territory, or take its pin away; beyond four, the oldest gives way. @param {string[]} pins @param {string} code */
export function toggled(pins, code) {
  return pins.includes(code) ? pins.filter((one) => one !== code) : [code, ...pins].slice(0, MOST);
}
