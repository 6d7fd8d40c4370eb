// The case so far, in words: nothing here is told by colour alone.

import { bold, el, hint, link, p, tag, unseen } from "./elements.js";
import { t, when, worded } from "./strings.js";

/** @type {import("./parts.js").DrawCase} */
export const caseSoFar = (found, doors) => [
	level(found),
	part("due", found.due.map(({ text, due, owner, overdue }) => el("li", { class: overdue && "late" }, p("", text),
		p("hint", overdue && tag(t("overdue"), "met"), " ", [due && t("due_by", { when: when(due) }), owner].filter(Boolean).join(". "))))),
	part("criteria", found.criteria.map(criterion)),
	part("said", found.said.map(({ seq, text, voice, speaker, at }) => el("li", { id: `said-${seq}` }, el(voice === "exact" ? "blockquote" : "p", {}, text),
		link([worded(speaker), voice !== "exact" && worded(voice), when(at)].filter(Boolean).join(", "), () => doors.moment(seq), `said-${seq}`, "small")))),
	part("children", found.children.map(({ label, lines }) => el("li", {}, bold(label), ...lines.map((line) => p("", line))))),
	part("consents", found.consents.map(({ name, status, given, told }) => el("li", { class: "pair" }, el("div", {}, bold(name), p("hint", status)), el("span", {}, worded(given || "not_asked"), told && `. ${t("told", { told: worded(told) })}`)))),
];

function level({ level: kind, level_words }) {
	const [first, ...more] = (level_words || t("level_none")).split(/(?<=\.) /);
	return p(`level ${kind}`, unseen(t("level"), ": "), bold(first), " ", more.join(" "));
}

const part = (name, items) => el("section", {}, el("h3", {}, t(name)), items.length ? el("ul", {}, ...items) : p("hint", t("none_yet")));

function criterion({ name, met, reason, paragraph }) {
	const [word, kind] = met ? ["met", "met"] : met === null ? ["not_known", "open"] : ["not_met"];
	return el("li", {}, p("pair", bold(name), tag(worded(word), kind)),
		p("", reason, " ", paragraph && hint(`(${/^\d/.test(paragraph) ? t("paragraph", { n: paragraph }) : paragraph})`)));
}
