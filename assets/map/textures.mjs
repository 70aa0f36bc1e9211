// @ts-check
/** The textures of what is not a plain value, in pixels. Map and legend each have their own, as their scales differ. */
import { shape } from "./dom.mjs";

const TEXTURES = {
  secret: [
    5,
    `<rect width="5" height="5" class="texture-ground"/><circle cx="1.3" cy="1.3" r=".9" class="texture-ink"/><circle cx="3.8" cy="3.8" r=".9" class="texture-ink"/>`,
  ],
  "non-disponible": [
    6,
    `<rect width="6" height="6" class="texture-ground"/><path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" class="texture-line"/>`,
  ],
  fragile: [
    5,
    `<path d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4" class="texture-veil"/><path d="M.2 6L7 -.8M-1.8 2.8L2.8 -1.8" class="texture-veil-shade"/>`,
  ],
};

/** `<defs>` whose patterns are named `<owner>-secret` and so on. @param {string} owner */
export function texturesFor(owner) {
  const patterns = Object.entries(TEXTURES).map(([name, [size, content]]) => {
    const pattern = shape("pattern", { id: `${owner}-${name}`, width: size, height: size, patternUnits: "userSpaceOnUse" });
    pattern.innerHTML = content;
    return pattern;
  });
  return shape("defs", {}, ...patterns);
}
