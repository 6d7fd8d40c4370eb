// The plain page. Every text is put in as text; nothing is kept in the browser.
const $ = (id) => document.getElementById(id);
const ELSEWHERE = "https://www.bbc.co.uk/weather";
const ASK = {
  exact: "Their exact words: kept as you type them",
  observation: "What you saw or heard yourself",
  opinion: "What you think, kept apart from what was said",
  reported: "What was said, in your own words",
  date: "A date, or: don't know", number: "A number, or: don't know",
};
let stages = [], idle = 30, lastSign = 0, waiting = null, shifts = [], timer;

const make = (tag, text, props = {}) => Object.assign(document.createElement(tag), { textContent: text, ...props });
const show = (element, on = true) => { element.hidden = !on; };
const tell = (element, text) => { element.textContent = text; show(element, Boolean(text)); };

async function ask(path, method = "GET", body = undefined) {
  const options = { method, headers: body ? { "content-type": "application/json" } : {}, body: body && JSON.stringify(body) };
  let answer;
  try { answer = await fetch(path, options); } catch { throw new Error("There is no connection. Your answer is still in the box: please send it again."); }
  const content = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(content.error || "Something went wrong. Please try again."), { status: answer.status });
  sign();
  return content;
}

function leave() {
  document.body.replaceChildren();
  fetch("/session", { method: "DELETE", keepalive: true }).catch(() => {});
  location.replace(ELSEWHERE);
}

function sign() {
  lastSign = Date.now();
  clearTimeout(timer);
  timer = setTimeout(() => !$("work").hidden && closed("This page was left alone for a while, so it was closed. What you recorded is kept."), idle * 60000);
}

function closed(sentence) {
  for (const id of ["log", "choices", "stages", "reopen"]) $(id).replaceChildren();
  $("message").value = "";
  show($("work"), false);
  first(sentence);
}

async function first(sentence = "") {
  tell($("notice"), sentence);
  try {
    const { organisations, needs_token, idle_minutes } = await ask("/start");
    idle = idle_minutes;
    const options = organisations.map(({ id, name }) => make("option", name, { value: id }));
    $("org").replaceChildren(...(options.length > 1 ? [make("option", "Choose one", { value: "" })] : []), ...options);
    show(document.querySelector(".access"), needs_token);
  } catch (fault) { tell($("notice"), fault.message); }
  show($("start"));
}

async function begin(event, fields) {
  event.preventDefault();
  const body = Object.fromEntries(fields.map((id) => [id, $(id).value.trim()]).filter(([, value]) => value));
  if ($("token").value) body.token = $("token").value;
  try {
    enter(await ask("/session", "POST", body));
  } catch (fault) { tell($("notice"), fault.message); }
}

function enter(state) {
  stages = state.stages;
  $("organisation").textContent = state.organisation;
  show($("demonstration"), state.demonstration);
  for (const { asked, answered } of state.transcript) { say(asked, "earlier"); say(answered, "mine"); }
  show($("start"), false);
  show($("work"));
  $("parts").open = matchMedia("(min-width: 58.01rem)").matches;
  if (state.reply) render(state.reply); else send({ command: "again" });
}

function say(text, kind = "") {
  $("log").append(make("p", text, { className: kind }));
}

function render(reply) {
  for (const old of document.querySelectorAll("#log .now")) old.classList.remove("now");
  const before = $("log").lastElementChild;
  reply.messages.forEach((text, n) => say(text, n === reply.messages.length - 1 ? "now" : ""));
  choices(reply);
  composer(reply.kind, reply.custom);
  place(reply);
  papers(reply.documents);
  (before || $("log").firstElementChild)?.scrollIntoView({ block: "start" });
  $("message").focus({ preventScroll: true });
}

