// @ts-check
/** How the values spread: a bar for each band of values, in the colour that the map gives them. */
import { element, shape } from "../map/dom.mjs";
import { lookOf, steps } from "../map/palette.mjs";
import { counted, number } from "../map/words.mjs";

const WIDTH = 300;
const HEIGHT = 74;
const FOOT = 16;

/**
 * @param {HTMLElement} place
 * @param {import("../map/types.d.ts").View} view
 * @param {{name: string, value: number|null}[]} marked whose places among the others are shown
 */
export function showDistribution(place, view, marked) {
  place.hidden = !view.distribution;
  if (!view.distribution) return place.replaceChildren();
  const { from, step, counts } = view.distribution;
  const end = from + step * counts.length;
  const x = (value) => (WIDTH * (value - from)) / (end - from);
  const svg = shape(
    "svg",
    { class: "distribution", viewBox: `0 0 ${WIDTH} ${HEIGHT + FOOT}`, role: "img", "aria-label": said(view, from, step, counts) },
    ...barsOf(view, x),
    ...axis(from, end, view.unit),
    ...[...marked, ...reference(view)].filter(({ value }) => value !== null).map((mark) => markOf(mark, x)),
  );
  return place.replaceChildren(element("h2", {}, "Répartition"), svg, element("p", { class: "note" }, caption(view)));
}

function barsOf(view, x) {
  const { from, step, counts } = view.distribution;
  const most = Math.max(...counts);
  const looks = steps(view);
  return counts.map((count, i) => {
    const middle = from + (i + 0.5) * step;
    const height = (HEIGHT * count) / most;
    return shape("rect", {
      x: x(from + i * step) + 0.5,
      width: Math.max(1, x(from + step) - 1),
      y: HEIGHT - height,
      height,
      class: lookOf({ value: middle, class: classOf(middle, view.classes) }, looks),
    });
  });
}

const classOf = (value, classes) =>
  classes.findIndex(({ from, to }) => (from === null || value >= from) && (to === null || value < to));

const reference = ({ reference }) => (reference ? [{ name: reference.name, value: reference.value, whole: true }] : []);

function markOf({ name, value, whole = false }, x) {
  const line = shape("path", { d: `M${x(value)} 0V${HEIGHT}`, class: whole ? "mark whole" : "mark" });
  line.append(shape("title", {}, name));
  return line;
}

function axis(from, end, unit) {
  const at = (value, anchor, where) => shape("text", { x: where, y: HEIGHT + 13, "text-anchor": anchor }, label(value, unit));
  return [shape("path", { d: `M0 ${HEIGHT}H${WIDTH}`, class: "axis" }), at(from, "start", 0), at(end, "end", WIDTH)];
}

const label = (value, unit) => `${number(value)}${"%‰€".includes(unit[0]) ? `\u202f${unit[0]}` : ""}`;

function said(view, from, step, counts) {
  const most = counts.indexOf(Math.max(...counts));
  const band = `${number(from + most * step)} à ${label(from + (most + 1) * step, view.unit)}`;
  const fullest = counted(counts[most], "territoire", "territoires");
  return `Répartition des valeurs, de ${number(from)} à ${label(from + counts.length * step, view.unit)}\u00a0; la tranche la plus fournie est ${band}, avec ${fullest}.`;
}

const caption = ({ reference, level_plural }) =>
  reference ? `Nombre de ${level_plural} par valeur. Trait en pointillé\u202f: ${reference.name}.` : `Nombre de ${level_plural} par valeur.`;
