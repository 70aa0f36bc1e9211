// @ts-check
/** An online base layer under the regions: tiles of the web's projection, each bent to the map's by its three corners. */
import { element, shape } from "./dom.mjs";

const TILE = 256;
/** Pixels of a tile's side. */
const NEAREST = 19;
const LAP = 1.004;
/** Tiles overlap a little, so that no seam shows. */

/** @typedef {{address: string, mention: string}} Layer `address` holds {z}, {x} and {y} */

export class Base {
  /** @param {import("./map.mjs").StatisticalMap} map */
  constructor(map) {
    this.map = map;
    /** @type {Layer|null} */
    this.layer = null;
    this.mention = element("p", { class: "base-mention", hidden: true });
    map.stage.after(this.mention);
  }

  /** Nothing is asked for unless a layer is given. @param {Layer|null} layer */
  show(layer) {
    this.layer = layer;
    this.mention.hidden = layer === null;
    this.mention.textContent = layer?.mention ?? "";
    this.map.drawing.svg.classList.toggle("over-base", layer !== null);
    this.follow();
  }

  /** The tiles in sight; after a zoom or a pan, those that are there stay. */
  follow() {
    const { drawing } = this.map;
    if (!drawing) return;
    const wanted = this.layer ? tilesIn(this.map.zoom.box, drawing.geometry, this.map.scale) : [];
    const there = new Map([...drawing.base.children].map((tile) => [tile.getAttribute("data-tile"), tile]));
    drawing.base.replaceChildren(...wanted.map((tile) => there.get(tile.key) ?? this.#image(tile)));
  }

  #image({ key, z, x, y, matrix }) {
    const href = this.layer.address.replace("{z}", z).replace("{x}", x).replace("{y}", y);
    const silent = () => (this.mention.textContent = "Le fond de plan ne répond pas\u202f: la carte reste entière sans lui.");
    return shape("image", {
      href,
      width: LAP,
      height: LAP,
      preserveAspectRatio: "none",
      transform: `matrix(${matrix.map((value) => value.toFixed(5)).join(" ")})`,
      "data-tile": key,
      onerror: silent,
    });
  }
}

/**
 * The tiles that a frame of the map needs, as sharp as its pixels.
 * @param {{x: number, y: number, width: number, height: number}} box in map units
 * @param {import("./types.d.ts").Geometry} geometry
 * @param {number} scale map units per pixel
 */
export function tilesIn(box, { mercator, width }, scale) {
  const [left, top, side] = mercator.world;
  const z = Math.min(NEAREST, Math.max(0, Math.round(Math.log2(width / scale / TILE / side))));
  const count = 2 ** z;
  const range = (from) => {
    const first = Math.floor(from * count);
    return Array.from({ length: Math.floor((from + side) * count) - first + 1 }, (_, i) => first + i);
  };
  const place = (x, y) => placeOf((x / count - left) / side, (y / count - top) / side, mercator);
  return range(top)
    .flatMap((y) => range(left).map((x) => ({ x, y })))
    .map(({ x, y }) => ({ key: `${z}/${x}/${y}`, z, x, y, corners: [place(x, y), place(x + 1, y), place(x, y + 1)] }))
    .filter(({ corners }) => meets(corners, box))
    .map(({ corners: [[e, f], right, down], ...tile }) => ({ ...tile, matrix: [right[0] - e, right[1] - f, down[0] - e, down[1] - f, e, f] }));
}

/** In map units, from shares of the square that holds the map: see observatory/maps/mercator.py. */
function placeOf(p, q, { x, y }) {
  const terms = [1, q, q * q, q ** 3, p, p * q, p * q * q, p * p, p * p * q, p ** 3];
  const sum = (coefficients) => coefficients.reduce((total, value, i) => total + value * terms[i], 0);
  return [sum(x), sum(y)];
}

function meets([[e, f], right, down], { x, y, width, height }) {
  const xs = [e, right[0], down[0], right[0] + down[0] - e];
  const ys = [f, right[1], down[1], right[1] + down[1] - f];
  return Math.max(...xs) > x && Math.min(...xs) < x + width && Math.max(...ys) > y && Math.min(...ys) < y + height;
}
