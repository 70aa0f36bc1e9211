// @ts-check
/** Where figures come from: a geometry once per level, and one small file per view, both cached for ever. */

const KEPT = 120;

export class Store {
  /** @param {any} config */
  constructor(config) {
    this.config = config;
    /** @type {Map<string, Promise<any>>} the latest asked for last */
    this.kept = new Map();
  }

  /** @param {import("./settle.mjs").Level} level @returns {Promise<import("../map/types.d.ts").Geometry>} */
  geometry({ geometry }) {
    return this.file(geometry);
  }

  /**
   * One map: its cells, the same however it is drawn, in the classes chosen.
   * @param {import("./settle.mjs").Shown} shown
   * @param {import("./address.mjs").Choice} choice
   * @returns {Promise<import("../map/types.d.ts").View>}
   */
  view(shown, choice) {
    const address = `${this.config.views}/${path(shown)}`;
    const query = drawing(this.config, shown, choice);
    if (!query) return this.file(`${address}.json`);
    const both = () => Promise.all([this.file(`${address}.json`), json(`${address}/classes.json${query}`)]);
    return this.#keep(address + query, () => both().then(classed));
  }

  /** Every year, with the same classes. @param {import("./settle.mjs").Shown} shown @param {import("./address.mjs").Choice} choice @returns {Promise<import("../map/types.d.ts").Series>} */
  series({ indicator, level, ...shown }, choice) {
    const query = drawing(this.config, { indicator, level, ...shown }, { ...choice, annees: "non" });
    return this.file(`${this.config.views}/${indicator.slug}/${level.level}/annees.json${query}`);
  }

  /** What only analysts ask. @param {import("./settle.mjs").Shown} shown */
  analysis(shown) {
    return this.file(`${this.config.views}/${path(shown)}/analyse.json`);
  }

  /**
   * All that a choice needs to be shown, at once; null for what it does without.
   * @param {import("./settle.mjs").Shown} shown
   * @param {import("./address.mjs").Choice} choice
   */
  async everything(shown, choice) {
    const layer = this.layer(choice);
    const needed = {
      geometry: this.geometry(shown.level),
      view: this.view(shown, choice),
      series: choice.vue === "annees" ? this.series(shown, choice) : null,
      analysis: choice.analyse === "oui" ? this.analysis(shown) : null,
      points: layer && this.file(layer.file),
      communes: layer && !layer.file.startsWith("/geo/") ? this.geometry(this.config.levels[0]) : null,
    };
    const found = await Promise.all(Object.values(needed));
    return Object.fromEntries(Object.keys(needed).map((name, i) => [name, found[i]]));
  }

  /** The layer of points of offer chosen. @returns {{slug: string, title: string, file: string}|null} */
  layer({ points }) {
    return this.config.points.find(({ slug }) => slug === points) ?? null;
  }

  /** @param {string} address */
  file(address) {
    return this.#keep(address, () => json(address));
  }

  /** What is known of late is not asked for again; what failed is. @param {string} name @param {() => Promise<any>} ask */
  #keep(name, ask) {
    const known = this.kept.get(name) ?? ask();
    known.catch(() => this.kept.delete(name));
    this.kept.delete(name);
    this.kept.set(name, known);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value);
    return known;
  }
}

/** The view in other classes. */
function classed([view, { of_cell, ...drawn }]) {
  return { ...view, ...drawn, cells: view.cells.map((cell, i) => ({ ...cell, class: of_cell[i] })) };
}

/**
 * The same view as files.
 * @param {any} config
 * @param {import("./settle.mjs").Shown} shown
 * @param {import("./address.mjs").Choice} choice
 * @returns {(kind: string, needs: string) => string} a picture is drawn as chosen, other files hold the cells
 */
export function files(config, shown, choice) {
  const drawn = new URLSearchParams(drawing(config, shown, choice));
  if (choice.palette !== config.defaults.palette) drawn.set("palette", choice.palette);
  const query = drawn.size ? `?${drawn}` : "";
  return (kind, needs) => `${config.downloads}/${path(shown)}.${kind}${needs === "picture" ? query : ""}`;
}

const path = ({ indicator, level, period }) => `${indicator.slug}/${level.level}/${period}`;

/** How it is drawn, in a fixed order and without the defaults: one view has one address. */
function drawing({ defaults }, { indicator, gap }, { methode, classes, seuils, annees }) {
  if (indicator.circles) return annees === "oui" ? "?annees=1" : "";
  const manual = methode === "manuelles" && !gap;
  const entries = [
    ["methode", !gap && methode !== defaults.methode && methode],
    ["classes", !manual && classes !== defaults.classes && classes],
    ["ecart", gap && "1"],
    ["seuils", manual && seuils],
    ["annees", !manual && annees === "oui" && "1"],
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
