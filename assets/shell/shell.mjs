// @ts-check
/** What stands around the pages: which page to ask for, where focus goes, the header's search. */
import { followLinks, markPage } from "./links.mjs";
import { closeMenus } from "./menus.mjs";
import { Search } from "./search.mjs";
import { letTakeAway } from "./takeaway.mjs";
import { followTasks } from "./tasks.mjs";

const header = /** @type {HTMLElement} */ (document.querySelector(".site-header"));
const late = /** @type {HTMLElement} */ (document.getElementById("retard"));
const { lively = "", search: list = "" } = header.dataset;
const search = new Search(list);
/** @type {string|undefined} the path of the page shown, or on its way */
let path;
/** Whether the page on its way is another one. */
let moved = false;
const LATE = 10_000; // ms
/** A screen on which nothing need be folded. */
const ROOMY = matchMedia("(min-width: 720px)");
/** @type {ReturnType<typeof setTimeout>|undefined} */
let waiting;

followLinks(header);
markPage(header);
closeMenus();
letTakeAway();
followTasks();
search.mount(/** @type {HTMLElement} */ (document.getElementById("recherche")));
document.getElementById("imprimer")?.addEventListener("click", () => print());

/**
 * The page to ask the server for; nothing where the page follows its own query.
 * @param {string} pathname
 * @param {string} query
 */
export function asked(pathname, query) {
  const stays = pathname === path && lively.split(" ").includes(pathname);
  moved = path !== undefined && pathname !== path;
  path = pathname;
  if (!stays) wait();
  return stays ? globalThis.dash_clientside.no_update : pathname + query;
}

/** The page is in place: say so in the title, in the navigation and to a screen reader. @param {{title: string}} page */
export function arrived({ title }) {
  clearTimeout(waiting);
  late.hidden = true;
  document.title = title;
  markPage(header);
  for (const node of document.querySelectorAll("[data-svg]")) node.innerHTML = node.getAttribute("data-svg") ?? "";
  if (ROOMY.matches) for (const part of document.querySelectorAll("details.fold")) part.setAttribute("open", "");
  const place = document.getElementById("mon-territoire");
  if (place) search.mountPlace(place);
  if (moved) enter();
  moved = false;
}

/** A page that does not come is said to be late, whatever the cause. */
function wait() {
  clearTimeout(waiting);
  waiting = setTimeout(() => (late.hidden = false), LATE);
}

/** As a new document would: from its top, and read from its start. */
function enter() {
  scrollTo(0, 0);
  document.getElementById("contenu")?.focus({ preventScroll: true });
}
