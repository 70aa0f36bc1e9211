// @ts-check
/** Work that nobody waits for. */

const LATEST = 120;
/** Milliseconds after which it is done whatever else there is to do. */

const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ work) => setTimeout(work, 20));

/** Once what is on the page now has been painted. @param {() => void} work */
export const afterPaint = (work) => requestAnimationFrame(() => idle(work, { timeout: LATEST }));
