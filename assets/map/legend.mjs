// @ts-check
/** The legend: what each look means, and how many territories wear it. */
import { element, shape } from "./dom.mjs";
import { radiusOf } from "./drawing.mjs";
import { steps } from "./palette.mjs";
import { number, roundBelow } from "./words.mjs";

const SHARES = [1, 0.35, 0.08];
/** Of the largest value, for the three circles of a legend. */

/**
 * @param {HTMLElement} place
 * @param {import("./types.d.ts").View} view
 * @param {import("./types.d.ts").Geometry} geometry
 * @param {number} scale map units per pixel
 */
export function showLegend(place, view, geometry, scale) {
  const circles = view.drawing === "circles" ? [circlesOf(view, geometry, scale)] : [bandsOf(view)];
  place.replaceChildren(...circles, statusesOf(view));
}

function bandsOf(view) {
  const looks = steps(view);
  const rows = view.classes.map((band, i) => ({ look: looks[i], label: band.label, count: band.count }));
  const zeros = looks[0]?.startsWith("sequential") ? view.cells.filter((cell) => cell.value === 0).length : 0;
  if (zeros) rows.splice(1, 0, { look: "zero", label: "dont zéro", count: zeros });
  return listOf(rows, "legend-bands");
}

function statusesOf(view) {
  const rows = view.statuses.map(({ status, label, count }) => ({ look: `status-${status}`, label, count }));
  if (view.fragile?.count) rows.push({ look: "fragile", label: view.fragile.label, count: view.fragile.count });
  return listOf(rows.filter(({ count }) => count), "legend-statuses");
}

function listOf(rows, name) {
  const most = Math.max(...rows.map(({ count }) => count), 1);
  return element("ul", { class: name }, ...rows.map((row) => rowOf(row, most)));
}

function rowOf({ look, label, count }, most) {
  const bar = element("span", { class: `bar ${look}` });
  bar.style.inlineSize = `${(100 * count) / most}%`;
  return element(
    "li", { class: look === "zero" ? "part" : null },
    swatch(look), element("span", { class: "label" }, label), element("span", { class: "bars", "aria-hidden": "true" }, bar),
    element("span", { class: "count" }, number(count)),
  );
}

function swatch(look) {
  const svg = shape("svg", { class: "swatch", viewBox: "0 0 26 16", "aria-hidden": "true" }, shape("rect", { x: 0.5, y: 0.5, width: 25, height: 15, class: look === "fragile" ? "sequential-3" : look }));
  if (look === "fragile") svg.append(shape("rect", { x: 0.5, y: 0.5, width: 25, height: 15, class: "veil" }));
  if (look === "status-estime") svg.append(shape("text", { x: 13, y: 12, class: "estimate" }, "≈"));
  return svg;
}

/** Three circles, one inside the other, with their values. */
function circlesOf(view, geometry, scale) {
  const radius = radiusOf(view.max, geometry);
  const values = [...new Set(SHARES.map((share) => roundBelow(view.max * share)))];
  const sizes = values.map((value) => ({ value, r: radius(value) / scale }));
  const [width, base] = [2 * sizes[0].r + 2, 2 * sizes[0].r + 1];
  const svg = shape("svg", { class: "legend-circles", width: width + 120, height: base + 8, "aria-hidden": "true" });
  for (const { value, r } of sizes) {
    const top = base - 2 * r;
    svg.append(
      shape("circle", { cx: width / 2, cy: base - r, r }),
      shape("path", { d: `M${width / 2} ${top}H${width + 10}` }),
      shape("text", { x: width + 14, y: top + 4 }, number(value)),
    );
  }
  const said = values.map(number).join(", ");
  return element("figure", {}, svg, element("figcaption", { class: "visually-hidden" }, `Surface des cercles proportionnelle à la valeur\u00a0: ${said}.`));
}
