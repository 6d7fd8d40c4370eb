"""The page's channel: sessions, messages and their events, headers, and what another site can do."""

import json
import logging
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from bot.channels.application import WEB, application
from bot.channels.sessions import Sessions, signing_key
from bot.safeguarding.errors import KeyMissingError, NotSavedError

from .small_house import KEY, TOKEN, BrokenHouseError, House, payload
from .visit import Visit

CANARY = "zebra-crossing-canary"
SHEET = f"/static/{next(WEB.glob('*.css')).name}"


def token_visit(client, **more):
    visit = Visit(client)
    answer = visit.post("/session", {"org": "sevenoaks-dc", "name": "Kit", "token": TOKEN} | more)
    return visit, answer


def test_the_start_screen_offers_two_practitioners_and_a_lead_of_each_organisation(client):
    start = client.get("/start").json()
    assert start["organisations"][1] == {"id": "sevenoaks-dc", "name": "Sevenoaks District Council"}
    assert (start["sign_in"], start["person"], start["idle_minutes"]) == ("demonstration", None, 30)
    roles = [(person["org"], person["role"]) for person in start["practitioners"]]
    assert roles.count(("sevenoaks-dc", "practitioner")) == roles.count(("dover-dc", "practitioner")) == 2
    assert roles.count(("sevenoaks-dc", "lead")) == roles.count(("dover-dc", "lead")) == 1


def test_the_state_says_who_is_signed_in_and_that_it_is_a_demonstration(pat):
    state = pat.state
    assert state["person"] == {"name": "Alex Morgan", "role": "practitioner", "org": "sevenoaks-dc"}
    assert state["demonstration"] is True and state["read_only"] is False
    assert (state["case"], state["last_event"]) == ("", 0)
    assert [stage["id"] for stage in state["stages"]][:2] == ["opening", "curiosity"]
    assert pat.client.get("/start").json()["person"] == state["person"]


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(client, guarded):
    Visit(client).sign_in()
    _, answer = token_visit(guarded)
    plain = [c.lower() for c in Visit(client).post("/session", {}).headers.get_list("set-cookie")]
    secure = [c.lower() for c in answer.headers.get_list("set-cookie")]
    assert len(plain) == len(secure) == 2
    for cookie in plain + secure:
        assert "httponly" in cookie and "samesite=strict" in cookie and "max-age" not in cookie
    assert not any("secure" in cookie for cookie in plain)
    assert all(cookie.startswith("__host-") and "; secure" in cookie for cookie in secure)


def test_a_message_is_taken_at_once_and_answered_by_an_event(pat, house):
    house.speaker.slow = 0.2
    answer = pat.send("hello", "m1")
    assert (answer.status_code, answer.json()) == (202, {"id": "m1"})
    assert pat.events() == []
    event = pat.answer_to("m1")
    assert event["said"] == {"text": "hello", "label": None, "voice": None, "command": None, "entries": []}
    assert event["reply"]["messages"] == ["What is this about?"]
    assert event["reply"]["buttons"][0] == {
        "title": "A live case",
        "payload": payload("opening.mode", "live"),
    }


def test_a_button_is_shown_by_its_title_and_exact_words_by_their_voice(pat):
    pat.begin_case()
    assert pat.events()[-1]["said"]["label"] == "A live case"
    for number, answer in enumerate((("opening.danger", "no"), ("curiosity.cues", "glances"))):
        pat.say(payload(*answer), f"b{number}")
    said = pat.say("He shouted at me.", "w1")["said"]
    assert (said["text"], said["voice"], said["label"]) == ("He shouted at me.", "exact", None)


def test_the_same_sentence_said_twice_is_two_entries_and_each_event_names_its_own(pat, house):
    case = pat.begin_case()
    for number, answer in enumerate((("opening.danger", "no"), ("curiosity.cues", "glances"))):
        pat.say(payload(*answer), f"b{number}")
    pat.say("He shouted at me.", "w1")
    pat.say("He shouted at me.", "w2")
    said = {event["id"]: event["said"]["entries"] for event in pat.events()}
    entries = house.records.case(case).entries
    for message, numbers in said.items():
        assert numbers == [entry.seq for entry in entries if entry.text and entry.turn_id == message]
    assert len(said["w1"]) == len(said["w2"]) == 1 and said["w1"] != said["w2"]
    assert said["b0"] == []