function choices({ buttons, kind }) {
  $("choices").className = kind === "checklist" || buttons.some(({ title }) => title.length > 24) ? "list" : "";
  $("choices").replaceChildren(...buttons.map(({ title, payload }) => {
    const label = title.replace(/^✓ /, "");
    const button = make("button", label, { type: "button", onclick: () => send({ message: payload }, label) });
    const { value } = payload.startsWith("/answer") ? JSON.parse(payload.slice(7)) : {};
    if (payload.includes('"skip"')) button.className = "aside";
    if (kind === "checklist" && value && value !== "done") button.setAttribute("aria-pressed", label !== title);
    return button;
  }));
}

function composer(kind, { voice, hint }) {
  const exact = kind === "words" && voice === "exact";
  $("compose").className = exact ? "words" : "";
  $("ask").textContent = ASK[kind === "words" ? voice : kind] || "Your answer";
  tell($("hint"), hint || "");
  $("message").rows = kind === "words" ? 4 : 1;
  $("message").inputMode = kind === "number" ? "numeric" : "text";
  $("message").spellcheck = !exact;
  $("message").placeholder = kind === "date" ? "31/1/2026" : "";
}

function place({ stage, code }) {
  const at = stages.findIndex(({ id }) => id === stage);
  $("where").textContent = at < 0 ? "Parts" : `Part ${at + 1} of ${stages.length}: ${stages[at].title}`;
  $("stages").replaceChildren(...stages.map(({ title }, n) => {
    const item = make("li", title, { className: n < at || stage === "ended" ? "done" : "" });
    if (n === at) item.setAttribute("aria-current", "step");
    return item;
  }));
  $("reopen").textContent = code;
  show($("return"), Boolean(code));
}

function papers(documents) {
  const list = documents.map((one) => {
    const item = make("li", `${one.title} `);
    item.append(document.createElement("br"));
    if (one.locked) item.append(make("span", one.locked_text, { className: "hint" }));
    else item.append(make("a", "Word", { href: one.docx, download: "" }), make("a", "Read here", { href: one.html, target: "_blank", rel: "noreferrer" }));
    return item;
  });
  $("papers").querySelector("ul").replaceChildren(...list);
  show($("papers"), list.length > 0);
}

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function send(content, shown = "") {
  if (waiting?.busy) return;
  const same = waiting && JSON.stringify(waiting.content) === JSON.stringify(content);
  waiting = { content, id: same ? waiting.id : newId(), busy: true };
  busy(true);
  tell($("fault"), "");
  try {
    const { reply } = await ask("/messages", "POST", { id: waiting.id, ...content });
    waiting = null;
    if (shown) say(shown, $("compose").className === "words" && content.message === shown ? "mine words" : "mine");
    if (content.message === $("message").value) $("message").value = "";
    busy(false);
    render(reply);
  } catch (fault) {
    waiting = { ...waiting, busy: false };
    busy(false);
    if (fault.status === 401) closed(fault.message); else tell($("fault"), fault.message);
  }
}

function busy(on) {
  for (const button of document.querySelectorAll(".dock button")) button.disabled = on;
}

function typed(event) {
  event.preventDefault();
  const text = $("message").value;
  if (text.trim()) send({ message: text }, text);
}

$("leave").addEventListener("click", leave);
$("begin").addEventListener("submit", (event) => begin(event, ["org", "name"]));
$("again").addEventListener("submit", (event) => begin(event, ["code"]));
$("compose").addEventListener("submit", typed);
$("message").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) typed(event);
});
$("controls").addEventListener("click", ({ target }) => target.dataset.command && send({ command: target.dataset.command }, target.textContent));
document.addEventListener("keydown", ({ key, repeat }) => {
  shifts = key === "Shift" && !repeat ? [...shifts.filter((at) => Date.now() - at < 2000), Date.now()] : [];
  if (shifts.length === 3) leave();
});
document.addEventListener("input", () => Date.now() - lastSign > 300000 && !$("work").hidden && ask("/conversation").catch(() => {}));
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

ask("/conversation").then(enter).catch((fault) => first(fault.status === 401 && !fault.message.startsWith("Please start") ? fault.message : ""));
