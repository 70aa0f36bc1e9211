// @ts-check
/** Work that comes after what is seen. */

const AT_ONCE = 4;
const LATEST = 120;
/** Milliseconds after which what nobody waits for is done, whatever else there is to do. */

const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ work) => setTimeout(work, 20));

/** In the task that follows the painting of what is on the page now. @param {() => void} work */
export const oncePainted = (work) => requestAnimationFrame(() => setTimeout(work, AT_ONCE));

/** When the page has nothing else to do after that. @param {() => void} work */
export const afterPaint = (work) => requestAnimationFrame(() => idle(work, { timeout: LATEST }));
