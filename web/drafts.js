// The documents, and a draft to read, where each quotation leads to the moment it was said.

import { bold, el, link, p, unseen } from "./elements.js";
import { t, when, worded } from "./strings.js";

/** @type {import("./parts.js").DrawDrafts} */
export function drafts({ documents }, doors) {
	if (!documents.length) return [p("hint", t("drafts_none"))];
	return [el("ul", {}, ...documents.map(({ id, title, locked, locked_text, docx }) => {
		if (locked) return el("li", {}, bold(title), p("hint", t("locked"), ". ", locked_text));
		const read = link(t("read"), () => doors.draft(id), `draft-${id}`);
		read.append(unseen(`: ${title}`));
		return el("li", {}, bold(title), p("links", word(docx, title), read));
	}))];
}

/** @type {import("./parts.js").DrawPreview} */
export const preview = ({ title, parts }, docx, doors) => [
	p("links", link(t("drafts"), () => doors.draft("")), word(docx, title)),
	el("h3", {}, title), p("hint", t("drafts_mark")),
	...parts.map(({ heading, blocks }) => el("section", {}, heading && el("h4", {}, heading), ...blocks.map((one) => block(/** @type {any} */ (one), doors)))),
];

const word = (href, title) => el("a", { href, download: true }, t("word"), unseen(`: ${title}`));

function block({ text, label, quote, seq, at, speaker }, doors) {
	if (!quote) return p("", label && bold(label, ": "), text);
	const said = t("when_said", { when: when(at ?? ""), who: worded(speaker) });
	return el("figure", {}, label && bold(label), el("blockquote", {}, `“${quote}”`), el("figcaption", {}, link(said, () => doors.moment(seq), `quote-${seq}-${quote.length}`, "small")));
}
