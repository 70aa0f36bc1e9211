// @ts-check
/** From what a person wants to what can be shown; whatever had to give way is said. */

/**
 * @typedef {{slug: string, title: string, theme: string, nature: string, circles: boolean, default_level: string,
 *            missing: string, levels: Record<string, number[]>}} Indicator
 * @typedef {{level: string, title: string, plural: string, geometry: string, important: string[]}} Level
 * @typedef {{indicator: Indicator, level: Level, period: number, periods: number[], gap: boolean, notices: string[]}} Shown
 */

/**
 * @param {import("./address.mjs").Choice} choice
 * @param {{indicators: Indicator[], levels: Level[]}} catalogue
 * @returns {Shown}
 */
export function settle(choice, catalogue) {
  const indicator = catalogue.indicators.find(({ slug }) => slug === choice.indicateur) ?? catalogue.indicators[0];
  const offered = choice.niveau !== null && choice.niveau in indicator.levels;
  const level = levelNamed(offered ? choice.niveau : indicator.default_level, catalogue);
  const periods = indicator.levels[level.level];
  const period = closest(periods, choice.periode);
  const gap = choice.montrer === "ecart" && !indicator.circles && level.level !== "departement";
  const notices = [
    choice.niveau && !offered && `${indicator.missing} La carte est au niveau ${level.title.toLowerCase()}.`,
    choice.periode &&
      String(period) !== choice.periode &&
      `Pas de valeur en ${choice.periode} à ce niveau\u202f: la carte montre ${period}.`,
    choice.montrer === "ecart" && !gap && "L’écart n’a pas de sens pour un effectif\u202f: la carte montre la valeur.",
  ];
  return { indicator, level, period, periods, gap, notices: /** @type {string[]} */ (notices.filter(Boolean)) };
}

const levelNamed = (name, { levels }) => levels.find(({ level }) => level === name);

/** The year wanted, the nearest known one, or the latest when none is wanted. */
function closest(periods, wanted) {
  if (wanted === null) return periods.at(-1);
  return periods.reduce((best, year) => (Math.abs(year - wanted) <= Math.abs(best - wanted) ? year : best), periods[0]);
}