def test_the_same_message_twice_is_answered_once_and_the_second_names_its_event(pat, house):
    first = pat.say("hello", "m1")
    again = pat.send("hello", "m1")
    assert (again.status_code, again.json()) == (200, {"id": "m1", "event": first["number"]})
    assert len(house.speaker.turns) == 1


def test_the_same_message_twice_while_the_first_is_in_hand_is_answered_once(pat, house):
    house.speaker.slow = 0.1
    assert [pat.send("hello", "m1").status_code for _ in range(3)] == [202, 202, 202]
    pat.answer_to("m1")
    assert len(house.speaker.turns) == 1 and len(pat.events()) == 1


def test_messages_are_answered_in_the_order_in_which_they_came(pat, house):
    house.speaker.slow = 0.02
    for n in range(8):
        pat.send(f"word {n}", f"m{n}")
    pat.answer_to("m7")
    assert [event["id"] for event in pat.events()] == [f"m{n}" for n in range(8)]
    assert [turn.text for turn in house.speaker.turns] == [f"word {n}" for n in range(8)]


def test_a_line_that_is_too_long_is_said_and_nothing_of_the_message_is_kept(pat, house):
    house.speaker.slow = 30
    statuses = [pat.send("x", f"m{n}").status_code for n in range(22)]
    assert statuses == [202] * 20 + [429] * 2


@pytest.mark.parametrize(
    "failure", [NotSavedError("Nothing was saved: please send it again."), KeyMissingError("x")]
)
def test_a_message_that_could_not_be_saved_is_told_and_can_be_sent_again_under_its_id(pat, house, failure):
    house.speaker.failure = failure
    event = pat.say("hello", "m1")
    assert (event["event"], event["error"], event["again"]) == ("failed", str(failure), True)
    house.speaker.failure = None
    assert pat.send("hello", "m1").status_code == 202
    assert pat.answer_to("m1")["event"] == "turn"
    assert [event["event"] for event in pat.events()] == ["turn"]


def test_an_unforeseen_fault_is_told_without_its_words_and_none_reach_the_log(pat, house, caplog):
    caplog.set_level(logging.DEBUG)
    house.speaker.failure = ValueError(f"bad value {CANARY}")
    event = pat.say(CANARY, "m1")
    assert event["event"] == "failed" and CANARY not in json.dumps(event)
    assert "ValueError" in caplog.text and CANARY not in caplog.text


def test_no_word_that_was_typed_reaches_the_log(pat, house, caplog):
    caplog.set_level(logging.DEBUG)
    pat.begin_case()
    pat.say(CANARY, "w1")
    assert house.speaker.turns[-1].text == CANARY
    for path in ("/conversation", "/case", "/case/answers", "/cases", "/case/documents"):
        assert pat.client.get(path).status_code == 200
    assert CANARY not in caplog.text


def test_a_button_of_an_earlier_question_records_nothing_and_is_not_worth_sending_again(pat, house):
    pat.begin_case()
    event = pat.say(payload("opening.mode", "practice"), "m3")
    assert (event["event"], event["again"]) == ("failed", False)
    assert "nothing was recorded" in event["error"] and len(house.speaker.turns) == 2


def test_what_came_later_than_an_event_is_given_again_from_the_record(pat, house):
    pat.begin_case()
    first, second = pat.events()
    assert [e["id"] for e in pat.events(after=first["number"])] == ["m2"]
    assert pat.events(after=second["number"]) == []
    with TestClient(
        application(house, KEY, None), base_url="http://127.0.0.1:8080", cookies=pat.client.cookies
    ) as restarted:
        assert Visit(restarted).events() == [first, second]


def test_numbers_grow_also_where_the_clock_was_set_back(pat, house):
    numbers = [pat.say("hello", "m1")["number"]]
    house.clock.pass_minutes(-10)
    numbers += [pat.say("more", f"m{n}")["number"] for n in (2, 3)]
    assert numbers == sorted(set(numbers))
    assert [event["id"] for event in pat.events(after=numbers[0])] == ["m2", "m3"]


