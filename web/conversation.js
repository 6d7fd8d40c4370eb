// The conversation: what was asked and answered, in order, each read out once and none of it jumping.

import { bold, button, el, link, p, unseen } from "./elements.js";
import { clock, t, worded } from "./strings.js";

const LONG_SAID = 700, LONG_REPLY = 1_200, NEAR = 60, SLICE = 8;
const NEVER_FOLDED = ["finding", "actions", "review"];

/** @type {import("./parts.js").MakeConversation} */
export function makeConversation(on) {
	const turns = new Map(), pending = new Map();
	let last = null, now = null, atEnd = true, height = 0, older = [];
	const list = el("ol"), spoken = el("div", { class: "unseen", "aria-live": "polite" });
	const writing = el("p", { class: "writing", hidden: true, "aria-hidden": "true" }, el("i"), el("i"));
	const log = el("div", { class: "log", role: "region", "aria-label": t("messages"), tabindex: 0 }, list, writing);
	const newer = button(t("newer"), settle, { class: "newer", hidden: true });

	const place = (id) => {
		const item = turns.get(id) ?? list.appendChild(el("li"));
		turns.set(id, item);
		return item;
	};

	/** A page that holds the log never moves. */
	const into = (item) => {
		if (log.scrollHeight > log.clientHeight) log.scrollTop += top(item) - top(log) - 12;
		else item.scrollIntoView({ block: "nearest" });
	};

	const top = (item) => item?.getBoundingClientRect().top ?? 0;

	/** Older turns go above, as time allows; what is in sight stays there. */
	function draw(until) {
		const first = list.firstElementChild, stood = top(first), items = [];
		while (older.length && performance.now() < until) items.unshift(fill(el("li"), older.pop(), older.at(-1)?.reply));
		list.prepend(...items);
		(log.scrollHeight > log.clientHeight ? log : document.documentElement).scrollTop += top(first) - stood;
	}

	function slice() {
		draw(performance.now() + SLICE);
		if (older.length) requestAnimationFrame(slice);
	}

	function settle() {
		const item = list.lastElementChild;
		if (item) into(item.clientHeight > log.clientHeight ? (item.querySelector(".reply") ?? item) : item);
		atEnd = true;
		newer.hidden = true;
	}

	log.addEventListener("scroll", () => {
		if (log.clientHeight !== height) return;
		atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR || Math.abs(top(list.lastElementChild) - top(log)) < NEAR;
		if (atEnd) newer.hidden = true;
	}, { passive: true });
	new ResizeObserver(() => {
		height = log.clientHeight;
		if (atEnd) settle();
	}).observe(log);

	return {
		element: el("div", { class: "told" }, log, newer, spoken),
		settle,
		clear() {
			turns.clear();
			pending.clear();
			last = null;
			older = [];
			list.replaceChildren();
			spoken.replaceChildren();
			writing.hidden = true;
		},
		wait(busy) {
			writing.hidden = !busy;
		},
		sent(id, said, content) {
			place(id).replaceChildren(saidOf(said, ""), p("state", t("sending")));
			pending.set(id, content);
			settle();
		},
		failed(id, sentence) {
			const item = turns.get(id), text = pending.get(id)?.message;
			const state = (shown) => item?.querySelector(".state")?.replaceWith(shown);
			state(el("div", { class: "state fault", role: "alert" }, p("", t("not_sent"), " ", sentence || t("failed")),
				button(t("try_again"), () => {
					state(p("state", t("sending")));
					on.retry(id);
				}),
				text && !text.startsWith("/") && button(t("edit"), () => {
					item?.remove();
					turns.delete(id);
					pending.delete(id);
					on.edit(id, text);
				})));
			settle();
		},
		past(turns) {
			older = turns;
			requestAnimationFrame(slice);
		},
		turn(happened, live) {
			const { id, reply } = happened, mine = pending.delete(id), item = fill(place(id), happened, last ?? older.at(-1)?.reply);
			if (!mine) turns.get([...pending.keys()][0])?.before(item);
			now?.classList.remove("now");
			now = item;
			now.classList.add("now");
			last = reply;
			if (!live) return;
			spoken.replaceChildren(...reply.messages.map((text) => p("", text)));
			if (mine || atEnd) settle();
			else newer.hidden = false;
		},
		show(seq) {
			draw(Infinity);
			const found = /** @type {HTMLElement | null} */ (list.querySelector(`[data-said~="${seq}"]`));
			if (!found) return false;
			found.querySelector(".said .folded")?.classList.remove("folded");
			list.querySelector(".shown")?.classList.remove("shown");
			found.classList.add("shown");
			found.tabIndex = -1;
			found.focus({ preventScroll: true });
			into(found);
			return true;
		},
	};
}

function fill(item, { said, reply, at }, before) {
	const again = reply.kind === "checklist" && before?.question === reply.question && reply.messages.length === 1;
	item.replaceChildren(...(said ? [saidOf(said, at)] : []), replyOf(reply, again));
	if (said?.entries) item.dataset.said = said.entries.join(" ");
	return item;
}

function saidOf({ text, label, voice, command }, at) {
	const shown = label ?? (text || (command !== "again" && worded(command ?? "")));
	if (!shown) return "";
	const kind = label || !voice ? "" : voice, who = worded(kind ? `you_${kind}` : "you");
	return el("div", { class: `said ${kind}` }, p("who", at ? `${who}, ${clock(at)}` : who), folded([p("text", shown)], shown.length > LONG_SAID));
}

function replyOf({ messages, kind, question }, again) {
	return el("div", { class: again ? "reply small" : "reply" }, ...messages.map((text, n) => {
		const asks = question && !again && n === messages.length - 1;
		return folded(paragraphs(text, asks), !NEVER_FOLDED.includes(kind) && !asks && text.length > LONG_REPLY);
	}));
}

/** What can be read aloud stands apart, and the question stands out. */
function paragraphs(text, asks) {
	const say = t("say");
	return text.split("\n").map((line, n) => {
		if (line.startsWith(say)) return p("aloud", bold(t("say_aloud")), unseen(": "), line.slice(say.length).trim());
		return p(asks && !n ? "ask" : /^(- |\d+\. )/.test(line) ? "item" : "line", line);
	});
}

function folded(parts, long) {
	const body = el("div", {}, ...parts);
	if (!long) return body;
	body.className = "folded";
	const more = link(t("show_all"), () => {
		const open = !body.classList.toggle("folded");
		more.textContent = t(open ? "show_less" : "show_all");
		more.ariaExpanded = String(open);
	});
	more.ariaExpanded = "false";
	return el("div", {}, body, more);
}
