// @ts-check
/** The page of maps: one choice, one small request, and everything changes in one frame. */
import { showLegend } from "../map/legend.mjs";
import { StatisticalMap } from "../map/map.mjs";
import { showRanking } from "../map/ranking.mjs";
import { showScale } from "../map/scale.mjs";
import { CellTable } from "../map/table.mjs";
import { capital } from "../map/words.mjs";
import { showAbout, showTools } from "./about.mjs";
import { read, write } from "./address.mjs";
import { carried } from "./carry.mjs";
import { Controls } from "./controls.mjs";
import { files, Store } from "./store.mjs";
import { settleInCorner } from "./corner.mjs";
import { settle } from "./settle.mjs";
import { showTerritory } from "./territory.mjs";
import { Years } from "./years.mjs";

/** @typedef {import("./address.mjs").Choice} Choice */
/** @type {AbortController|undefined} the listeners of the page shown before this one */
let before;

/**
 * Bring the page to life.
 * @param {any} config see observatory/dashboard/config.py
 * @param {(evolution: {indicator: string, level: string, code: string}|null) => void} onEvolution told which
 *        territory's years to draw, when that changes
 */
export function mount(config, onEvolution) {
  before?.abort();
  before = new AbortController();
  return new MapPage(config, onEvolution, before.signal).start();
}

const part = (name) => /** @type {HTMLElement} */ (document.getElementById(`cartes-${name}`));

class MapPage {
  constructor(config, onEvolution, signal) {
    this.config = config;
    this.onEvolution = onEvolution;
    this.wanted = this.choice = /** @type {Choice} */ (config.choice);
    /** @type {import("../map/types.d.ts").Geometry|undefined} the level shown; `view` and `shown` go with it */
    this.geometry = undefined;
    /** @type {import("../map/types.d.ts").View|undefined} */
    this.view = undefined;
    /** @type {import("./settle.mjs").Shown|undefined} */
    this.shown = undefined;
    this.store = new Store(config);
    const change = (changes) => this.change(changes);
    this.controls = new Controls(part("controls"), config, change);
    this.map = new StatisticalMap(part("map"), {
      whole: config.name,
      onChoose: (code) => change({ territoire: code }),
      onScale: () => showScale(part("scale"), this.geometry.metres_per_unit * this.map.scale, this.map.stage.clientWidth),
      onResize: () => this.#measure(),
    });
    part("zoom").replaceChildren(...this.map.zoom.buttons);
    this.table = new CellTable(part("table"), { onChoose: (code) => this.#toggle(code) });
    this.years = new Years(part("years"), (period, lasting) => this.change(period, lasting ? "push" : "none"));
    this.evolution = part("evolution-button");
    this.evolution.addEventListener("click", () => change({ evolution: this.#wantsEvolution() ? "non" : "oui" }), { signal });
    addEventListener("popstate", () => this.#shown() && this.change(read(location.search, config.defaults), "none"), { signal });
  }

  start() {
    if (matchMedia("(max-width: 719px)").matches) part("panel").removeAttribute("open");
    return this.change({}, "none", this.config.notices);
  }

  /** Show other choices, added to those still on their way; `history` says what becomes of the address. */
  async change(changes, history = "push", notices = []) {
    const wanted = (this.wanted = { ...this.wanted, ...changes });
    const shown = settle(wanted, this.config);
    const request = (this.latest = Symbol("request"));
    const found = await Promise.all([this.store.geometry(shown.level), this.store.view(shown, wanted)]).catch((error) => error);
    if (request !== this.latest || !this.#shown()) return;
    if (found instanceof Error) return this.#say([found.message]);
    const [geometry, view] = found;
    const carriedOn = carried(wanted.territoire, this.geometry, geometry);
    this.wanted = this.choice = { ...wanted, territoire: carriedOn };
    Object.assign(this, { geometry, view, shown });
    if (history === "push") this.#push();
    const lost =
      wanted.territoire && !carriedOn ? ["Le territoire choisi n’existe pas à ce niveau\u202f: l’ensemble est montré."] : [];
    requestAnimationFrame(() => this.#render([...notices, ...shown.notices, ...lost]));
  }

  /** Another page may have taken its place meanwhile. */
  #shown() {
    return location.pathname.startsWith("/cartes") && part("map") !== null;
  }

  #push() {
    const address = write(this.choice, this.config.defaults);
    if (address !== (location.search || location.pathname)) history.pushState(null, "", address);
  }

  #toggle(code) {
    return this.change({ territoire: code === this.choice.territoire ? null : code });
  }

  #render(notices) {
    const { choice, shown, geometry, view } = this;
    const chosen = choice.territoire;
    document.title = `${view.title}, ${view.subtitle} · ${this.config.site}`;
    part("title").textContent = view.title;
    part("subtitle").textContent = view.subtitle;
    this.#say(notices);
    this.controls.update(choice, shown, geometry);
    this.years.update(shown.periods, shown.period);
    this.map.show(geometry, view, {
      chosen,
      names: choice.noms === "oui",
      limits: choice.limites === "oui",
      important: shown.level.important,
    });
    showTerritory(part("territory"), {
      geometry,
      view,
      chosen,
      level: shown.level,
      whole: this.config.whole,
      onClear: () => this.change({ territoire: null }),
    });
    showRanking(part("ranking"), geometry, view, chosen, (code) => this.#toggle(code));
    part("ranking-title").textContent = capital(view.level_plural);
    this.#tabulate();
    showAbout(part("about"), view);
    showTools(part("tools"), files(this.config, shown, choice), (changes) => this.#link(changes), view.title);
    this.#evolve();
  }

  /** The table is the slowest part: the same cells are not written twice. */
  #tabulate() {
    if (this.tabulated !== this.view) this.table.show(this.geometry, this.view, this.choice.territoire);
    this.tabulated = this.view;
    this.table.choose(this.choice.territoire);
  }

  /** What depends on the size of the map; the legend sits in an empty corner of it where there is one. */
  #measure() {
    const legend = part("legend");
    showLegend(legend, this.view, this.geometry, this.map.wholeScale);
    return settleInCorner(legend, this.map) ? [legend] : [];
  }

  #wantsEvolution() {
    const { evolution, territoire } = this.choice;
    return evolution === "oui" || (evolution === "auto" && territoire !== null);
  }

  #evolve() {
    const wanted = this.#wantsEvolution() && this.shown.periods.length > 1;
    part("evolution").hidden = this.shown.periods.length < 2;
    part("chart").hidden = !wanted;
    this.evolution.textContent = wanted ? "Masquer" : "Voir l’évolution";
    this.evolution.setAttribute("aria-expanded", String(wanted));
    const territory = this.choice.territoire
      ? { level: this.shown.level.level, code: this.choice.territoire }
      : { level: "departement", code: this.config.code };
    const next = wanted ? { indicator: this.shown.indicator.slug, ...territory } : null;
    if (JSON.stringify(next) !== this.evolving) this.onEvolution(next);
    this.evolving = JSON.stringify(next);
  }

  /** Explicit in full: the link shows the same view when newer figures have come. */
  #link(changes = {}) {
    const { shown } = this;
    const full = {
      ...this.choice,
      indicateur: shown.indicator.slug,
      niveau: shown.level.level,
      periode: String(shown.period),
      ...changes,
    };
    return new URL(write(full, this.config.defaults), location.href).href;
  }

  #say(notices) {
    const place = part("notices");
    place.hidden = !notices.length;
    place.replaceChildren(...notices.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  }
}
