// @ts-check
/** Names on the map: greedy, by importance; a name that would touch another, or leave the map, is not drawn. */

const LINE = 1.12;
const AIR = 3;
/** Pixels between a name and anything else. */

/**
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 * @typedef {{text: string, x: number, y: number, index: number, radius?: number}} Candidate
 * @typedef {{index: number, x: number, y: number, lines: string[], box: Box, dot: Box|null}} Label
 */

/**
 * Place what fits, most important first. All lengths in pixels.
 * @param {Candidate[]} candidates
 * @param {{width: number, height: number, size: number, dots: boolean, most: number,
 *         reserved: Box[], circles: {index: number, box: Box}[], measure: (text: string) => number}} page
 * @returns {Label[]}
 */
export function place(candidates, page) {
  /** @type {Label[]} */
  const placed = [];
  for (const candidate of candidates) {
    if (placed.length >= page.most) break;
    const spots = page.dots ? around(candidate, page) : centred(candidate, page);
    const free = spots.filter((spot) => clear(spot.box, page) && placed.every((other) => apart(spot, other)));
    const best = free.find((spot) => hides(spot, page) === 0) ?? overSmaller(free, candidate, page);
    if (best) placed.push(best);
  }
  return placed;
}

/** Amid a crowd, the name of a large circle hides the least it can of smaller ones. */
function overSmaller(spots, { radius }, page) {
  const largest = Math.max(0, ...page.circles.map(({ box }) => box.right - box.left));
  if (!spots.length || 2 * radius < largest / 2) return undefined;
  return spots.reduce((best, spot) => (hides(spot, page) < hides(best, page) ? spot : best));
}

/** Right, left, above, below a dot or a circle; inside a circle that has the room. */
function around({ text, x, y, index, radius = 2.5 }, { size, measure }) {
  const lines = wrapped(text, measure, size * 13);
  const width = Math.max(...lines.map(measure));
  const dot = boxAt(x, y, 2 * radius, 2 * radius);
  if (width < 1.8 * radius) return [label(index, lines, x, y, width, size, null)];
  const [far, high] = [width / 2 + radius + AIR, radius + size * 0.6 * lines.length];
  const spots = [
    [far, 0],
    [-far, 0],
    [0, -high],
    [0, high],
  ];
  return spots.map(([dx, dy]) => label(index, lines, x + dx, y + dy, width, size, dot));
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

/** @returns {Box} */
export const boxAt = (x, y, width, height) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

const clear = (box, { width, height, reserved }) =>
  box.left >= 2 &&
  box.top >= 2 &&
  box.right <= width - 2 &&
  box.bottom <= height - 2 &&
  !reserved.some((other) => touch(box, other, AIR));

/** How much of other territories' circles a name lies on, in square pixels; nothing when it is inside its own. */
function hides({ index, box, dot }, { circles }) {
  if (!dot) return 0;
  return circles.reduce((sum, circle) => sum + (circle.index === index ? 0 : common(box, circle.box)), 0);
}

const common = (a, b) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

const apart = (a, b) =>
  [a.box, a.dot].every((mine) => [b.box, b.dot].every((theirs) => !mine || !theirs || !touch(mine, theirs, AIR)));

/** @param {Box} a @param {Box} b @param {number} [air] */
export const touch = (a, b, air = 0) =>
  a.left < b.right + air && b.left < a.right + air && a.top < b.bottom + air && b.top < a.bottom + air;

/** Balanced lines, of about `limit` at most; a long compound may break after a hyphen. */
function wrapped(text, measure, limit) {
  const count = Math.ceil(measure(text) / limit);
  if (count < 2) return [text];
  const target = (measure(text) / count) * 1.15;
  const lines = [""];
  for (const piece of text.match(/[^ -]+[ -]?/g) ?? [text]) {
    const longer = lines.at(-1) + piece;
    if (lines.at(-1) && measure(longer.trim()) > target) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => line.trim());
}
