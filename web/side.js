// What can be looked at, where you are, and the way out. On a small screen it is one line, which opens.

import { button, el, link, unseen } from "./elements.js";
import { t } from "./strings.js";

/** @type {import("./parts.js").MakeSide} */
export function makeSide(on) {
	const open = (wide) => {
		where.ariaExpanded = String(wide);
		element.classList.toggle("open", wide);
	};
	const where = button("", () => open(where.ariaExpanded !== "true"), { class: "where", "aria-expanded": "false", "aria-controls": "side" });
	const views = /** @type {const} */ (["case", "review", "drafts", "timeline"]).map((view) => button(t(view), () => {
		open(false);
		on.view(view);
	}, { class: "view", name: view }));
	const parts = el("ol"), kept = el("p", { class: "hint" }), list = (items) => el("ul", {}, ...items.map((item) => el("li", {}, item)));
	const nav = (name, items) => el("nav", { "aria-label": t(name) }, el("h2", {}, t(name)), items);
	const element = el("div", { class: "side" }, where, el("div", { class: "side-body", id: "side" },
		nav("this_case", list(views)), nav("parts", parts), list([link(t("cases"), on.cases), link(t("sign_out"), on.out)]), kept));
	return {
		element,
		keep(code) {
			kept.textContent = code && t("keep", { code });
		},
		mark(now) {
			for (const view of views) view.ariaCurrent = view.name === now ? "true" : null;
		},
		place(stages, at) {
			const here = stages.findIndex(({ id }) => id === at), over = at === "ended";
			where.textContent = here < 0 ? t("parts") : t("part_of", { n: here + 1, all: stages.length, title: stages[here].title });
			parts.replaceChildren(...stages.map(({ title }, n) => {
				if (n === here) return el("li", { "aria-current": "step" }, title, unseen(", ", t("part_now")));
				return over || n < here ? el("li", { class: "done" }, title, unseen(", ", t("part_done"))) : el("li", {}, title);
			}));
		},
	};
}
