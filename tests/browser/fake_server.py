"""A server that speaks the page's contract from a script, for the states that are hard to reach in earnest."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from bot.server import HEADERS

WEB = Path(__file__).parents[2] / "web"
KINDS = {".js": "text/javascript", ".css": "text/css"}
AT = datetime(2026, 11, 23, 14, 15, tzinfo=UTC)
WORDS = "He put his hands round my neck on Tuesday and I couldn't breathe."
FIRST_WORDS = 4
"""The number of the entry that the first words make."""
STAGES = [
    {"id": name, "title": title}
    for name, title in (
        ("opening", "Before you start"),
        ("curiosity", "What you noticed"),
        ("account", "What was said"),
        ("history", "Before today"),
        ("dash", "The risk questions"),
        ("judgement", "How great is the danger"),
        ("actions", "What happens now"),
    )
]
Json = dict[str, Any]


def button(question: str, value: str, title: str) -> Json:
    """A button as the core writes it."""
    payload = json.dumps({"question": question, "value": value}, separators=(",", ":"))
    return {"title": title, "payload": f"/answer{payload}"}


def command(name: str, title: str) -> Json:
    """A button that runs a command."""
    return {"title": title, "payload": "/command" + json.dumps({"command": name}, separators=(",", ":"))}


def reply(stage: str, question: str | None, kind: str, *messages: str, **more: Any) -> Json:
    """A reply of the script; ``buttons`` are (value, title) pairs."""
    offered = [button(question or "", *pair) for pair in more.get("buttons", ())]
    return {
        "messages": list(messages),
        "buttons": offered + more.get("commands", []),
        "stage": stage,
        "question": question,
        "kind": kind,
        "case": more.get("case", "C-0001"),
        "custom": {
            "voice": more.get("voice"),
            "hint": more.get("hint", ""),
            "danger_open": more.get("open", False),
        },
        "documents": [],
    }


SKIP = command("skip", "Skip for now")
YES_NO = (("yes", "Yes"), ("no", "No"), ("not_known", "Don't know"))
SCRIPT = [
    reply(
        "opening",
        "opening.mode",
        "choice",
        "If anyone is in danger right now, ring 999 first. This can wait.",
        "What do you need?",
        buttons=(("live", "Someone has just told me"), ("advice", "A question about the policy")),
        case="",
    ),
    reply(
        "opening",
        "opening.danger",
        "yes_no",
        "A case is open. Everything you tell me from here is saved as you go.",
        "Is anyone in danger right now?\nSay: Are you safe where you are, this minute?",
        buttons=YES_NO,
    ),
    reply(
        "curiosity",
        "curiosity.cues",
        "checklist",
        "What did you notice?",
        buttons=(
            ("glances", "Glances at the other person before answering"),
            ("soothes", "Soothes or makes excuses"),
            ("marks", "Marks or injuries"),
            ("money", "Has no money of their own"),
            ("done", "That's all"),
        ),
        commands=[SKIP],
    ),
    reply(
        "account",
        "account",
        "words",
        "What did they say?\nSay: Tell me what happened, in your own words.",
        voice="exact",
        buttons=(("done", "That's all"),),
        commands=[SKIP],
    ),
    reply("history", "history.marac_on", "date", "When was the last MARAC?", commands=[SKIP]),
    reply("history", "history.police", "number", "How often were the police called in the last 12 months?"),
    reply(
        "dash",
        "dash_15",
        "yes_no",
        f"Earlier: “{WORDS}” Is the answer yes?",
        "Has this person ever tried to strangle, choke, smother or drown them?\n"
        "Say: Have you ever had hands or anything else on your neck, or been stopped from breathing?",
        buttons=YES_NO,
        commands=[SKIP],
    ),
    reply(
        "judgement",
        "judgement.finding",
        "finding",
        "High risk. A MARAC referral must be made (2.4).\n"
        "Strangulation: met, because question 15 was answered yes.\n"
        "Visible high risk: not met, 6 of 14.\nNot asked yet: question 22.",
        buttons=(("done", "Go on"),),
    ),
    reply(
        "actions",
        "actions.list",
        "actions",
        "Tell the designated safeguarding officer today.\nSend the MARAC referral by 25 November 2026.",
        buttons=(("done", "Go on"),),
    ),
    reply(
        "ended",
        None,
        "choice",
        "That is everything. The drafts are under Documents.",
        commands=[command("review", "Check the answers"), command("new", "Start something else")],
    ),
]
DANGER = "Ring 999 now, before anything else. Stay with them if it is safe for you, or keep the line open."


@dataclass
class Talk:
    """One conversation: where it is in the script, its events, and who listens."""

    position: int = -1
    ticked: list[str] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)
    listeners: set["asyncio.Queue[ServerSentEvent | None]"] = field(default_factory=set)


class FakeServer:
    """The contract from a script. A test sets what is to go wrong; ``taken`` is every message that came in."""

    def __init__(self) -> None:
        self.sign_in, self.idle_minutes = "demonstration", 30
        self.cases: list[Json] = []
        self.down = False
        self.refusal: tuple[int, str] | None = None
        self.failure = ""
        self.read_only = False
        self.delay = 0.0
        self.reset()

    def reset(self) -> None:
        """Everybody is signed out and nothing was said."""
        self.__dict__.update(
            sign_in="demonstration",
            cases=[],
            down=False,
            refusal=None,
            failure="",
            read_only=False,
            delay=0.0,
        )
        self.talks: dict[str, Talk] = {}
        self.taken: list[Json] = []
        self.signed_in: Json = {}

    def app(self) -> Starlette:
        """The ASGI application."""
        routes = [
            Route("/", lambda _: FileResponse(WEB / "index.html")),
            Route("/static/{name}", self._file),
            Route("/start", self._start),
            Route("/session", self._session, methods=["POST", "DELETE"]),
            Route("/session/case", self._go_to_case, methods=["POST"]),
            Route("/cases", self._cases),
            Route("/conversation", self._conversation),
            Route("/messages", self._message, methods=["POST"]),
            Route("/events", self._events),
            Route("/case", self._case),
            Route("/case/answers", self._answers),
            Route("/case/documents", self._documents),
            Route("/case/documents/{id}", self._document),
            Route("/cases/{case}/documents/{name}", self._word),
        ]
        return Starlette(routes=routes, middleware=[Middleware(_Headers, server=self)])

    def fill(self, turns: int, text: str = "Kept. Go on in their words, or choose that's all.") -> Talk:
        """A conversation of that many turns, which the next sign-in goes on with."""
        talk = Talk(3)
        for n in range(1, turns + 1):
            again = {**SCRIPT[3], "messages": [f"{n}. {text}"]}
            said = {"text": f"Entry {n}. {WORDS}", "label": None, "voice": "exact", "entries": [n]}
            talk.events.append(self._event(f"old-{n}", said, again))
        self.talks["practitioner"] = talk
        return talk

    def say(self, text: str) -> None:
        """A turn nobody asked for, as a second screen would cause it. Call it on the server's loop."""
        talk = self.talks["practitioner"]
        said = {"text": text, "label": None, "voice": None}
        self._tell(talk, self._event(f"other-{len(talk.events)}", said, SCRIPT[talk.position]))

    def end(self) -> None:
        """Everybody's session ends. Call it on the server's loop."""
        talks, self.talks = self.talks, {}
        for talk in talks.values():
            for listener in talk.listeners:
                listener.put_nowait(ServerSentEvent(data="{}", event="over"))

    async def _file(self, request: Request) -> Response:
        path = WEB / request.path_params["name"]
        return FileResponse(path, media_type=KINDS[path.suffix])

    def _talk(self, request: Request) -> Talk | None:
        return self.talks.get(request.cookies.get("page", ""))

    async def _start(self, request: Request) -> Response:
        people = [
            {"id": "pat", "name": "Pat Okafor", "role": "practitioner", "org": "sevenoaks-dc"},
            {"id": "lee", "name": "Lee Marsh", "role": "lead", "org": "sevenoaks-dc"},
        ]
        organisations = [{"id": "sevenoaks-dc", "name": "Sevenoaks District Council"}]
        person = {"name": "Pat Okafor", "role": "practitioner"} if self._talk(request) else None
        return JSONResponse(
            {
                "sign_in": self.sign_in,
                "practitioners": people,
                "organisations": organisations,
                "idle_minutes": self.idle_minutes,
                "csrf": "c",
                "person": person,
            }
        )

    def _state(self, talk: Talk) -> Json:
        return {
            "organisation": "Sevenoaks District Council",
            "org": "sevenoaks-dc",
            "person": {"name": "Pat Okafor", "role": "practitioner"},
            "demonstration": self.sign_in == "demonstration",
            "read_only": self.read_only,
            "stages": STAGES,
            "case": "C-0001" if talk.position > 0 else "",
            "conversation": "c1",
            "code": "C-0001-abcd" if self.sign_in == "token" else "",
            "last_event": len(talk.events),
        }

    async def _session(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.talks.clear()
            return Response(status_code=204)
        self.signed_in = body = await request.json()
        if body.get("token", "right") != "right":
            return JSONResponse({"error": "That access code is not right."}, 401)
        talk = self.talks.setdefault("practitioner", Talk())
        answer = JSONResponse(self._state(talk))
        answer.set_cookie("page", "practitioner", httponly=True, samesite="strict")
        return answer

    async def _go_to_case(self, request: Request) -> Response:
        talk = self.talks["practitioner"] = Talk()
        for position in range(5):
            talk.position = position
            said = {"text": "", "label": "Yes", "voice": None} if position else None
            talk.events.append(self._event(f"past-{position}", said, SCRIPT[position]))
        return JSONResponse(self._state(talk))

    async def _cases(self, request: Request) -> Response:
        return JSONResponse({"cases": self.cases})

    async def _conversation(self, request: Request) -> Response:
        talk = self._talk(request)
        if talk is None:
            return JSONResponse({"error": "Your session has ended. Please sign in."}, 401)
        return JSONResponse(self._state(talk))

    async def _message(self, request: Request) -> Response:
        talk, body = self._talk(request), await request.json()
        assert request.headers["heard-csrf"] == "c"
        self.taken.append(body)
        if talk is None:
            return JSONResponse({"error": "Your session has ended. Please sign in."}, 401)
        if self.refusal:
            status, sentence = self.refusal
            return JSONResponse({"error": sentence}, status)
        known = next((n for n, e in enumerate(talk.events, 1) if e["id"] == body["id"]), None)
        if known:
            return JSONResponse({"id": body["id"], "event": known})
        asyncio.get_running_loop().call_later(self.delay, self._answer, talk, body)
        return JSONResponse({"id": body["id"]}, 202)

    def _answer(self, talk: Talk, body: Json) -> None:
        if self.failure:
            failed = {"id": body["id"], "error": self.failure}
            for listener in talk.listeners:
                listener.put_nowait(ServerSentEvent(data=json.dumps(failed), event="failed"))
        elif all(event["id"] != body["id"] for event in talk.events):
            said, answer = self._next(talk, body)
            self._tell(talk, self._event(body["id"], said, answer))

    def _next(self, talk: Talk, body: Json) -> tuple[Json | None, Json]:
        now = SCRIPT[talk.position]
        if body.get("command") == "again":
            talk.position = max(talk.position, 0)
            return {"text": "", "label": None, "voice": None, "command": "again"}, SCRIPT[talk.position]
        if body.get("command"):
            said = {"text": "", "label": None, "voice": None, "command": body["command"]}
            danger = body["command"] == "danger"
            messages = [DANGER] if danger else ["This is why it is asked.", *now["messages"][-1:]]
            custom = now["custom"] | {"danger_open": danger}
            return said, now | {"messages": messages, "custom": custom}
        text = body["message"]
        label = next((b["title"] for b in now["buttons"] if b["payload"] == text), None)
        said = {
            "text": "" if label else text,
            "label": label,
            "voice": None if label else now["custom"]["voice"],
            "entries": []
            if label
            else [FIRST_WORDS + sum(bool(e["said"] and e["said"]["text"]) for e in talk.events)],
        }
        if now["kind"] == "checklist" and label and '"done"' not in text:
            return said, self._tick(talk, label.removeprefix("✓ "))
        if now["custom"]["voice"] and not label:
            return said, now | {"messages": ["Kept. Go on in their words, or choose that's all."]}
        talk.position = min(talk.position + 1, len(SCRIPT) - 1)
        return said, SCRIPT[talk.position]

    def _tick(self, talk: Talk, label: str) -> Json:
        talk.ticked = (
            [x for x in talk.ticked if x != label] if label in talk.ticked else [*talk.ticked, label]
        )
        now = SCRIPT[talk.position]
        ticked = [
            b | {"title": ("✓ " if b["title"] in talk.ticked else "") + b["title"]} for b in now["buttons"]
        ]
        return now | {
            "buttons": ticked,
            "messages": ["Any more? Press one again to take it off, or choose that's all."],
        }

    def _event(self, message_id: str, said: Json | None, answer: Json) -> Json:
        return {"id": message_id, "said": said, "reply": answer, "at": AT.isoformat()}

    def _tell(self, talk: Talk, event: Json) -> None:
        talk.events.append(event)
        for listener in talk.listeners:
            listener.put_nowait(_sent(event, len(talk.events)))

    async def _events(self, request: Request) -> Response:
        talk = self._talk(request)
        if talk is None:
            return JSONResponse({"error": "Your session has ended."}, 401)
        after = int(request.headers.get("last-event-id") or request.query_params.get("after") or 0)
        if request.headers["accept"] == "application/json":
            past = [{"event": "turn", "number": n, **event} for n, event in enumerate(talk.events, 1)]
            return JSONResponse({"events": past[after:]})
        return EventSourceResponse(self._stream(talk, after), ping=15)

    async def _stream(self, talk: Talk, after: int) -> AsyncIterator[ServerSentEvent]:
        listener: asyncio.Queue[ServerSentEvent | None] = asyncio.Queue()
        talk.listeners.add(listener)
        try:
            for number, event in list(enumerate(talk.events, 1))[after:]:
                yield _sent(event, number)
            while not self.down and (event_ := await listener.get()):
                yield event_
        finally:
            talk.listeners.discard(listener)

    def cut(self) -> None:
        """The network goes: every stream ends and nothing is answered. Call it on the server's loop."""
        self.down = True
        for talk in self.talks.values():
            for listener in talk.listeners:
                listener.put_nowait(None)

    async def _case(self, request: Request) -> Response:
        return JSONResponse(case_so_far())

    async def _answers(self, request: Request) -> Response:
        lines = [
            {
                "number": 1,
                "key": "opening.danger",
                "question": "In danger now",
                "answer": "No",
                "words": None,
                "changed": False,
            },
            {
                "number": 2,
                "key": "account",
                "question": "What they said",
                "answer": f"“{WORDS}”",
                "words": None,
                "changed": True,
            },
        ]
        return JSONResponse({"stages": [STAGES[0] | {"lines": lines[:1]}, STAGES[2] | {"lines": lines[1:]}]})

    async def _documents(self, request: Request) -> Response:
        path = "/cases/C-0001/documents/marac-referral"
        drafted = {"id": "marac-referral", "title": "MARAC referral", "locked": False, "locked_text": ""}
        locked = {
            "id": "case-note",
            "title": "Case note",
            "locked": True,
            "locked_text": "Tell the DSO first, and record when.",
        }
        return JSONResponse(
            {"documents": [drafted | {"docx": f"{path}.docx", "html": f"{path}.html"}, locked]}
        )

    async def _document(self, request: Request) -> Response:
        quote = {"quote": WORDS, "seq": 4, "at": AT.isoformat(), "speaker": "the client"}
        parts = [
            {"heading": "Referrer", "blocks": [{"label": "Name", "text": "Pat Okafor"}]},
            {"heading": "What was said", "blocks": [{"text": "Recorded on 23 November 2026."}, quote]},
        ]
        return JSONResponse({"title": "MARAC referral", "parts": parts})

    async def _word(self, request: Request) -> Response:
        return Response(b"PK", headers={"content-disposition": 'attachment; filename="form.docx"'})


class _Headers:
    """The real server's security headers; no answer at all while the network is down."""

    def __init__(self, app: Any, server: FakeServer) -> None:
        self.app, self.server = app, server

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and self.server.down:
            raise ConnectionResetError("the network is down")

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in HEADERS.items()),
                ]
            await send(message)

        await self.app(scope, receive, with_headers)


