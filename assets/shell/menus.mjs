// @ts-check
/** Menus and help are native details; here they close as menus do: Escape, a click elsewhere, a choice. */

const OPEN = "details.menu[open], details.help[open]";

export function closeMenus() {
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    for (const menu of document.querySelectorAll(OPEN)) if (!menu.contains(target) || target.closest("a[href]")) menu.removeAttribute("open");
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(OPEN);
    if (!menu) return;
    menu.removeAttribute("open");
    if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
  });
}
