// @ts-check
/** A chosen territory from one level to another: the one around it, where the new level is coarser. */

const canvas = document.createElement("canvas").getContext("2d");

/**
 * @param {string|null} code
 * @param {import("../map/types.d.ts").Geometry|undefined} from the level shown until now
 * @param {import("../map/types.d.ts").Geometry} to
 * @returns {string|null} null when nothing stands for it
 */
export function carried(code, from, to) {
  if (code === null || !from || from.level === to.level) return to.codes.includes(code ?? "") ? code : null;
  const index = from.codes.indexOf(code);
  if (index < 0) return to.codes.includes(code) ? code : null;
  if (to.codes.length >= from.codes.length) return null;
  const [x, y] = from.centres[index];
  const found = to.paths.findIndex((d) => canvas.isPointInPath(new Path2D(d), x, y));
  return to.codes[found] ?? null;
}
