// Every word the page itself says. Another language is another list; what a list lacks is said in English.

/** @import * as Parts from "./parts.js" */

const en = {
	name: "Guided notes",
	skip: "Skip to the answer",
	danger: "Danger",
	danger_now: "If anyone is in danger now, ring 999 before anything else.",
	danger_ring: "Ring 999",
	exit: "Exit this page",
	exit_hint: "Or press the Shift key three times",
	exit_more: "Shift, press {n} more to exit",
	demonstration: "Demonstration. Use made-up people only.",

	sign_in: "Sign in",
	sign_in_lead: "What to ask, what to do and who has to be told, one step at a time.",
	sign_in_danger: "If anyone is in danger right now, ring 999 first.",
	sign_in_oidc: "Sign in with your work account",
	sign_in_who: "Who are you today?",
	practitioner: "Practitioner",
	lead: "Safeguarding lead",
	organisation: "Your organisation",
	your_name: "Your name",
	your_name_hint: "It goes on the record and the forms.",
	code: "Access code",
	code_hint: "Your safeguarding lead has it.",
	case_code: "A case to go on with",
	case_code_hint: "Its code, if you kept one.",
	keep: "To come back, keep this code: {code}",
	sign_out: "Sign out",
	fault_title: "There is a problem",
	fill: "Fill in: {what}",

	cases: "Your cases",
	cases_new: "Start something new",
	cases_open: "Go on with a case",
	case_opened: "Opened {when}",
	case_stage: "Reached: {stage}",
	case_own: "Yours",
	case_other: "To read",
	case_go: "Go on",
	case_read: "Read",

	parts: "Parts",
	part_of: "Part {n} of {all}: {title}",
	part_done: "done",
	part_now: "you are here",
	this_case: "This case",
	to_conversation: "Back to the conversation",

	messages: "Messages",
	you: "You",
	you_exact: "Their exact words",
	you_reported: "You, in summary",
	you_observation: "You, what you saw or heard",
	you_opinion: "You, what you think",
	say: "Say:",
	say_aloud: "Say",
	show_all: "Show all of it",
	show_less: "Show less",
	newer: "New message below",
	sending: "Sending",
	not_sent: "Not sent.",
	try_again: "Try again",
	edit: "Change it",
	offline: "No connection. What you send waits here and goes when it is back. Ring 999 if anyone is in danger.",
	online: "The connection is back.",
	failed: "Something went wrong. Nothing was recorded.",

	answers_group: "Answers",
	answer: "Your answer",
	answer_or: "Or type your answer",
	answer_exact: "Their exact words",
	hint_exact: "Type them as they were said. They are kept as you type them.",
	answer_reported: "What was said, in your own words",
	answer_observation: "What you saw or heard yourself",
	answer_opinion: "What you think, kept apart from what was said",
	answer_date: "Date",
	hint_date: "For example, 27 3 2026",
	answer_number: "Number",
	day: "Day",
	month: "Month",
	year: "Year",
	date_whole: "Give the day, month and year as numbers, or choose don't know.",
	dont_know: "Don't know",
	type_instead: "Type it in words",
	date_instead: "Use day, month and year",
	send: "Send",
	keys: "Enter sends. Shift and Enter starts a new line.",
	back: "Back",
	pause: "Pause",
	why: "Why?",
	help: "Help",
	review: "Check your answers",
	read_only: "You are reading a colleague's case. Nothing can be added.",

	none_yet: "Nothing yet.",
	case: "Case so far",
	case_none: "No case is open yet.",
	level: "Risk",
	level_none: "Not enough is known yet.",
	criteria: "What was found",
	met: "Met",
	not_met: "Not met",
	not_known: "Not known yet",
	paragraph: "paragraph {n}",
	said: "What was said",
	reported: "in summary",
	observation: "seen or heard",
	opinion: "a view",
	children: "Children",
	consents: "Who may be told",
	given: "Agreed",
	refused: "Refused",
	not_asked: "Not asked",
	unsafe_to_ask: "Not safe to ask",
	yes: "Yes",
	no: "No",
	told: "Told: {told}",
	due: "What is due",
	due_by: "By {when}",
	overdue: "Overdue",

	change: "Change",
	changed: "Changed",
	change_what: "{what}, line {n}",

	drafts: "Documents",
	drafts_none: "Nothing can be drafted yet.",
	read: "Read it here",
	word: "Download as Word",
	locked: "Not yet",
	drafts_mark: "What stands in quotation marks was said.",
	when_said: "Said {when}, {who}",
	when_said_go: "Show the moment",

	timeline: "Timeline",
	timeline_title: "Days: {n}. First {from}, last {to}",
	undated: "Without a date",
	recorded: "Account written down",
	baby_due: "Baby due",
	due_day: "Due",

	idle: "Are you still there?",
	idle_more: "This page locks in two minutes. What you sent is kept.",
	idle_stay: "Stay on this page",
	lock_title: "This page is locked",
	lock_text: "It was left alone for {n} minutes. What you sent is kept.",
	lock_over: "Your session has ended. What you sent is kept.",
	lock_go: "Sign in again",
	out_title: "You are signed out",
};
export default en;

/** @type {Record<string, Partial<typeof en>>} */
const catalogue = { en };
let language = "en-GB";

/** Speak a language such as `cy` or `en-GB`. @param {string} tag */
export const speak = (tag) => (language = tag || language);

/** @type {Parts.Translate} */
export const t = (key, values = {}) => (catalogue[language.split("-")[0]]?.[key] ?? en[key]).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

/** Of a value of the record. */
export const worded = (value) => (value in en ? t(value) : value ?? "");

const made = {};
const format = (moment, shape) => (made[Object.keys(shape)] ??= new Intl.DateTimeFormat(language, { timeZone: "Europe/London", ...shape })).format(moment);

/** A day, or a day and a time, in London. @param {string} at ISO 8601 */
export function when(at) {
	const timed = at.length > 10, moment = new Date(timed ? at : `${at}T12:00Z`);
	return Number.isNaN(+moment) ? at : format(moment, { dateStyle: "long", ...(timed && { timeStyle: "short" }) });
}

/** A time of day in London. @param {string} at ISO 8601 */
export const clock = (at) => format(new Date(at), { timeStyle: "short" });
