// @ts-check
/** Every choice lives in the address. What the person did not choose is left out, and follows the defaults. */

/**
 * @typedef {Object} Choice
 * @property {string|null} indicateur
 * @property {string|null} niveau null: the level where this indicator opens
 * @property {string|null} periode null: the latest year
 * @property {string} annees oui: the same classes whatever the year
 * @property {string} palette
 * @property {string|null} territoire
 * @property {string} epingles codes of the other pinned territories, separated by commas
 * @property {string} points a layer of points of offer
 * @property {string} fond oui: over an online base layer
 * @property {string} analyse oui: what analysts ask
 * @property {string} methode
 * @property {string} classes
 * @property {string} seuils
 * @property {string} montrer valeur | ecart
 * @property {string} noms oui | non
 * @property {string} limites oui | non
 * @property {string} evolution auto | oui | non; auto: shown with a chosen territory
 * @property {string} vue page | integree | annees
 */

/** The choices written in an address. @param {string} search @param {Choice} defaults @returns {Choice} */
export function read(search, defaults) {
  const query = new URLSearchParams(search);
  const entries = Object.entries(defaults).map(([name, standard]) => [name, query.get(name) || standard]);
  return /** @type {any} */ (Object.fromEntries(entries));
}

/** `?indicateur=...`, only what differs from the defaults. @param {Choice} choice @param {Choice} defaults */
export function write(choice, defaults) {
  const entries = Object.keys(defaults).filter((name) => choice[name] !== defaults[name] && choice[name] !== null);
  const query = new URLSearchParams(entries.map((name) => [name, choice[name]]));
  return query.size ? `?${query}` : location.pathname;
}
