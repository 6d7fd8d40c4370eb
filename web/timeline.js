// The incidents in the order in which they happened: a picture, and the same as a list.

import { bold, el, hint, link, p, svg } from "./elements.js";
import { t, when } from "./strings.js";

const WIDE = 320, MARGIN = 18, STEP = 24, DAY = 86_400_000;

/** @type {import("./parts.js").DrawCase} */
export function timeline({ incidents }, doors) {
	if (!incidents.length) return [p("hint", t("none_yet"))];
	const dated = incidents.filter(({ on }) => on).sort((a, b) => String(a.on).localeCompare(String(b.on)));
	const undated = incidents.filter(({ on }) => !on);
	return [
		...(dated.length ? [picture(dated.map(({ on }) => String(on).slice(0, 10))), list(dated, 1, doors)] : []),
		...(undated.length ? [el("h3", {}, t("timeline_undated")), list(undated, dated.length + 1, doors)] : []),
	];
}

const list = (incidents, start, doors) => el("ol", { class: "incidents", start }, ...incidents.map(({ on, words, seq, text }, n) =>
	el("li", {}, bold(on ? when(on) : words), on && words && hint(` (${words})`), p("", text), link(t("when_said_go"), () => doors.moment(seq, text), `incident-${start + n}`, "small"))));

/** Dots that would touch stand above one another. */
function picture(/** @type {string[]} */ days) {
	const times = days.map((day) => Date.parse(day)), first = times[0], span = times[times.length - 1] - first;
	const ends = [];
	const places = times.map((time) => {
		const x = span < DAY ? WIDE / 2 : MARGIN + ((time - first) / span) * (WIDE - 2 * MARGIN);
		const free = ends.findIndex((end) => x - end >= STEP), level = free < 0 ? ends.length : free;
		ends[level] = x;
		return { x, y: -level * STEP - 14 };
	});
	const from = when(days[0]), to = when(days[days.length - 1]);
	const line = (x1, y1, x2, y2) => svg("line", { x1, y1, x2, y2 }), label = (words, anchor, x) => svg("text", { x, y: 20, "text-anchor": anchor }, words);
	return svg("svg", { viewBox: `0 ${-ends.length * STEP - 6} ${WIDE} ${ends.length * STEP + 32}`, role: "img", "aria-labelledby": "timeline-title" },
		svg("title", { id: "timeline-title" }, t(days.length > 1 ? "timeline_title" : "timeline_one", { n: days.length, first: from, last: to })),
		line(4, 0, WIDE - 4, 0),
		...(span < DAY ? [label(from, "middle", WIDE / 2)] : [label(from, "start", 4), label(to, "end", WIDE - 4)]),
		...places.map(({ x, y }) => line(x, y, x, 0)),
		...places.flatMap(({ x, y }, n) => [svg("circle", { cx: x, cy: y, r: 10 }), svg("text", { x, y: y + 4, class: "number" }, n + 1)]));
}
