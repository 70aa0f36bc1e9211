/* What axe-core is asked. Its rule on contrasts takes nine tenths of the time, and its answer depends on how a text and
   what is behind it look, and on nothing else: of all the texts that look the same, it hears the first three. */

const LOOK = ["color", "fontSize", "fontWeight", "textShadow", "backgroundColor", "backgroundImage", "opacity", "filter",
              "mixBlendMode", "position"];
const ALIKE = 3;

axe.configure({rules: [{id: "color-contrast", selector: "[data-heard]"}]});

/* Colours are few and read often: each text of a colour is parsed once. */
const parsed = new Map(), {prototype} = axe.commons.color.Color, parse = prototype.parseString;
prototype.parseString = function (text) {
    if (!parsed.has(text)) {
        const {r, g, b, alpha} = parse.call(this, text);
        parsed.set(text, {r, g, b, alpha});
    }
    return Object.assign(this, parsed.get(text));
};

/* A number for how an element looks: its style and class, those of the elements that it is in, and the classes of those
   beside them, which may lie behind it. */
const lookAt = () => {
    const numbers = new Map(), looks = new Map();
    const look = (one) => {
        if (!one) return "";
        if (!looks.has(one)) {
            const style = getComputedStyle(one), beside = [...(one.parentElement?.children ?? [])].slice(0, 12);
            const told = [look(one.parentElement), one.tagName, one.getAttribute("class"),
                          ...LOOK.map((name) => style[name]), ...beside.map((other) => other.getAttribute("class"))].join("|");
            if (!numbers.has(told)) numbers.set(told, numbers.size);
            looks.set(one, numbers.get(told));
        }
        return looks.get(one);
    };
    return look;
};

const holdsText = (one) => one.matches("input, select, textarea") ||
    [...one.childNodes].some(({nodeType, data}) => nodeType === Node.TEXT_NODE && data.trim());

const markTexts = () => {
    const look = lookAt(), heard = new Map();
    for (const one of document.body.querySelectorAll("*")) {
        if (!holdsText(one) || !one.checkVisibility({visibilityProperty: true})) continue;
        const before = heard.get(look(one)) ?? 0;
        heard.set(look(one), before + 1);
        one.toggleAttribute("data-heard", before < ALIKE);
    }
};

window.violations = async (exclude, options) => {
    markTexts();
    const asked = {resultTypes: ["violations"], preload: false, ...options};
    const {violations} = await axe.run({exclude: exclude.map((one) => [one])}, asked);
    return violations.map(({id, nodes}) => [id, nodes.slice(0, 3).map(({html}) => html.slice(0, 150))]);
};
