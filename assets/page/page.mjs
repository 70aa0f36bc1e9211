// @ts-check
/** The page of maps: one choice, one small request, and everything changes in one frame. */
import { Base } from "../map/base.mjs";
import { columnsOf } from "../map/columns.mjs";
import { showLegend } from "../map/legend.mjs";
import { StatisticalMap } from "../map/map.mjs";
import { showRanking } from "../map/ranking.mjs";
import { showScale } from "../map/scale.mjs";
import { SmallMaps } from "../map/small.mjs";
import { CellTable } from "../map/table.mjs";
import { capital } from "../map/words.mjs";
import { showAbout, showTheme, showTools } from "./about.mjs";
import { read, write } from "./address.mjs";
import { afterPaint, oncePainted } from "./after.mjs";
import { Ahead } from "./ahead.mjs";
import { carried } from "./carry.mjs";
import { Controls } from "./controls.mjs";
import { settleInCorner } from "./corner.mjs";
import { showDistribution } from "./distribution.mjs";
import { Evolution } from "./evolution.mjs";
import { Offer } from "./offer.mjs";
import { Group } from "./group.mjs";
import { showPinned } from "./pinned.mjs";
import { choiceOf, MOST, pinsOf, toggled } from "./pins.mjs";
import { settle } from "./settle.mjs";
import { files, Store } from "./store.mjs";
import { showTerritory } from "./territory.mjs";
import { Years } from "./years.mjs";

/** @typedef {import("./address.mjs").Choice} Choice */
/** @type {AbortController|undefined} the listeners of the page shown before this one */
let before;

/**
 * Bring the page to life.
 * @param {any} config see observatory/dashboard/config.py
 * @param {(evolution: {indicator: string, level: string, codes: string[]}|null) => void} onEvolution told which
 *        territories' years to draw, when that changes
 */
export function mount(config, onEvolution) {
  before?.abort();
  before = new AbortController();
  return new MapPage(config, onEvolution, before.signal).start();
}

/** The online base layer that the server declares, or null. @returns {import("../map/base.mjs").Layer|null} */
const declaredBase = () => JSON.parse(document.querySelector(".site-header")?.getAttribute("data-base") ?? "null");

const part = (name) => /** @type {HTMLElement} */ (document.getElementById(`cartes-${name}`));

/** Says while a choice is on its way, and until all that follows it is there. @param {boolean} busy */
const setBusy = (busy) => document.querySelector(".cartes .beside")?.setAttribute("aria-busy", String(busy));

