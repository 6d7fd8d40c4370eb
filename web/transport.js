// There by POST, under an id made here; back by numbered events: those before now as a list, then each as it comes.
// A message goes again under its id until it is answered; an event seen before is passed over.

const LONGEST_WAIT = 15_000, NO_EVENT = 12_000, UNREACHED = [0, 429, 502, 504];

/** @type {import("./parts.js").MakeTransport} */
export function makeTransport(server, on) {
	let csrf = "", conversation = "", last = 0, failures = 0, posting = false;
	let queue = [], events = null, again = 0, reopening = 0, round = 0;

	async function ask(path, options = {}) {
		const json = "application/json", headers = { accept: json, "content-type": json, "heard-csrf": csrf };
		const fault = (sentence, status) => Object.assign(new Error(sentence), { status });
		let answer, content;
		try {
			answer = await fetch(new URL(path, server), { ...options, headers, cache: "no-store", signal: AbortSignal.timeout(30_000) });
			content = answer.status === 204 ? {} : await answer.json();
		} catch {
			throw fault("", answer && !answer.ok ? answer.status : 0);
		}
		if (!answer.ok) throw fault(content.error ?? "", answer.status);
		return content;
	}

	const post = (path, body) => ask(path, { method: "POST", body: JSON.stringify(body) });
	const wait = () => Math.min(LONGEST_WAIT, 500 * 2 ** ++failures);

	async function pump() {
		const message = queue.find(({ refused }) => !refused);
		if (!message || message.taken || posting || !events) return;
		clearTimeout(again);
		posting = message.taken = true;
		try {
			const { event } = await post("messages", { id: message.id, ...message.content, conversation });
			failures = 0;
			again = setTimeout(hurry, NO_EVENT);
			if (event && queue.includes(message)) open();
		} catch ({ status, message: sentence }) {
			if (!queue.includes(message)) return;
			if (status === 401) on.over();
			else if (UNREACHED.includes(status)) {
				on.connected(false);
				again = setTimeout(hurry, wait());
			} else fail(message.id, sentence);
		} finally {
			posting = false;
		}
	}

	function fail(id, sentence) {
		const message = queue.find((one) => one.id === id && !one.refused);
		if (!message) return;
		message.refused = true;
		message.taken = false;
		clearTimeout(again);
		on.failed(id, sentence);
		setTimeout(pump);
	}

	function hurry() {
		if (!events) return;
		for (const message of queue) message.taken = false;
		open();
		pump();
	}

	const path = () => `events?after=${last}&conversation=${conversation}`;

	function open() {
		clearTimeout(reopening);
		events?.close();
		const stream = (events = new EventSource(new URL(path(), server)));
		stream.addEventListener("turn", ({ lastEventId, data }) => heard({ ...JSON.parse(data), number: Number(lastEventId) }));
		stream.addEventListener("failed", ({ data }) => {
			const { id, error } = JSON.parse(data);
			fail(id, error);
		});
		stream.addEventListener("over", on.over);
		stream.onopen = () => {
			on.connected(true);
			pump();
		};
		stream.onerror = () => {
			stream.close();
			if (stream === events) reopening = setTimeout(look, 1_000);
		};
	}

	/** What was missed. Network or session: the server says which. */
	async function look() {
		const mine = round;
		try {
			const missed = (await ask(path())).events.filter(({ number }) => number > last);
			if (mine !== round) return;
			if (events || !missed.length) missed.forEach(heard);
			else {
				last = missed.at(-1).number;
				on.past(missed);
			}
			open();
		} catch ({ status, message }) {
			if (mine !== round) return;
			if (status === 409 && queue.length) return queue.forEach(({ id }) => fail(id, message));
			if (status === 401 || status === 409) return on.over();
			on.connected(false);
			reopening = setTimeout(look, wait());
		}
	}

	function heard(happened) {
		if (happened.number <= last) return;
		last = happened.number;
		failures = 0;
		if (queue[0]?.id === happened.id) clearTimeout(again);
		transport.drop(happened.id);
		on.turn(happened);
		pump();
	}

	const transport = {
		async start() {
			const start = await ask("start");
			csrf = start.csrf;
			return start;
		},
		get: (path) => ask(path),
		post,
		leave: () => ask("session", { method: "DELETE", keepalive: true }).catch(() => {}),
		listen(now) {
			transport.silence();
			conversation = now;
			last = 0;
			void look();
		},
		silence() {
			round++;
			clearTimeout(again);
			clearTimeout(reopening);
			events?.close();
			events = null;
			queue = [];
		},
		send(content) {
			const id = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
			queue.push({ id, content });
			pump();
			return id;
		},
		retry(id) {
			for (const message of queue) if (message.id === id) message.refused = false;
			pump();
		},
		drop(id) {
			queue = queue.filter((message) => message.id !== id);
		},
	};
	addEventListener("online", hurry);
	return transport;
}