def test_the_last_reply_of_a_practice_is_shown_although_practice_is_forgotten(pat, house, monkeypatch):
    said = house.speaker._reply
    practice = {"mode": "practice"}
    monkeypatch.setattr(house.speaker, "_reply", lambda *a: replace(said(*a), custom=practice, stage="ended"))
    monkeypatch.setattr(house.records, "turns", Forgetful())
    event = pat.say("hello", "m1")
    assert event["reply"]["stage"] == "ended" and house.records.turns == []
    assert pat.events(after=event["number"]) == []


class Forgetful(list):
    """Keeps nothing."""

    def append(self, _):
        """Let go of it at once."""


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "٣"])
def test_an_event_number_that_is_none_begins_at_the_beginning(pat, after):
    pat.say("hello", "m1")
    assert (
        len(
            pat.client.get("/events", params={"after": after}, headers={"accept": "application/json"}).json()[
                "events"
            ]
        )
        == 1
    )


def test_the_conversation_comes_from_the_session_and_never_from_the_body(pat, house):
    body = {"id": "m1", "message": "hi", "conversation_id": "web:other", "sender": "x", "org": "dover-dc"}
    pat.post("/messages", body)
    pat.answer_to("m1")
    turn = house.speaker.turns[0]
    assert turn.conversation_id.startswith("web:") and turn.conversation_id != "web:other"
    assert (turn.practitioner, turn.org) == ("Alex Morgan", "sevenoaks-dc")


def test_a_page_that_shows_another_conversation_by_now_is_told_and_nothing_is_taken(pat, house):
    shown = pat.state["conversation"]
    pat.post("/session", {})
    assert pat.post("/messages", {"id": "m", "message": "x", "conversation": shown}).status_code == 409
    assert house.speaker.turns == []


def test_a_page_that_shows_another_conversation_by_now_is_given_nothing_of_this_one(pat):
    shown = pat.state["conversation"]
    pat.say("hello", "m1")
    ask = {"params": {"conversation": shown}, "headers": {"accept": "application/json"}}
    assert len(pat.client.get("/events", **ask).json()["events"]) == 1
    pat.post("/session", {})
    pat.say("hello", "m2")
    assert pat.client.get("/events", **ask).status_code == 409


def test_a_rest_sender_cannot_name_the_conversation_of_a_page(pat, house, post):
    pat.say("hi", "m1")
    post("hi", sender=house.speaker.turns[0].conversation_id)
    assert len({turn.conversation_id for turn in house.speaker.turns}) == 2


def test_a_session_is_over_after_half_an_hour_without_a_sign_of_life(pat, house):
    pat.begin_case()
    house.clock.pass_minutes(29)
    assert pat.events()
    house.clock.pass_minutes(2)
    for path in ("/conversation", "/events", "/cases", "/case", "/case/answers", "/case/documents"):
        assert pat.client.get(path).status_code == 401
    assert "What you recorded is kept" in pat.client.get("/conversation").json()["error"]
    assert pat.send("x", "m9").status_code == 401


def test_an_active_session_goes_on_until_twelve_hours_are_over(pat, house):
    for _ in range(35):
        house.clock.pass_minutes(20)
        assert pat.client.get("/conversation").status_code == 200
    house.clock.pass_minutes(21)
    assert pat.client.get("/conversation").status_code == 401


def test_an_older_cookie_of_the_session_does_not_bring_it_back(pat, house):
    old = dict(pat.client.cookies)
    house.clock.pass_minutes(20)
    pat.client.get("/conversation")
    assert pat.client.delete("/session", headers=pat.headers).status_code == 204
    kept = "; ".join(f"{name}={value}" for name, value in old.items())
    assert pat.client.get("/conversation", headers={"cookie": kept}).status_code == 401


def test_a_session_that_was_ended_stays_ended_after_a_restart(house, tmp_path):
    def served(**more):
        return TestClient(
            application(house, KEY, None, folder=tmp_path), base_url="http://127.0.0.1:8080", **more
        )

    with served() as client:
        visit = Visit(client).sign_in()
        cookies = dict(client.cookies)
        client.delete("/session", headers=visit.headers)
    assert (tmp_path / "sessions.ended").stat().st_mode & 0o777 == 0o600
    with served(cookies=cookies) as restarted:
        assert restarted.get("/conversation").status_code == 401


