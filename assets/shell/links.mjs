// @ts-check
/** Links between pages change the address, and the page follows without loading the document again. */

/** Pages whose charts need a script that this document may lack. */
const charts = (document.querySelector(".site-header")?.getAttribute("data-charts") ?? "").split(" ");

/** Show another address of the app. @param {string} address */
export function go(address) {
  const { pathname } = new URL(address, location.href);
  if (!("regeneratorRuntime" in globalThis) && charts.some((page) => isUnder(page, pathname))) return location.assign(address);
  history.pushState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}

/** @param {HTMLElement} header whose navigation lists the pages */
export function followLinks(header) {
  const pages = [...header.querySelectorAll("a")].map(({ pathname }) => pathname);
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[href]");
    if (!(link instanceof HTMLAnchorElement) || !isPlain(event) || link.target || link.hasAttribute("download")) return;
    if (link.origin !== location.origin || !pages.some((page) => isUnder(page, link.pathname))) return;
    if (link.hash && link.pathname + link.search === location.pathname + location.search) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
  for (const type of ["pointerdown", "focusin"]) header.addEventListener(type, () => carry(header));
}

/** Say which page of the navigation is shown. @param {HTMLElement} header */
export function markPage(header) {
  for (const link of header.querySelectorAll("nav a")) {
    if (isUnder(/** @type {HTMLAnchorElement} */ (link).pathname, location.pathname)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

const isUnder = (page, path) => path === page || (page !== "/" && path.startsWith(`${page}/`));

const isPlain = ({ defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey }) => !defaultPrevented && button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);

/** « Mon territoire » goes along to the next page; the maps say it with their own two words. */
function carry(header) {
  const here = new URLSearchParams(location.search);
  const [code, level = here.get("niveau")] = (here.get("territoire") ?? "").split(":").reverse();
  for (const link of header.querySelectorAll("nav a, .site")) {
    const maps = link.pathname === "/cartes";
    const words = maps ? { niveau: level, territoire: code } : { territoire: level ? `${level}:${code}` : code };
    const known = Object.entries(words).filter(([, value]) => code && value);
    link.search = String(new URLSearchParams(known)).replaceAll("%3A", ":");
  }
}
