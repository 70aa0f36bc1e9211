// @ts-check
/** Which of the nine steps of a palette (CSS variables) each class wears. */

const STEPS = 9;
const MIDDLE = 5;
const NAMED = ["bivariate", "family"];
/** Palettes whose classes have each their own colour, in order. */

/**
 * One step per class, from 1 (pale) to 9 (deep); diverging palettes turn around step 5, at the reference.
 * @param {import("./types.d.ts").View} view
 * @returns {string[]} class names such as `sequential-3` or `diverging-7`
 */
export function steps(view) {
  const count = view.classes.length;
  if (NAMED.includes(view.palette)) return view.classes.map((_, i) => `${view.palette}-${i + 1}`);
  if (view.palette === "diverging") return around(view).map((step) => `diverging-${step}`);
  return view.classes.map((_, i) => `sequential-${count < 2 ? MIDDLE : 1 + Math.round((i * (STEPS - 1)) / (count - 1))}`);
}

function around(view) {
  const pivot = pivotOf(view);
  const sides = view.classes.map((band) => side(band, pivot));
  const below = sides.filter((s) => s < 0).length;
  const above = sides.filter((s) => s > 0).length;
  const most = Math.max(below, above, 1);
  const first = below + sides.filter((s) => s === 0).length;
  return sides.map((s, i) => {
    const away = s < 0 ? below - i : s > 0 ? i - first + 1 : 0;
    return MIDDLE + s * Math.max(s ? 1 : 0, Math.round((away * (MIDDLE - 1)) / most));
  });
}

/** Breaks of a gap map are in the indicator's unit, around the collectivité's value. */
const pivotOf = (view) => view.reference?.value ?? 0;

/** -1 below the reference, +1 above, 0 when the class holds it. */
function side(band, pivot) {
  if (band.to !== null && band.to <= pivot) return -1;
  if (band.from !== null && band.from >= pivot) return 1;
  return 0;
}

/**
 * The look of a cell: its status, zero, or its class.
 * @param {import("./types.d.ts").Cell} cell
 * @param {string[]} looks the answer of `steps`
 */
export function lookOf(cell, looks) {
  if (cell.value === null) return `status-${cell.status}`;
  if (cell.value === 0 && looks[0]?.startsWith("sequential")) return "zero";
  return cell.class === null ? "plain" : looks[cell.class];
}
