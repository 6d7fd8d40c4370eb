// The application inside <heard-chat>: it joins the parts and holds what they share.

import { makeBeside } from "./beside.js";
import { makeComposer } from "./composer.js";
import { makeConversation } from "./conversation.js";
import { button, el, p } from "./elements.js";
import { caseList, closed, signIn } from "./entry.js";
import { leave, threeShifts, watchIdle } from "./safety.js";
import { makeSide } from "./side.js";
import { speak, t } from "./strings.js";
import { makeTransport } from "./transport.js";

const ELSEWHERE = "https://www.bbc.co.uk/weather";
const WIDE = matchMedia("(min-width: 75rem)");

/** @param {HTMLElement} host @param {ShadowRoot} root @param {URL} server */
export async function open(host, root, server) {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(await (await fetch(new URL("styles.css", import.meta.url))).text());
	root.adoptedStyleSheets = [sheet];
	speak(host.closest("[lang]")?.getAttribute("lang") ?? "");
	run(host, root, server);
}

/** @param {HTMLElement} host @param {ShadowRoot} root @param {URL} server */
function run(host, root, server) {
	let start, state = null, kept = { owner: "", text: "" }, refreshing = 0;
	const page = host.hasAttribute("page");

	const transport = makeTransport(server, {
		turn: (happened) => draw(happened, true),
		past,
		over,
		failed(id, sentence) {
			busy(false);
			conversation.failed(id, sentence);
		},
		connected(on) {
			if (on && !strip.hidden) say(t("online"));
			strip.hidden = on;
		},
	});
	const conversation = makeConversation({
		retry(id) {
			busy(true);
			transport.retry(id);
			composer.focus();
		},
		edit(id, text) {
			transport.drop(id);
			composer.draft = text;
			composer.focus();
		},
	});
	const composer = makeComposer(send);
	const side = makeSide({ view, cases: () => void cases(), out });
	const beside = makeBeside(transport.get, {
		change(number) {
			show("talk");
			send({ message: `change ${number}` }, `change ${number}`);
			composer.focus();
		},
		moment,
		close: () => show("talk"),
	});
	const watch = watchIdle({
		warn(on) {
			warning.hidden = !on;
			if (on) warning.querySelector("button")?.focus();
		},
		lock: () => lock(t("lock_text", { n: start.idle_minutes })),
		alive: () => void transport.get("conversation").catch(() => {}),
	});

	const whose = el("span"), status = el("p", { class: "unseen", role: "status" });
	const dangerButton = button(t("danger"), danger, { class: "danger" });
	const skip = button(t("skip"), composer.focus, { class: "skip" });
	const banner = el("p", { class: "banner", hidden: true }, t("demonstration"));
	const urgent = el("p", { class: "urgent", role: "alert", hidden: true }), strip = el("p", { class: "strip", role: "alert", hidden: true }, t("offline"));
	const note = el("p", { class: "strip", hidden: true }, t("read_only"));
	const warning = el("div", { class: "warning", role: "alertdialog", "aria-labelledby": "idle", hidden: true }, el("h2", { id: "idle" }, t("idle")), p("", t("idle_more")), button(t("idle_stay"), composer.focus, { class: "main" }));
	const work = el("div", { class: "work" }, page && el("h1", { class: "unseen" }, t("name")), side.element,
		el("div", { class: "talk" }, note, conversation.element, composer.element), beside.element);
	const shown = el("div", { class: "shown-now" });
	root.append(el(page ? "header" : "div", { class: "top" }, skip, p("name", t("name"), whose), dangerButton, button(t("exit"), exit, { class: "exit", title: t("exit_hint") })),
		el(page ? "main" : "div", { class: "main-part" }, banner, urgent, strip, shown), warning, status);

	async function begin() {
		swap(p("first", "…"));
		try {
			start = await transport.start();
			if (start.person) await enter(await transport.get("conversation"), true);
			else toSignIn();
		} catch (fault) {
			if (fault.status === 401) toSignIn();
			else swap(closed("fault_title", sentence(fault), begin));
		}
	}

	function toSignIn() {
		banner.hidden = start.sign_in !== "demonstration";
		swap(signIn(start, server, (body) => transport.post("session", body).then((now) => enter(now, true), sentence)));
	}

	function swap(content) {
		shown.replaceChildren(content);
		skip.hidden = dangerButton.hidden = content !== work || state?.read_only;
		if (content !== work) content.querySelector("h1")?.focus({ preventScroll: true });
	}

	async function enter(now, offer = false) {
		state = now;
		whose.textContent = [now.person.name, now.organisation].filter(Boolean).join(", ");
		banner.hidden = !now.demonstration;
		watch(start.idle_minutes);
		if (!offer || now.last_event || !(await cases(true))) converse(now);
	}

	function converse(now) {
		clear();
		beside.of(now.case, now.read_only);
		composer.element.hidden = now.read_only;
		note.hidden = !now.read_only;
		side.place(now.stages, "");
		side.keep(now.code);
		swap(work);
		view("case", false);
		transport.listen(now.conversation);
		if (kept.owner === owner(now)) composer.draft = kept.text;
		kept.text = "";
		composer.focus();
		if (now.last_event || now.read_only) return;
		busy(true);
		transport.send({ command: "again" });
	}

	async function cases(unlessNone = false) {
		const found = (await transport.get("cases").catch((fault) => void say(sentence(fault))))?.cases ?? [];
		if (unlessNone && !found.length) return false;
		transport.silence();
		showUrgent(false);
		swap(caseList(found, { fresh: () => (state && !state.last_event && !state.case ? converse(state) : goOn("session", {})), go: (id) => goOn("session/case", { case: id }), out }));
		return true;
	}

	const goOn = (path, body) => transport.post(path, body).then((now) => enter(now), (fault) => lock(sentence(fault)));

	async function over() {
		transport.silence();
		await transport.get("conversation").then((now) => enter(now), (fault) => lock(fault.message || t("lock_over")));
	}

	function send(content, shown, /** @type {any} */ voice = null) {
		const id = transport.send(content), typed = voice || content.message === shown;
		conversation.sent(id, { text: content.message ?? "", label: typed ? null : shown, voice, command: null }, content);
		busy(true);
	}

	function busy(on) {
		composer.busy(on);
		conversation.wait(on);
	}

	/** The newest first, then those above. */
	function past(turns) {
		const newest = turns.pop();
		conversation.past(turns);
		draw(newest, false);
		requestAnimationFrame(conversation.settle);
	}

	function draw(happened, live) {
		const { reply, number } = happened;
		conversation.turn(happened, live);
		state.last_event = number;
		if (reply.case !== state.case) void transport.get("conversation").then(({ code }) => side.keep(code), () => {});
		state.case = reply.case;
		beside.of(state.case, state.read_only);
		showUrgent(reply.custom.danger_open);
		busy(false);
		composer.show(reply);
		side.place(state.stages, reply.stage);
		clearTimeout(refreshing);
		refreshing = setTimeout(refresh, 200);
	}

	function danger() {
		showUrgent(true);
		show("talk");
		send({ command: "danger" }, t("danger"));
	}

	function showUrgent(on) {
		if (on && urgent.hidden) urgent.replaceChildren(t("danger_now"), " ", el("a", { href: "tel:999" }, t("danger_ring")));
		urgent.hidden = !on;
	}

	async function moment(seq) {
		show("talk");
		if (conversation.show(seq)) return;
		await view("case");
		root.getElementById(`said-${seq}`)?.querySelector("button")?.focus();
	}

	function show(what) {
		work.dataset.showing = what;
	}

	function view(what, looked = true) {
		show(looked ? "beside" : "talk");
		side.mark(what);
		return beside.open(what, looked);
	}

	function refresh() {
		if (work.isConnected && (WIDE.matches || work.dataset.showing === "beside")) void beside.refresh();
	}

	const owner = ({ person, case: id }) => JSON.stringify([person, id]);

	/** Nothing of the case stays in sight; what was not sent is kept for the same person and case. */
	function lock(text) {
		if (state) kept = { owner: owner(state), text: composer.draft };
		close();
		swap(closed("lock_title", text, begin));
	}

	function close() {
		clearTimeout(refreshing);
		transport.silence();
		watch(0);
		clear();
		showUrgent(false);
		strip.hidden = true;
		whose.textContent = "";
		state = null;
	}

	function clear() {
		for (const part of [conversation, composer, beside]) part.clear();
	}

	async function out() {
		close();
		kept.text = "";
		await transport.leave();
		swap(closed("out_title", "", begin));
	}

	function exit() {
		transport.silence();
		leave(root, transport.leave, host.getAttribute("exit-to") || ELSEWHERE);
	}

	function say(text) {
		status.textContent = text;
	}

	const sentence = ({ message, status }) => message || t(status ? "failed" : "offline");

	threeShifts(exit, (n) => say(t("exit_more", { n })));
	addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
	WIDE.addEventListener("change", refresh);
	void begin();
}
