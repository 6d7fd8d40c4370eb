// What is known of when: the days as a picture and a list, then what has no day.

import { bold, el, link, p, svg } from "./elements.js";
import { t, when, worded } from "./strings.js";

const WIDE = 320, MARGIN = 18, STEP = 24;

/** @type {import("./parts.js").DrawCase} */
export const timeline = ({ timeline: days }, doors) => [
	picture(days.filter(({ on }) => on).map(({ on }) => on)),
	el("ol", { class: "days" }, ...days.map(({ on, moments }) => el("li", { class: on ? "day" : "" }, bold(on ? when(on) : t("undated")),
		...moments.map(({ label, text, voice, seq }, n) => el("div", { class: "moment" }, label && p("hint", worded(label)), text && el(voice === "exact" ? "blockquote" : "p", {}, text),
			seq && link(t("when_said_go"), () => doors.moment(seq), on + n, "small")))))),
];

/** Dots that would touch stand above one another. */
function picture(/** @type {string[]} */ days) {
	if (!days.length) return p("hint", t("none_yet"));
	const times = days.map((day) => Date.parse(day)), first = times[0], last = times.length - 1, span = times[last] - first;
	const ends = [];
	const places = times.map((time) => {
		const x = span ? MARGIN + ((time - first) / span) * (WIDE - 2 * MARGIN) : WIDE / 2;
		const free = ends.findIndex((end) => x - end >= STEP), level = free < 0 ? ends.length : free;
		ends[level] = x;
		return { x, y: -level * STEP - 14 };
	});
	const from = when(days[0]), to = when(days[last]);
	const line = (x1, y1, x2, y2) => svg("line", { x1, y1, x2, y2 }), label = (words, anchor, x) => svg("text", { x, y: 20, "text-anchor": anchor }, words);
	return svg("svg", { viewBox: `0 ${-ends.length * STEP - 6} ${WIDE} ${ends.length * STEP + 32}`, role: "img", "aria-label": t("timeline_title", { n: days.length, from, to }) },
		line(4, 0, WIDE - 4, 0),
		...(span ? [label(from, "start", 4), label(to, "end", WIDE - 4)] : [label(from, "middle", WIDE / 2)]),
		...places.map(({ x, y }) => line(x, y, x, 0)),
		...places.flatMap(({ x, y }, n) => [svg("circle", { cx: x, cy: y, r: 10 }), svg("text", { x, y: y + 4, class: "number" }, n + 1)]));
}