def _sent(event: Json, number: int) -> ServerSentEvent:
    return ServerSentEvent(data=json.dumps(event), event="turn", id=str(number))


def _day(before: int) -> str:
    return (AT - timedelta(days=before)).date().isoformat()


def _on(day: str, *moments: Json) -> Json:
    return {"on": day, "moments": list(moments)}


def _moment(label: str, text: str = "", seq: int | None = None, voice: str | None = None) -> Json:
    return {"label": label, "text": text, "voice": voice, "seq": seq}


def case_so_far() -> Json:
    """A case in which something was found."""
    return {
        "level": "high",
        "level_words": "High risk: a MARAC referral must be made",
        "criteria": [
            {
                "id": "non_fatal_strangulation",
                "name": "Strangulation",
                "met": True,
                "reason": "Question 15 was answered yes.",
                "paragraph": "2.4",
            },
            {
                "id": "visible_high_risk",
                "name": "Visible high risk",
                "met": False,
                "reason": "6 of 14.",
                "paragraph": "2.4",
            },
            {
                "id": "professional_judgement",
                "name": "Professional judgement",
                "met": None,
                "reason": "Not asked yet.",
                "paragraph": "2.5",
            },
        ],
        "said": [
            {"seq": 4, "text": WORDS, "voice": "exact", "speaker": "the client", "at": AT.isoformat()},
            {
                "seq": 5,
                "text": "She looked at the door all the time.",
                "voice": "observation",
                "speaker": "practitioner",
                "at": AT.isoformat(),
            },
        ],
        "children": [
            {"label": "First child, 6", "lines": ["Lives there", "Referral to children's services: required"]}
        ],
        "consents": [
            {"to": "marac", "name": "MARAC", "given": "refused", "told": "Yes"},
            {"to": "specialist", "name": "Domestic abuse service", "given": "given", "told": None},
        ],
        "due": [
            {
                "text": "Tell the designated safeguarding officer",
                "due": AT.isoformat(),
                "owner": "You",
                "overdue": True,
            },
            {"text": "Send the MARAC referral", "due": "2026-11-25", "owner": "You", "overdue": False},
        ],
        "timeline": [
            _on(_day(200), _moment("Date of last MARAC", seq=7)),
            _on(_day(9), _moment("", "He took the car keys on 14 November 2026.", 6, "exact")),
            _on(_day(0), _moment("recorded", seq=4), _moment("due_day", "Tell the safeguarding officer")),
            _on(_day(-2), _moment("due_day", "Send the MARAC referral")),
            _on(
                "", _moment("on Tuesday", WORDS, 4, "exact"), _moment("a while ago", "He broke the phone.", 8)
            ),
        ],
    }
