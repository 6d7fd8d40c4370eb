// Where the answer is given: the buttons on offer, a box that fits the question, the controls.

import { button, el, link } from "./elements.js";
import { t, worded } from "./strings.js";

const SECOND_CLICK = 350, LONG_TITLE = 24, TALLEST = 260;

/** @type {import("./parts.js").MakeComposer} */
export function makeComposer(send) {
	let reply = null, inWords = false, pressed = "", byPointer = false, drawnAt = 0;

	const answers = el("div", { class: "answers", role: "group", "aria-label": t("answers_group"), tabindex: -1, onkeydown: typedOnAnswers });
	const label = el("label", { for: "message", id: "label" }), hint = el("p", { class: "hint", id: "hint" });
	const box = el("textarea", { id: "message", autocomplete: "off", title: t("keys"), "aria-describedby": "hint", oninput: grow, onkeydown: (event) => {
		if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
	} });
	const date = el("div", { class: "date", role: "group", "aria-labelledby": "label", "aria-describedby": "hint" });
	const fault = el("p", { class: "fault", role: "alert", hidden: true }), go = el("button", { class: "main" }, t("send")), other = el("div", { class: "links" });
	const form = el("form", { novalidate: true, onsubmit: submit }, label, hint, el("div", { class: "row" }, box, date, go), other, fault);
	const controls = ["back", "pause", "why", "help"].map((command) => link(worded(command), () => send({ command }, worded(command))));
	const element = el("div", { class: "dock" }, answers, form, el("div", { class: "links controls" }, ...controls));

	const active = () => /** @type {ShadowRoot} */ (element.getRootNode()).activeElement;
	const dated = () => reply?.kind === "date" && !inWords;
	const voice = () => (reply?.kind === "words" ? reply.custom.voice : null);
	const focus = () => (dated() ? date.querySelector("input") : box)?.focus({ preventScroll: true });

	function typedOnAnswers({ target, key, ctrlKey, metaKey, altKey }) {
		if (target === answers && key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey) focus();
	}

	/** The second click of a double click never answers the next question. */
	function press({ detail }, message, shown) {
		if (detail && byPointer && performance.now() - drawnAt < SECOND_CLICK) return;
		byPointer = detail > 0;
		pressed = message;
		send({ message }, shown);
	}

	function drawButtons({ buttons, kind }) {
		const ticks = kind === "checklist";
		answers.classList.toggle("list", ticks || buttons.some(({ title }) => title.length > LONG_TITLE));
		answers.replaceChildren(...buttons.map(({ title, payload }) => {
			const shown = title.replace(/^✓ /, ""), tick = ticks && payload.startsWith("/answer") && !payload.includes('"done"');
			return button(shown, (event) => press(event, payload, shown), {
				value: payload,
				class: payload.includes('"skip"') ? "aside" : tick && "tick",
				"aria-pressed": tick ? String(shown !== title) : null,
			});
		}));
	}

		function shape() {
		const { kind = "", custom = {}, buttons = [] } = reply ?? {}, kept = voice(), exact = kept === "exact", days = dated();
		form.className = exact ? "exact" : kept ? "notes" : "";
		label.textContent = kept ? worded(`answer_${kept}`) : t(days ? "answer_date" : kind === "number" ? "answer_number" : buttons.length ? "answer_or" : "answer");
		hint.textContent = custom.hint || (exact ? t("hint_exact") : days ? t("hint_date") : "");
		hint.hidden = !hint.textContent;
		box.hidden = days;
		date.hidden = !days;
		box.inputMode = kind === "number" ? "numeric" : "text";
		box.spellcheck = !exact;
		box.className = kind === "number" ? "short" : "";
		box.rows = kept ? 3 : 1;
		fault.hidden = true;
		if (days) date.replaceChildren(...["day", "month", "year"].map((name) => el("label", {}, worded(name), el("input", { name, inputmode: "numeric", maxlength: 4, autocomplete: "off" }))));
		const extras = /^(date|number)$/.test(kind) ? [link(t("dont_know"), () => send({ message: "don't know" }, t("dont_know")))] : [];
		if (kind === "date") extras.push(link(t(days ? "type_instead" : "date_instead"), () => {
			inWords = days;
			shape();
			focus();
		}));
		other.replaceChildren(...extras);
		grow();
	}

	function grow() {
		box.style.height = "auto";
		if (box.scrollHeight > box.clientHeight) box.style.height = `${Math.min(box.scrollHeight + 4, TALLEST)}px`;
	}

	function dateText() {
		const parts = [...date.querySelectorAll("input")].map(({ value }) => value.trim()), whole = parts.every((part) => /^\d+$/.test(part));
		fault.textContent = t("date_whole");
		fault.hidden = whole;
		return whole ? parts.join("/") : "";
	}

	function submit(event) {
		event.preventDefault();
		const message = dated() ? dateText() : box.value;
		if (!message.trim() || go.ariaDisabled === "true") return;
		byPointer = false;
		pressed = box.value = "";
		grow();
		send({ message }, message, voice());
	}

	const composer = {
		element,
		focus,
		get draft() {
			return box.value;
		},
		set draft(text) {
			box.value = text;
			inWords = Boolean(text.trim());
			shape();
		},
		clear() {
			reply = null;
			answers.replaceChildren();
			composer.draft = "";
		},
		show(now) {
			const held = active() && active() !== box && element.contains(active()), same = reply?.question === now.question;
			if (!same) drawnAt = performance.now();
			reply = now;
			drawButtons(now);
			composer.draft = box.value;
			if (held) ((same && [...answers.querySelectorAll("button")].find(({ value }) => value === pressed)) || answers).focus({ preventScroll: true });
		},
		busy(on) {
			if (on && answers.contains(active())) answers.focus({ preventScroll: true });
			for (const one of answers.querySelectorAll("button")) one.disabled = on;
			go.ariaDisabled = String(on);
		},
	};
	return composer;
}
