// Text goes in as text: nothing that a person or the server wrote is read as markup.

/** @import * as Parts from "./parts.js" */

/** @type {Parts.El} */
export const el = (tag, attributes, ...children) => filled(document.createElement(tag), attributes, children);

/** @type {Parts.Svg} */
export const svg = (tag, attributes, ...children) => filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

/** @type {Parts.P} */
export const p = (kind, ...children) => el("p", { class: kind || null }, ...children);

/** @type {Parts.Inline} */
export const bold = (...children) => el("b", {}, ...children);

/** @type {Parts.Inline} */
export const hint = (...children) => el("span", { class: "hint" }, ...children);

/** @type {Parts.Inline} */
export const unseen = (...children) => el("span", { class: "unseen" }, ...children);

/** @type {Parts.MakeButton} */
export const button = (label, onclick, more) => el("button", { type: "button", onclick, ...more }, label);

/** @type {Parts.Link} */
export const link = (label, go, key, kind = "") => button(label, go, { class: `link ${kind}`, "data-key": key });

/** @type {Parts.Tag} */
export const tag = (text, kind = "") => el("strong", { class: `tag ${kind}` }, text);

function filled(element, attributes, children) {
	for (const [name, value] of Object.entries(attributes ?? {})) {
		if (typeof value === "function") element.addEventListener(name.slice(2), value);
		else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
	}
	element.append(...children.filter((child) => child || child === 0));
	return element;
}
