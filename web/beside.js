// The panel beside the conversation: one view at a time, fetched when looked at and after each turn.

import { review } from "./answers.js";
import { caseSoFar } from "./case.js";
import { drafts, preview } from "./drafts.js";
import { el, link, p } from "./elements.js";
import { t } from "./strings.js";
import { timeline } from "./timeline.js";

const PATHS = { case: "case", review: "case/answers", drafts: "case/documents", timeline: "case" };

/** @type {import("./parts.js").MakeBeside} */
export function makeBeside(get, on) {
	let view = /** @type {any} */ ("case"), draft = "", drawn = "", asked = 0, of = "", latest;
	const title = el("h2", { tabindex: -1 }), body = el("div");
	const element = el("section", { class: "beside", "aria-label": t("case"), tabindex: 0 }, link(t("to_conversation"), on.close, "", "to-conversation"), title, body);
	const doors = { ...on, readOnly: false, draft: (id) => open("drafts", true, id) };

	const parts = (content) => {
		if (!content) return [p("hint", t("case_none"))];
		if (content.error) return [p("fault", content.error)];
		if (draft) return preview(content, `/cases/${of}/documents/${draft}.docx`, doors);
		return { case: caseSoFar, review, drafts, timeline }[view](content, doors);
	};

	/** Drawn where it changed, the place kept. One overtaken waits for the later. */
	const refresh = () => (latest = redraw());

	async function redraw() {
		const mine = ++asked, path = draft ? `case/documents/${draft}` : PATHS[view];
		const content = of && (await get(path).catch(({ message }) => ({ error: message || t("failed") })));
		const seen = view + path + JSON.stringify(content);
		if (mine !== asked) return latest;
		if (seen === drawn) return;
		drawn = seen;
		const root = /** @type {any} */ (element.getRootNode()), held = root.activeElement?.dataset.key, place = element.scrollTop;
		body.replaceChildren(...parts(content));
		element.scrollTop = place;
		if (held) root.querySelector(`[data-key="${held}"]`)?.focus({ preventScroll: true });
	}

	async function open(now, focus = false, id = "") {
		view = now;
		draft = id;
		title.textContent = element.ariaLabel = t(view);
		await refresh();
		element.scrollTop = 0;
		if (focus) title.focus();
	}

	return {
		element,
		open,
		refresh,
		of(id, readOnly) {
			of = id;
			doors.readOnly = readOnly;
		},
		clear() {
			of = drawn = draft = "";
			body.replaceChildren();
		},
	};
}
