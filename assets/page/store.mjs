// @ts-check
/** Where figures come from: a geometry once per level, and one small file per view, both cached for ever. */

export class Store {
  /** @param {any} config */
  constructor(config) {
    this.config = config;
    /** @type {Map<string, Promise<import("../map/types.d.ts").Geometry>>} */
    this.geometries = new Map();
    /** @type {{address: string, view: Promise<import("../map/types.d.ts").View>}|undefined} */
    this.latest = undefined;
  }

  /** @param {import("./settle.mjs").Level} level */
  geometry({ geometry }) {
    if (!this.geometries.has(geometry)) this.geometries.set(geometry, json(geometry));
    return this.geometries.get(geometry);
  }

  /** The view shown already is not asked for again. @param {import("./settle.mjs").Shown} shown @param {import("./address.mjs").Choice} choice */
  view(shown, choice) {
    const address = `${this.config.views}/${path(shown)}.json${drawing(this.config, shown, choice)}`;
    if (address !== this.latest?.address) this.latest = { address, view: json(address) };
    return this.latest.view;
  }
}

/**
 * The same view as files.
 * @param {any} config
 * @param {import("./settle.mjs").Shown} shown
 * @param {import("./address.mjs").Choice} choice
 */
export function files(config, shown, choice) {
  const query = drawing(config, shown, choice);
  const address = (kind) => `${config.downloads}/${path(shown)}.${kind}`;
  return [
    { label: "CSV", href: address("csv") },
    { label: "CSV pour tableur", href: address("tableur.csv") },
    { label: "SVG", href: address("svg") + query },
    { label: "PNG", href: address("png") + query },
  ];
}

const path = ({ indicator, level, period }) => `${indicator.slug}/${level.level}/${period}`;

/** How it is drawn, in a fixed order and without the defaults: one view has one address. */
function drawing({ defaults }, { indicator, gap }, { methode, classes, seuils }) {
  if (indicator.circles) return "";
  const manual = methode === "manuelles" && !gap;
  const entries = [
    ["methode", !gap && methode !== defaults.methode && methode],
    ["classes", !manual && classes !== defaults.classes && classes],
    ["ecart", gap && "1"],
    ["seuils", manual && seuils],
  ];
  const query = new URLSearchParams(/** @type {any} */ (entries.filter(([, value]) => value)));
  return query.size ? `?${query}` : "";
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} : ${answer.status}`);
  return answer.json();
}
