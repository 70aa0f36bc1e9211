// @ts-check
/** The legend: what each look means, and how many territories wear it. */
import { element, shape } from "./dom.mjs";
import { radiusOf } from "./drawing.mjs";
import { lookOf, steps } from "./palette.mjs";
import { texturesFor } from "./textures.mjs";
import { lowered, number } from "./words.mjs";

const SHARES = [1, 0.35, 0.08];
/** Of the largest value, for the three circles of a legend. */
const LINE = 14;
/** Pixels between the values of two circles. */

/**
 * @param {HTMLElement} place
 * @param {import("./types.d.ts").View} view
 * @param {import("./types.d.ts").Geometry} geometry
 * @param {number} scale map units per pixel
 */
export function showLegend(place, view, geometry, scale) {
  const bands = view.drawing === "circles" ? [] : bandsOf(view);
  const apart = statusesOf(view);
  const most = Math.max(...[...bands, ...apart].map(({ count }) => count), 1);
  place.replaceChildren(
    ...(view.drawing === "circles" ? [circlesOf(view, geometry, scale)] : [listOf(bands, most)]),
    ...(apart.length
      ? [listOf(apart, most), shape("svg", { class: "textures", "aria-hidden": "true" }, texturesFor("legend"))]
      : []),
  );
}

function bandsOf(view) {
  const looks = steps(view);
  const rows = view.classes.map((band, i) => ({ look: looks[i], label: band.label, count: band.count }));
  const zeros = view.cells.filter((cell) => lookOf(cell, looks) === "zero").length;
  if (zeros) rows.splice(...zeroRow(rows[0].count, zeros));
  return rows;
}

/** Zero has its own look: a row of its own, or the first row's when that class holds nothing else. */
function zeroRow(first, zeros) {
  return first === zeros
    ? [0, 1, { look: "zero", label: "zéro", count: zeros }]
    : [1, 0, { look: "zero", label: "dont zéro", count: zeros, part: true }];
}

function statusesOf(view) {
  const rows = view.statuses.map(({ status, label, count }) => ({ look: `status-${status}`, label, count }));
  if (view.fragile?.count) rows.push({ look: "fragile", label: view.fragile.label, count: view.fragile.count });
  return rows.filter(({ count }) => count);
}

const listOf = (rows, most) => element("ul", {}, ...rows.map((row) => rowOf(row, most)));

function rowOf({ look, label, count, part }, most) {
  const bar = element("span", { class: `gauge ${look}` });
  bar.style.inlineSize = `${(100 * count) / most}%`;
  return element(
    "li",
    { class: part ? "part" : null },
    swatch(look),
    element("span", { class: "label" }, label),
    element("span", { class: "bars", "aria-hidden": "true" }, bar),
    element("span", { class: "count" }, number(count)),
  );
}

function swatch(look) {
  const svg = shape(
    "svg",
    { class: "swatch", viewBox: "0 0 26 16", "aria-hidden": "true" },
    shape("rect", { x: 0.5, y: 0.5, width: 25, height: 15, class: look === "fragile" ? "sequential-3" : look }),
  );
  if (look === "fragile") svg.append(shape("rect", { x: 0.5, y: 0.5, width: 25, height: 15, class: "veil" }));
  if (look === "status-estime") svg.append(shape("text", { x: 13, y: 12, class: "estimate" }, "≈"));
  return svg;
}

/** Three circles, one inside the other, with their values. */
function circlesOf(view, geometry, scale) {
  const radius = radiusOf(view.max, geometry);
  const values = [...new Set(SHARES.map((share) => lowered(view.max * share)))];
  const sizes = values.map((value) => ({ value, r: radius(value) / scale }));
  const [width, base] = [2 * sizes[0].r + 2, 2 * sizes[0].r + 1];
  const svg = shape("svg", { class: "legend-circles", width: width + 120, "aria-hidden": "true" });
  let line = -LINE;
  for (const { value, r } of sizes) {
    const top = base - 2 * r;
    line = Math.max(top, line + LINE);
    svg.append(
      shape("circle", { cx: width / 2, cy: base - r, r }),
      shape("path", { d: `M${width / 2} ${top}H${width + 2}L${width + 10} ${line}` }),
      shape("text", { x: width + 14, y: line + 4 }, number(value)),
    );
  }
  svg.setAttribute("height", String(Math.max(base, line) + 8));
  return element("figure", {}, svg, element("figcaption", { class: "note" }, `${view.unit}\u202f; surface proportionnelle`));
}
