// Light or dark: what the system says, unless the person chose. Runs before anything is painted.
(() => {
  const KEY = "apparence";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const dark = rules.filter((rule) => rule.media?.mediaText.includes("prefers-color-scheme: dark"));
  const standard = dark.map((rule) => rule.media.mediaText);

  const chosen = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // a browser that keeps nothing follows the system
    }
  };

  function choose(scheme) {
    try {
      if (scheme) localStorage.setItem(KEY, scheme);
      else localStorage.removeItem(KEY);
    } catch {
      // kept for this page only
    }
    show(scheme);
  }

  function show(scheme) {
    document.documentElement.style.colorScheme = scheme ?? "";
    dark.forEach((rule, i) => (rule.media.mediaText = scheme === "dark" ? "screen" : scheme === "light" ? "not all" : standard[i]));
  }

  addEventListener("click", (event) => {
    if (!event.target.closest?.("#apparence")) return;
    const usual = system.matches ? "dark" : "light";
    const other = (chosen() ?? usual) === "dark" ? "light" : "dark";
    choose(other === usual ? null : other);
  });
  show(chosen());
})();
