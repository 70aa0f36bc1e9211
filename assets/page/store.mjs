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
    if (!this.geometries.has(geometry)) {
      const asked = json(geometry);
      asked.catch(() => this.geometries.delete(geometry));
      this.geometries.set(geometry, asked);
    }
    return this.geometries.get(geometry);
  }

  /** The view shown already is not asked for again. @param {import("./settle.mjs").Shown} shown @param {import("./address.mjs").Choice} choice */
  view(shown, choice) {
    const address = `${this.config.views}/${path(shown)}.json${drawing(this.config, shown, choice)}`;
    if (address !== this.latest?.address) {
      this.latest = { address, view: json(address) };
      this.latest.view.catch(() => (this.latest = undefined));
    }
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

/** What an address answers; an Error says in French why not. */
async function json(address) {
  const answer = await fetch(address).catch(() => {
    throw new Error("La carte n’a pas pu être chargée\u202f: vérifiez la connexion, puis recommencez.");
  });
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.error.message);
  return content;
}
