// @ts-check
/** Groups of communes as an address writes them, and lists of communes as people paste them. */
import { plain } from "../map/dom.mjs";

/** @typedef {{codes: string[], names: string[]}} Communes */

/** `41018.269~Val de Cisse` -> its codes and its name. @param {string|null} text */
export function readGroup(text) {
  if (!text) return { codes: [], name: "" };
  const [written, ...name] = text.split("~");
  /** @type {string[]} */
  const codes = [];
  for (const code of written.split(".").filter(Boolean)) codes.push(code.length === 3 ? (codes.at(-1) ?? "").slice(0, 2) + code : code);
  return { codes, name: name.join(" ") };
}

/** The reverse; null for a group of nothing. @param {string[]} codes @param {string} name */
export function writeGroup(codes, name) {
  const sorted = [...new Set(codes)].sort();
  const short = sorted.map((code, i) => (i && sorted[i - 1].slice(0, 2) === code.slice(0, 2) ? code.slice(2) : code));
  const said = name.replace(/[\s,;:~<>"«»]+/g, " ").trim().slice(0, 60);
  return sorted.length ? short.join(".") + (said && `~${said}`) : null;
}

/**
 * What a pasted list names, one commune a line or between commas, tabs or semicolons.
 * @param {string} text @param {Communes} communes
 * @returns {{found: string[], unknown: string[], doubtful: {word: string, codes: string[]}[]}} codes; `doubtful`: several
 *          communes, or one whose name only resembles
 */
export function recognised(text, communes) {
  const words = text.split(/[\n\r\t;,]+/).map((word) => word.trim()).filter(Boolean);
  const answers = words.map((word) => ({ word, ...candidates(word, communes) }));
  return {
    found: answers.filter(({ sure }) => sure).flatMap(({ codes }) => codes),
    unknown: answers.filter(({ codes }) => !codes.length).map(({ word }) => word),
    doubtful: answers.filter(({ sure, codes }) => !sure && codes.length).map(({ word, codes }) => ({ word, codes })),
  };
}

/** By code, else by whole name, else by the words of the name. */
function candidates(word, { codes, names }) {
  const code = word.match(/^(\d{5}|2[AB]\d{3})\b/i)?.[0].toUpperCase();
  if (code) return { codes: codes.filter((one) => one === code), sure: true };
  const wanted = simple(word);
  const same = codes.filter((_, i) => simple(names[i]) === wanted);
  if (same.length) return { codes: same, sure: same.length === 1 };
  const parts = wanted.split(" ").filter((part) => part.length > 2);
  return { codes: parts.length ? codes.filter((_, i) => parts.every((part) => simple(names[i]).split(" ").includes(part))) : [], sure: false };
}

/** Without accents, hyphens or apostrophes; saint for st. */
const simple = (name) =>
  plain(name)
    .replaceAll("œ", "oe")
    .replace(/[^a-z0-9]+/g, " ")
    .replace(/\bst(e?)\b/g, "saint$1")
    .trim();
