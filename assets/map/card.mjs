// @ts-check
/** The card of the region in focus, set where it hides neither the region nor its name. */
import { element, withOrdinals } from "./dom.mjs";
import { touch } from "./labels.mjs";

const GAP = 10;
const GRID = 14;

/**
 * The first spot inside the frame that hides nothing to avoid: beside the region, then in the corners of the frame;
 * else the spot that hides least.
 * @param {{width: number, height: number}} card
 * @param {import("./labels.mjs").Box} region the region's box
 * @param {{width: number, height: number}} frame
 * @param {(box: import("./labels.mjs").Box) => number} hidden how much of what matters a box hides
 */
export function spotFor(card, region, frame, hidden) {
  const spots = [...beside(card, region), ...corners(card, frame)]
    .map(([left, top]) => ({ left, top, right: left + card.width, bottom: top + card.height }))
    .filter((box) => box.left >= 0 && box.top >= 0 && box.right <= frame.width && box.bottom <= frame.height);
  const scored = spots.map((box) => ({ box, score: hidden(box) }));
  return (scored.find(({ score }) => score === 0) ?? scored.sort((a, b) => a.score - b.score)[0])?.box ?? { left: 0, top: 0 };
}

function beside({ width, height }, { left, top, right, bottom }) {
  const [x, y] = [(left + right - width) / 2, (top + bottom - height) / 2];
  const columns = [right + GAP, left - width - GAP];
  const rows = [top - height - GAP, bottom + GAP];
  const aside = columns.flatMap((column) => [y, top, bottom - height].map((row) => [column, row]));
  const overOrUnder = rows.flatMap((row) => [x, left, right - width].map((column) => [column, row]));
  return [...aside, ...overOrUnder];
}

function corners({ width, height }, frame) {
  const [right, bottom] = [frame.width - width, frame.height - height];
  return [
    [right, 0],
    [0, bottom],
    [0, 0],
    [right, bottom],
    [right, bottom / 2],
    [0, bottom / 2],
  ];
}

/**
 * How many of a shape's points a box hides; a label counts as much as the whole shape.
 * @param {number[][]} points in the frame's pixels
 * @param {import("./labels.mjs").Box[]} labels
 */
export function hiddenBy(points, labels) {
  return (/** @type {import("./labels.mjs").Box} */ box) => {
    const names = labels.filter((name) => touch(box, name, 2)).length * points.length;
    return (
      names + points.filter(([x, y]) => x > box.left - 4 && x < box.right + 4 && y > box.top - 4 && y < box.bottom + 4).length
    );
  };
}

/**
 * Points all over a path, along its edge and inside, close enough for a card not to slip between them.
 * @param {SVGPathElement} path
 * @returns {number[][]} in map units
 */
export function pointsOf(path) {
  const length = path.getTotalLength();
  const count = Math.min(240, Math.max(24, Math.round(length / 6)));
  const edge = Array.from({ length: count }, (_, i) => path.getPointAtLength((i * length) / count));
  const { x, y, width, height } = path.getBBox();
  const grid = Array.from({ length: GRID * GRID }, (_, i) => [
    x + ((i % GRID) * width) / GRID,
    y + (Math.floor(i / GRID) * height) / GRID,
  ]);
  const inside = grid.filter(([px, py]) => path.isPointInFill(new DOMPoint(px, py)));
  return [...edge.map((point) => [point.x, point.y]), ...inside];
}

/** The box around points. @param {number[][]} points @returns {import("./labels.mjs").Box} */
export function boxOf(points) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Name, value and rank, gap, reservation. @param {string} name @param {import("./types.d.ts").Cell} cell @param {import("./types.d.ts").View} view */
export function cardLines(name, cell, view) {
  const quality = cell.quality === "fragile" ? view.fragile?.label : null;
  const line = (text, kind) => (text ? [element("p", { class: kind }, ...withOrdinals(text))] : []);
  const value = [cell.text, cell.rank_text].filter(Boolean).join(" · ");
  return [
    ...line(name, "card-name"),
    ...line(value, "card-value"),
    ...line(cell.gap, "card-gap"),
    ...line(quality, "card-quality"),
  ];
}
