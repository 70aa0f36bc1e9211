// @ts-check
/** Names on the map: greedy, by importance; a name that would touch another, or leave the map, is not drawn. */

const LINE = 1.12;
const AIR = 3;

/**
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 * @typedef {{text: string, x: number, y: number, index: number}} Candidate
 * @typedef {{index: number, x: number, y: number, lines: string[], box: Box, dot: Box|null}} Label
 */

/**
 * Place what fits, most important first. All lengths in pixels.
 * @param {Candidate[]} candidates
 * @param {{width: number, height: number, size: number, dots: boolean, most: number, measure: (text: string) => number}} page
 * @returns {Label[]}
 */
export function place(candidates, page) {
  /** @type {Label[]} */
  const placed = [];
  for (const candidate of candidates) {
    if (placed.length >= page.most) break;
    const spots = page.dots ? around(candidate, page) : centred(candidate, page);
    const free = spots.find((spot) => inside(spot.box, page) && placed.every((other) => apart(spot, other)));
    if (free) placed.push(free);
  }
  return placed;
}

/** Right, left, above, below a dot. */
function around({ text, x, y, index }, { size, measure }) {
  const width = measure(text);
  const dot = boxAt(x, y, 5, 5);
  const far = width / 2 + 6;
  const spots = [[far, 0], [-far, 0], [0, -size * 0.95], [0, size * 0.95]];
  return spots.map(([dx, dy]) => label(index, [text], x + dx, y + dy, width, size, dot));
}

/** Over the region, on one to three lines, or a little higher or lower. */
function centred({ text, x, y, index }, { size, measure }) {
  const lines = wrapped(text, measure, size * 9);
  const width = Math.max(...lines.map(measure));
  return [0, -size, size, -2 * size, 2 * size].map((dy) => label(index, lines, x, y + dy, width, size, null));
}

function label(index, lines, x, y, width, size, dot) {
  return { index, x, y, lines, dot, box: boxAt(x, y, width, lines.length * size * LINE) };
}

const boxAt = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });

const inside = (box, { width, height }) => box.left >= 2 && box.top >= 2 && box.right <= width - 2 && box.bottom <= height - 2;

const apart = (a, b) =>
  [a.box, a.dot].every((mine) => [b.box, b.dot].every((theirs) => !mine || !theirs || !touch(mine, theirs, AIR)));

/** @param {Box} a @param {Box} b @param {number} [air] */
export const touch = (a, b, air = 0) =>
  a.left < b.right + air && b.left < a.right + air && a.top < b.bottom + air && b.top < a.bottom + air;

/** Words on lines no wider than `limit` where possible. */
function wrapped(text, measure, limit) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && measure(longer) > limit) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
