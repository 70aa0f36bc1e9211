// @ts-check
/** The walk: arrows go to the neighbour in that direction; every region is reached from one tab stop. */

const ARROWS = { ArrowLeft: 0, ArrowRight: 1, ArrowUp: 2, ArrowDown: 3 };

/**
 * Listen on `host`.
 * @param {HTMLElement} host
 * @param {{geometry: () => import("./types.d.ts").Geometry, active: () => number, start: () => number,
 *          go: (index: number) => void, choose: (index: number) => void, zoom?: (key: string) => boolean}} walk
 *        `zoom`: whether a key was one of its own
 */
export function listen(host, walk) {
  host.addEventListener(
    "focus",
    () => host.matches(":focus-visible") && walk.go(walk.active() < 0 ? walk.start() : walk.active()),
  );
  host.addEventListener("blur", () => walk.go(-1));
  host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return host.blur();
    if (walk.zoom?.(event.key)) return event.preventDefault();
    const next = destination(event.key, walk);
    if (next === null) return;
    event.preventDefault();
    if (event.key === "Enter" || event.key === " ") walk.choose(next);
    else walk.go(next);
  });
}

/** The region a key leads to, or null for a key of no concern. */
function destination(key, { geometry, active, start }) {
  const here = active() < 0 ? start() : active();
  if (key in ARROWS) {
    const next = geometry().moves[here][ARROWS[key]];
    return next < 0 ? here : next;
  }
  if (key === "Home") return 0;
  if (key === "End") return geometry().codes.length - 1;
  return key === "Enter" || key === " " ? here : null;
}
