// Check your answers: a summary list with a change link on each line.

import { el, link, p, tag, unseen } from "./elements.js";
import { t } from "./strings.js";

/** @type {import("./parts.js").DrawAnswers} */
export function review({ stages }, doors) {
	const filled = stages.filter(({ lines }) => lines.length);
	if (!filled.length) return [p("hint", t("none_yet"))];
	return filled.map(({ title, lines }) => el("section", {}, el("h3", {}, title), el("dl", {}, ...lines.map((line) => row(line, doors)))));
}

function row({ number, question, answer, words, changed }, doors) {
	const change = link(t("change"), () => doors.change(number), `change-${number}`);
	change.append(unseen(` ${t("change_what", { what: question, n: number })}`));
	return el("div", {}, el("dt", {}, question),
		el("dd", {}, answer, words && words !== answer && el("span", { class: "words" }, words), changed && " ", changed && tag(t("changed"))),
		!doors.readOnly && el("dd", {}, change));
}
