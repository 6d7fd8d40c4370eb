// Before a conversation: signing in, choosing a case to go on with, and a page that is locked.

import { bold, button, el, hint, link, p } from "./elements.js";
import { t, when, worded } from "./strings.js";

/** @import * as Parts from "./parts.js" */

/** @type {Parts.SignIn} */
export function signIn(start, server, go) {
	const lead = [p("", t("sign_in_lead")), p("inset", t("sign_in_danger"))];
	if (start.sign_in === "oidc") return first(t("sign_in"), ...lead, el("a", { class: "main", href: new URL("sign-in", server).href }, t("sign_in_oidc")));
	const fault = el("p", { class: "fault", role: "alert", hidden: true });
	const form = el("form", { novalidate: true, onsubmit: async (event) => {
		event.preventDefault();
		const empty = /** @type {HTMLInputElement | null} */ (form.querySelector("input:invalid"));
		fault.textContent = empty ? t("fill", { what: empty.title }) : ((await go(Object.fromEntries(new FormData(form)))) ?? "");
		fault.hidden = !fault.textContent;
		empty?.focus();
	} }, ...(start.sign_in === "token" ? named(start) : people(start)), fault, el("button", { class: "main" }, t("sign_in")));
	return first(t("sign_in"), ...lead, form);
}

/** @type {Parts.CaseList} */
export const caseList = (cases, on) => first(t("cases"), button(t("cases_new"), on.fresh, { class: "main" }),
	cases.length > 0 && el("h2", {}, t("cases_open")),
	el("ul", {}, ...cases.map(({ id, opened_at, stage_title, own }) => {
		const opened = t("case_opened", { when: when(opened_at) }), go = t(own ? "case_go" : "case_read");
		return el("li", { class: "pair" }, el("div", {}, bold(opened), p("hint", t("case_stage", { stage: stage_title }), ". ", t(own ? "case_own" : "case_other"))),
			button(go, () => on.go(id), { "aria-label": `${go}: ${opened}` }));
	})),
	link(t("sign_out"), on.out));

/** @type {Parts.Closed} */
export const closed = (title, text, go) => first(t(title), text && p("", text), button(t("lock_go"), go, { class: "main" }));

const first = (title, ...parts) => el("div", { class: "first" }, el("h1", { tabindex: -1 }, title), ...parts);

function people({ organisations, practitioners }) {
	const list = el("div");
	const draw = () => list.replaceChildren(...practitioners.filter(({ org }) => org === select.value).map(({ id, name, role }, n) =>
		el("label", { class: "choice" }, el("input", { type: "radio", name: "practitioner", value: id, checked: !n }), el("span", {}, name, hint(worded(role))))));
	const select = organisation(organisations, draw);
	draw();
	return [field("organisation", select), el("fieldset", {}, el("legend", {}, t("sign_in_who")), list)];
}

function named({ organisations }) {
	const box = (label, name, type, required = true) => field(label, el("input", { name, type, title: t(label), autocomplete: "off", required }), `${label}_hint`);
	return [field("organisation", organisation(organisations)), box("your_name", "name", "text"), box("code", "token", "password"), box("case_code", "code", "text", false)];
}

const field = (label, control, more = "") => el("label", { class: "field" }, t(label), more && hint(worded(more)), control);

const organisation = (organisations, onchange = () => {}) => el("select", { name: "org", onchange }, ...organisations.map(({ id, name }) => el("option", { value: id }, name)));
