// @ts-check
/** A legend laid in an empty corner of the map: the shape of a territory leaves some, and the map gains the width. */

const AIR = 8;
const STEP = 20;
/** In pixels, around the legend; in map units, between the points looked at. */
const CORNERS = [
  ["end", "start"],
  ["start", "end"],
  ["end", "end"],
  ["start", "start"],
];
/** Horizontal, vertical; in order of preference. */

/**
 * Set `legend` over the map, in the first corner where it hides nothing; else leave it in the flow, under the map.
 * @param {HTMLElement} legend
 * @param {import("../map/map.mjs").StatisticalMap} map
 * @returns {boolean} whether it is over the map
 */
export function settleInCorner(legend, map) {
  legend.classList.add("floating");
  const { offsetWidth: width, offsetHeight: height } = legend;
  const frame = { width: legend.parentElement.clientWidth, height: map.size.height };
  const corner = CORNERS.find((one) => isEmpty(boxIn(one, { width, height }, frame), map, frame));
  legend.classList.toggle("floating", Boolean(corner));
  const name = corner?.join("-") ?? "";
  if (legend.dataset.corner !== name) legend.dataset.corner = name;
  return Boolean(corner);
}

/** @param {string[]} corner */
function boxIn([horizontal, vertical], { width, height }, frame) {
  const left = horizontal === "start" ? 0 : frame.width - width;
  const top = vertical === "start" ? 0 : frame.height - height;
  return { left: left - AIR, top: top - AIR, right: left + width + AIR, bottom: top + height + AIR };
}

/** Whether no point of the box is inside the outline; the map stands in the middle of its frame. */
function isEmpty(box, map, frame) {
  if (box.right - box.left > frame.width || box.bottom - box.top > frame.height) return false;
  const shift = (frame.width - map.size.width) / 2;
  const rows = steps(box.top, box.bottom, map.wholeScale);
  return steps(box.left - shift, box.right - shift, map.wholeScale).every((x) => rows.every((y) => !map.drawing.holds(x, y)));
}

/** The same points whatever the box: their answers are known from one view to the next. */
function steps(from, to, scale) {
  const first = Math.floor((from * scale) / STEP);
  return Array.from({ length: Math.ceil((to * scale) / STEP) - first + 1 }, (_, i) => (first + i) * STEP);
}
