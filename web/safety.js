// Leaving at once, and locking a page that was left alone.

const SHIFTS_WITHIN = 5_000, WARN_BEFORE = 120_000, TELL_AFTER = 240_000;

/** @type {import("./parts.js").Leave} */
export function leave(root, end, to) {
	root.replaceChildren();
	document.body.replaceChildren();
	end();
	try {
		(top ?? window).location.replace(to);
	} catch {
		location.replace(to);
	}
}

/** @type {import("./parts.js").ThreeShifts} */
export function threeShifts(go, more) {
	let pressed = [];
	document.addEventListener("keydown", ({ key, repeat }) => {
		if (repeat) return;
		pressed = key === "Shift" ? [...pressed.filter((at) => Date.now() - at < SHIFTS_WITHIN), Date.now()] : [];
		if (pressed.length === 3) go();
		else if (pressed.length) more(3 - pressed.length);
	}, true);
}

/** @type {import("./parts.js").Watch} */
export function watchIdle(on) {
	let seen = 0, told = 0, limit = 0, warned = false;
	const warn = (now) => {
		if (now !== warned) on.warn(now);
		warned = now;
	};
	const watch = (minutes) => {
		limit = minutes * 60_000;
		seen = told = Date.now();
		warn(false);
	};
	const check = () => {
		const left = limit - (Date.now() - seen);
		if (!limit || left > 0) return warn(limit > 0 && left <= WARN_BEFORE);
		watch(0);
		on.lock();
	};
	const sign = () => {
		check();
		if (!limit) return;
		seen = Date.now();
		warn(false);
		if (seen - told < TELL_AFTER) return;
		told = seen;
		on.alive();
	};
	for (const kind of ["keydown", "pointerdown", "wheel"]) document.addEventListener(kind, sign, { capture: true, passive: true });
	document.addEventListener("visibilitychange", check);
	setInterval(check, 1_000);
	return watch;
}