class MapPage {
  constructor(config, onEvolution, signal) {
    this.config = { ...config, base: declaredBase() };
    this.wanted = this.choice = /** @type {Choice} */ (config.choice);
    /** @type {import("../map/types.d.ts").Geometry|undefined} the level shown; `view` and `shown` go with it */
    this.geometry = undefined;
    /** @type {import("../map/types.d.ts").View|undefined} */
    this.view = undefined;
    /** @type {import("./settle.mjs").Shown|undefined} */
    this.shown = undefined;
    this.store = new Store(config);
    this.ahead = new Ahead((changes) => this.#fetch({ ...this.wanted, ...changes }).then(({ geometry, view }) => columnsOf(geometry, view, null)));
    this.controls = new Controls(part("controls"), this.config, (changes) => this.change(this.#completed(changes)), (choices) => this.#consider(choices));
    this.map = new StatisticalMap(part("map"), {
      whole: config.name,
      onChoose: (code) => this.#toggle(code),
      onScale: () => this.#scaled(),
      onResize: () => this.#measure(),
    });
    part("zoom").replaceChildren(...this.map.zoom.buttons);
    this.base = new Base(this.map);
    this.offer = new Offer(part("points"), this.map);
    this.small = new SmallMaps(part("small"), {
      onChoose: (code) => this.#toggle(code),
      onYear: (period) => this.change({ periode: String(period), vue: "page" }),
    });
    const group = { tools: part("group"), shown: part("group-shown") };
    this.group = new Group(group, config, this.store, (changes) => this.change(changes));
    this.table = new CellTable(part("table"), { onChoose: (code) => this.#toggle(code) });
    this.years = new Years(part("years"), {
      onChange: (changes, lasting) => this.change(changes, lasting ? "push" : "none"),
      onAhead: (period) => this.#consider([{ periode: String(period) }]),
      onAll: () => this.change({ vue: this.choice.vue === "annees" ? "page" : "annees" }),
    });
    const button = part("evolution-button");
    this.evolution = new Evolution({ section: part("evolution"), chart: part("chart"), button }, onEvolution);
    button.addEventListener("click", () => this.change({ evolution: this.#wantsEvolution() ? "non" : "oui" }), { signal });
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
    this.ahead.consider([]);
    setBusy(true);
    const found = await this.#fetch(wanted).catch((error) => error);
    if (request !== this.latest || !this.#shown()) return;
    if (found instanceof Error) return this.#failed(found);
    const pins = pinsOf(wanted).map((code) => carried(code, this.geometry, found.geometry));
    this.wanted = this.choice = { ...wanted, ...choiceOf([...new Set(pins)].filter((code) => code !== null)) };
    Object.assign(this, found, { shown });
    const lost = pins.includes(null) ? ["Le territoire choisi n’existe pas à ce niveau\u202f: il n’est plus épinglé."] : [];
    this.#render([...notices, ...shown.notices, ...lost]);
    oncePainted(() => this.table.layOut());
    if (history === "push") this.#push(this.choice);
    this.#afterwards();
  }

  #failed({ message }) {
    this.#say([message]);
    if (!this.view) part("subtitle").textContent = "";
    setBusy(false);
  }

  #consider(choices) {
    if (!this.view) return;
    this.table.giveWay();
    this.ahead.consider(choices.map((changes) => this.#completed(changes)));
  }

  /** All that is drawn for a choice. */
  #fetch(choice) {
    return this.store.everything(settle(choice, this.config), choice);
  }

  /** Another page may have taken its place meanwhile. */
  #shown() {
    return location.pathname.startsWith("/cartes") && part("map") !== null;
  }

  /** As soon as the choice is on the screen: before that, the address would keep it waiting. */
  #push(choice) {
    const address = write(choice, this.config.defaults);
    oncePainted(() => {
      if (this.#shown() && address !== (location.search || location.pathname)) history.pushState(null, "", address);
    });
  }

  #toggle(code) {
    if (this.group.composing && this.geometry.level === "commune") return this.group.toggle(code);
    const pins = pinsOf(this.choice);
    const left = toggled(pins, code);
    const gone = pins.find((pin) => pin !== code && !left.includes(pin));
    const name = gone && this.geometry.names[this.geometry.codes.indexOf(gone)];
    const notices = gone ? [`Au plus ${MOST} territoires sont épinglés\u202f: ${name} a laissé sa place.`] : [];
    return this.change(choiceOf(left), "push", notices);
  }

  /** « Mon territoire » comes first among the pins, and all of them leave with it; breaks by hand start from those shown. */
  #completed({ territoire, ...changes }) {
    const shown = this.view.classes.map(({ to }) => to).filter((to) => to !== null);
    if (changes.methode === "manuelles" && !this.choice.seuils) changes.seuils = shown.join(";");
    if (territoire === undefined) return changes;
    const others = pinsOf(this.choice).filter((code) => code !== territoire);
    return { ...changes, ...choiceOf(territoire === null ? [] : toggled(others, territoire)) };
  }

  /** What is read together changes in one frame: title, controls, map, legend, sentence and table. */
  #render(notices) {
    const { choice, shown, geometry, view } = this;
    part("title").textContent = view.title;
    part("subtitle").textContent = (this.series ?? view).subtitle;
    this.#say(notices);
    this.controls.update(choice, shown, geometry);
    this.years.update(shown.periods, shown.period, choice.vue === "annees");
    this.#tabulate();
    this.#read(pinsOf(choice));
    this.#draw(pinsOf(choice));
    this.group.update(choice, shown, this.map);
    document.querySelector(".cartes").classList.remove("waiting");
  }

  /** What comes once that is on the screen, unless another choice is there by then. */
  #afterwards() {
    const { latest, choice, shown, view } = this;
    afterPaint(() => {
      if (choice !== this.choice || !this.#shown()) return;
      document.title = `${view.title}, ${view.subtitle} · ${this.config.site}`;
      this.#compare(pinsOf(choice));
      this.table.reveal();
      showAbout(part("about"), view);
      showTools(part("tools"), files(this.config, shown, choice), (changes) => this.#link(changes), view);
      showTheme(part("theme"), shown.indicator, shown.level.level, choice.territoire);
      this.#evolve();
      setBusy(latest !== this.latest);
    });
  }

  /** One map, or one a year. */
  #draw(chosen) {
    const { choice, shown, geometry, view, series } = this;
    part("plate").hidden = part("plate-foot").hidden = series !== null;
    part("small").hidden = series === null;
    document.querySelector(".cartes").dataset.palette = choice.palette;
    const important = shown.level.important;
    if (series) {
      this.small.show(geometry, series, chosen);
      showLegend(part("small-legend"), { ...view, ...series }, geometry, this.small.scale);
    } else {
      this.small.clear();
      part("small-legend").replaceChildren();
      this.map.show(geometry, view, { chosen, names: choice.noms === "oui", limits: choice.limites === "oui", important });
      this.base.show(choice.fond === "oui" ? this.config.base : null);
      this.offer.show(this.store.layer(choice), this.points, this.communes);
    }
  }

  /** The sentence of one territory, and those that it stands beside. */
  #read(pins) {
    const { shown, geometry, view } = this;
    const onClear = () => this.change(choiceOf([]));
    const { whole } = this.config;
    showTerritory(part("territory"), { geometry, view, chosen: pins[0] ?? null, level: shown.level, whole, onClear });
    showPinned(part("pinned"), { geometry, view, pins, onUnpin: (code) => this.#toggle(code) });
  }

  /** Values in order, and how they spread. */
  #compare(pins) {
    const { geometry, view } = this;
    const marked = pins.map((code) => geometry.codes.indexOf(code)).map((i) => ({ name: geometry.names[i], value: view.cells[i].value }));
    showDistribution(part("distribution"), view, marked);
    showRanking(part("ranking"), geometry, view, pins, (code) => this.#toggle(code));
    part("ranking-title").textContent = capital(view.level_plural);
  }

  /** The same cells are not written twice. */
  #tabulate() {
    const pins = pinsOf(this.choice);
    const { geometry, view, analysis } = this;
    if (this.tabulated?.view === view && this.tabulated.analysis === analysis) return this.table.choose(pins);
    this.tabulated = { view, analysis };
    return this.table.show(geometry, view, pins, analysis);
  }

  /** What depends on the size of the map; the legend sits in an empty corner of it where there is one. */
  #measure() {
    const legend = part("legend");
    showLegend(legend, this.view, this.geometry, this.map.wholeScale);
    return settleInCorner(legend, this.map) ? [legend] : [];
  }

  #scaled() {
    showScale(part("scale"), this.geometry.metres_per_unit * this.map.scale, this.map.stage.clientWidth);
    this.base.follow();
  }

  #wantsEvolution() {
    return Evolution.wants(this.choice.evolution, pinsOf(this.choice));
  }

  #evolve() {
    const { shown, config } = this;
    const pins = pinsOf(this.choice);
    const { groupe } = this.choice;
    const alone = groupe ? { level: "groupe", codes: [groupe] } : { level: "departement", codes: [config.code] };
    const territories = pins.length ? { level: shown.level.level, codes: pins } : alone;
    this.evolution.update(this.#wantsEvolution(), { indicator: shown.indicator.slug, ...territories }, shown.periods.length);
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