def test_a_session_outlives_a_restart(pat, house):
    pat.begin_case()
    with TestClient(
        application(house, KEY, None), base_url="http://127.0.0.1:8080", cookies=pat.client.cookies
    ) as restarted:
        assert restarted.get("/conversation").json()["case"] == pat.client.get("/conversation").json()["case"]


def test_another_computer_goes_on_in_the_case_with_its_whole_history(pat, visit, house):
    case = pat.begin_case()
    elsewhere = visit()
    assert [found["id"] for found in elsewhere.client.get("/cases").json()["cases"]] == [case]
    state = elsewhere.post("/session/case", {"case": case}).json()
    assert (state["case"], state["read_only"]) == (case, False)
    assert [event["id"] for event in elsewhere.events()] == ["m2"] or len(elsewhere.events()) == 2
    elsewhere.say(payload("opening.danger", "no"), "m3")
    assert pat.events()[-1]["id"] == "m3"


def test_a_control_of_the_page_is_a_command_and_an_unknown_one_is_refused(pat, house):
    pat.begin_case()
    assert pat.post("/messages", {"id": "c1", "command": "why"}).status_code == 202
    assert pat.answer_to("c1")["said"]["command"] == "why"
    assert house.speaker.turns[-1].button == {"command": "why"}
    assert pat.post("/messages", {"id": "c2", "command": "delete"}).status_code == 400


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"message": "x"}, "'id'"),
        ({"id": "m", "message": ""}, "empty"),
        ({"id": "m", "message": 7}, "'message'"),
        ({"id": "m" * 201, "message": "x"}, "200"),
        ({"id": "m", "command": ["why"]}, "command"),
        ([], "object"),
    ],
)
def test_a_bad_message_is_refused_in_one_sentence(pat, house, body, says):
    answer = pat.post("/messages", body)
    assert answer.status_code == 400 and says in answer.json()["error"] and house.speaker.turns == []


def test_a_demonstration_answers_to_this_computers_names_alone_and_to_no_proxy(client):
    assert client.get("/", headers={"host": "rebound.example"}).status_code == 400
    assert client.get("/start", headers={"host": "localhost:8080"}).status_code == 200
    for name in ("x-forwarded-for", "forwarded", "x-real-ip"):
        assert client.get("/start", headers={name: "203.0.113.9"}).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"org": "sevenoaks-dc"},
        {"practitioner": "nobody"},
        {"practitioner": ["x"]},
        {"practitioner": "sevenoaks-dc/jo-clarke", "org": "dover-dc"},
        {"code": "C-0001-aaaaaaaaaaaaaaaa"},
    ],
)
def test_a_demonstration_takes_its_sample_practitioners_alone(client, body):
    assert Visit(client).post("/session", body).status_code in (400, 401)


def test_behind_a_token_no_session_starts_without_it(guarded):
    assert guarded.get("/start").json()["sign_in"] == "token"
    assert guarded.get("/start").json()["practitioners"] == []
    for token in (None, "wrong", 7):
        assert token_visit(guarded, token=token)[1].status_code == 401
    assert Visit(guarded).post("/session", {"practitioner": "sevenoaks-dc/jo-clarke"}).status_code == 401
    assert token_visit(guarded)[1].status_code == 200


def test_behind_a_token_the_same_name_is_not_the_same_person_and_the_code_opens_the_case(guarded, house):
    first, _ = token_visit(guarded)
    case = first.begin_case()
    code = guarded.get("/conversation").json()["code"]
    guarded.cookies.clear()
    second, _ = token_visit(guarded)
    assert guarded.get("/cases").json() == {"cases": []}
    assert second.post("/session/case", {"case": case}).status_code == 404
    assert second.post("/session", {"code": case + "-aaaaaaaaaaaaaaaa", "token": TOKEN}).status_code == 403
    assert second.post("/session", {"code": code}).status_code == 401
    again = second.post("/session", {"code": f" {code} ", "token": TOKEN})
    assert again.json()["case"] == case and len(second.events()) == 2


@pytest.mark.parametrize("path", ["/", SHEET, "/start", "/health", "/nothing", "/conversation", "/events"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"


def test_only_the_sites_on_the_list_may_show_the_page_in_a_frame(house):
    ours = ("https://intranet.example",)
    with TestClient(application(house, KEY, TOKEN, framers=ours), base_url="https://desk.example") as client:
        first = client.get("/").headers
        assert "frame-ancestors 'self' https://intranet.example;" in first["content-security-policy"]
        assert "x-frame-options" not in first
        script = SHEET
        assert (
            client.get(script, headers={"origin": ours[0]}).headers["access-control-allow-origin"] == ours[0]
        )
        other = client.get(script, headers={"origin": "https://evil.example"}).headers
        assert "access-control-allow-origin" not in other
        assert "access-control-allow-origin" not in client.get("/start", headers={"origin": ours[0]}).headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pyproject.toml",
        "/static/%2e%2e/README.md",
        "/static/",
        "/static/page.py",
        "/static/package.json",
        "/static/index.html",
        "/static/node_modules/typescript/lib/tsc.js",
        "/static//etc/passwd.js",
        "/static/%00.js",
        "/static/a" + "/b" * 200 + ".js",
    ],
)
def test_nothing_but_the_pages_own_files_is_served(client, path):
    assert client.get(path).status_code == 404


def test_documents_have_neutral_names_and_a_locked_one_says_why(pat):
    case = pat.begin_case()
    listed = pat.client.get(f"/cases/{case}/documents").json()["documents"]
    assert listed == pat.client.get("/case/documents").json()["documents"] or "docx" not in listed[1]
    docx, html = pat.client.get(listed[0]["docx"]), pat.client.get(listed[0]["html"])
    assert docx.headers["content-disposition"] == 'attachment; filename="notes.docx"'
    assert "sandbox" in html.headers["content-security-policy"]
    for path in (f"/cases/{case}/documents/marac-referral.docx", "/case/documents/marac-referral"):
        locked = pat.client.get(path)
        assert (locked.status_code, locked.json()["error"]) == (409, "Tell the DSO first, and record when.")
    assert pat.client.get(f"/cases/{case}/documents/case-note.exe").status_code == 404
    assert pat.client.get("/case/documents/nothing").status_code == 404


def test_leaving_ends_the_session_and_clears_what_the_browser_kept(pat):
    assert pat.client.delete("/session").status_code == 403
    left = pat.client.delete("/session", headers=pat.headers)
    assert left.status_code == 204 and '"storage"' in left.headers["clear-site-data"]
    assert pat.client.get("/conversation").status_code == 401


def test_health_is_ok_only_once_a_conversation_can_be_held(house):
    with TestClient(application(house, KEY, None), base_url="http://127.0.0.1:8080") as c:
        assert (c.get("/health").status_code, c.get("/health").json()) == (200, {"status": "ok"})
        house.records.failure = BrokenHouseError("The database is locked.")
        assert c.get("/health").json() == {"status": "not ready", "missing": ["The database is locked."]}


def test_health_says_what_is_missing():
    house = House(broken=BrokenHouseError("There is no trained model: run `heard train`."))
    with TestClient(application(house, KEY, None), base_url="http://127.0.0.1:8080") as c:
        c.get("/health")
        answer = c.get("/health")
        assert answer.status_code == 503
        assert answer.json()["missing"] == ["There is no trained model: run `heard train`."]


def test_the_signing_key_is_made_once_for_this_user_alone(tmp_path):
    first = signing_key(tmp_path / "data", None)
    assert signing_key(tmp_path / "data", None) == first
    assert signing_key(tmp_path / "data", TOKEN) != first
    assert (tmp_path / "data" / "sessions.key").stat().st_mode & 0o777 == 0o600


def test_a_code_belongs_to_its_case_alone():
    sessions = Sessions(KEY)
    assert sessions.case_of(sessions.code("C-1")) == "C-1"
    assert sessions.case_of(sessions.code("C-1").replace("C-1", "C-2")) is None
    assert Sessions(b"x" * 32).case_of(sessions.code("C-1")) is None
