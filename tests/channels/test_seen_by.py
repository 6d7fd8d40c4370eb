"""Who sees a case: its practitioner and the leads of its organisation. Everybody else, on every route."""

import base64
import json

import pytest
from starlette.testclient import TestClient

from bot.channels.application import application
from bot.channels.sessions import Sessions, cookie_settings

from .small_house import KEY, TOKEN, House, payload

CANARY = "zebra-crossing-canary"
READING = (
    "/conversation",
    "/cases",
    "/events",
    "/case",
    "/case/answers",
    "/case/documents",
    "/case/documents/case-note",
)
OF_A_CASE = (
    "/cases/{}/documents",
    "/cases/{}/documents/case-note.docx",
    "/cases/{}/documents/case-note.html",
)
CHANGING = (
    ("POST", "/session", {"practitioner": "sevenoaks-dc/sam-okafor"}),
    ("POST", "/session", {}),
    ("DELETE", "/session", None),
    ("POST", "/session/case", {"case": "C-0001"}),
    ("POST", "/messages", {"id": "m", "message": "x"}),
)
JSON = {"accept": "application/json"}


@pytest.fixture
def case(pat):
    """A case with words in it."""
    case_id = pat.begin_case()
    pat.say(payload("opening.danger", "no"), "m3")
    pat.say(payload("curiosity.cues", "glances"), "m4")
    pat.say(CANARY, "m5")
    return case_id


def read_everything(client, case_id, **more):
    """Each reading route's answer, in one place."""
    paths = (*READING, *(path.format(case_id) for path in OF_A_CASE))
    return {path: client.get(path, headers=JSON, **more) for path in paths}


def tells_nothing_of(answers, case_id):
    """Whether no answer holds a word of the case; a path that was asked for may stand in a link."""
    return all(CANARY not in answer.text and f'"{case_id}"' not in answer.text for answer in answers.values())


def test_its_practitioner_sees_every_part_of_it(pat, case):
    answers = read_everything(pat.client, case)
    assert {path: a.status_code for path, a in answers.items()} == dict.fromkeys(answers, 200)
    assert CANARY in answers["/events"].text and CANARY in answers["/case"].text
    assert CANARY in answers["/case/answers"].text and CANARY in answers["/case/documents/case-note"].text


def test_nobody_sees_nothing(house, case):
    with TestClient(application(house, KEY, None), base_url="http://127.0.0.1:8080") as nobody:
        answers = read_everything(nobody, case)
        assert {a.status_code for a in answers.values()} == {401} and tells_nothing_of(answers, case)


@pytest.mark.parametrize(
    ("who", "org"),
    [
        ("sam-okafor", "sevenoaks-dc"),
        ("jo-clarke", "dover-dc"),
        ("alex-morgan", "dover-dc"),
        ("sam-okafor", "dover-dc"),
    ],
    ids=["another practitioner", "a lead elsewhere", "a namesake elsewhere", "a practitioner elsewhere"],
)
def test_other_people_see_nothing_of_it(visit, case, who, org):
    other = visit(who, org)
    opened = other.post("/session/case", {"case": case})
    assert (opened.status_code, opened.json()) == (404, other.post("/session/case", {"case": "none"}).json())
    answers = read_everything(other.client, case)
    assert tells_nothing_of(answers, case)
    assert answers["/cases"].json() == {"cases": []} and answers["/events"].json() == {"events": []}
    assert {answers[path].status_code for path in READING if path.startswith("/case/")} == {404}
    assert {answers[path.format(case)].status_code for path in OF_A_CASE} == {404}
    assert answers["/case"].status_code == 404


def test_another_practitioner_with_a_case_of_their_own_sees_that_one_alone(visit, case):
    other = visit("sam-okafor")
    own = other.begin_case()
    answers = read_everything(other.client, case)
    assert [found["id"] for found in answers["/cases"].json()["cases"]] == [own]
    assert tells_nothing_of(answers, case)
    assert {answers[path.format(case)].status_code for path in OF_A_CASE} == {404}


def test_a_lead_of_its_organisation_reads_it_and_cannot_write_in_it(visit, house, case):
    lead = visit("jo-clarke")
    assert lead.client.get("/cases").json()["cases"][0]["own"] is False
    state = lead.post("/session/case", {"case": case}).json()
    assert (state["read_only"], state["case"]) == (True, case)
    answers = read_everything(lead.client, case)
    assert {path: a.status_code for path, a in answers.items()} == dict.fromkeys(answers, 200)
    assert CANARY in answers["/events"].text and CANARY in answers["/case"].text
    turns = len(house.speaker.turns)
    assert lead.send("x", "m9").status_code == 403 and len(house.speaker.turns) == turns
    assert ("case_read", "Jo Clarke", case) in house.records.notes


def test_reading_a_case_leaves_its_practitioner_in_it(visit, pat, case):
    visit("jo-clarke").post("/session/case", {"case": case})
    assert pat.client.get("/conversation").json()["case"] == case
    assert pat.say("He did it again.", "m6")["reply"]["case"] == case


def test_a_lead_has_cases_of_their_own_too(visit):
    lead = visit("jo-clarke")
    own = lead.begin_case()
    assert lead.client.get("/cases").json()["cases"][0]["own"] is True
    assert lead.post("/session/case", {"case": own}).json()["read_only"] is False


def test_practice_is_seen_by_nobody_else(visit, house, pat):
    case = pat.begin_case()
    from dataclasses import replace

    house.records.kept[case] = replace(house.records.kept[case], mode="practice")
    assert visit("jo-clarke").post("/session/case", {"case": case}).status_code == 404


def test_an_expired_session_sees_nothing(pat, house, case):
    house.clock.pass_minutes(31)
    answers = read_everything(pat.client, case)
    assert {a.status_code for a in answers.values()} == {401} and tells_nothing_of(answers, case)


def forged(cookies, **changes):
    """The session's cookie with other content under its old signature."""
    body, _, signature = cookies["page"].rpartition(".")
    content = json.loads(base64.urlsafe_b64decode(body)) | changes
    return f"{base64.urlsafe_b64encode(json.dumps(content).encode()).decode()}.{signature}"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: c["page"][:-1],
        lambda c: "x" + c["page"],
        lambda c: c["page"].split(".")[1],
        lambda c: "",
        lambda c: "é.é",
        lambda c: forged(c, conversation_id="web:other"),
        lambda c: forged(c, person={"id": "Alex Morgan", "name": "x", "org": "sevenoaks-dc", "role": "lead"}),
        lambda c: forged(c, seen=9_999_999_999),
        lambda c: Sessions(b"another key" * 3).signed("session", {"id": "x"}),
        lambda c: Sessions(KEY).signed("sign-in", {"id": "x"}),
    ],
)
def test_a_cookie_that_was_not_issued_here_is_no_session(pat, case, spoil):
    cookies = dict(pat.client.cookies)
    pat.client.cookies.clear()
    header = f"page={spoil(cookies)}; browser={cookies['browser']}".encode()
    answers = {path: pat.client.get(path, headers={**JSON, "cookie": header}) for path in READING}
    assert {a.status_code for a in answers.values()} == {401} and tells_nothing_of(answers, case)


def test_a_cookie_that_was_taken_to_another_browser_is_no_session(visit, pat, case):
    other = visit("sam-okafor")
    header = f"page={pat.client.cookies['page']}; browser={other.client.cookies['browser']}"
    other.client.cookies.clear()
    assert other.client.get("/conversation", headers={"cookie": header}).status_code == 401


@pytest.mark.parametrize(("method", "path", "body"), CHANGING)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"heard-csrf": ""},
        {"heard-csrf": "0" * 64},
        {"heard-csrf": "é"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
def test_without_the_token_or_from_another_site_nothing_can_be_changed(
    pat, house, case, method, path, body, headers
):
    turns, before = len(house.speaker.turns), pat.client.get("/conversation").json()
    ours = {} if "heard-csrf" in headers or not headers else pat.headers
    sent = {key.encode(): value.encode() for key, value in (ours | headers).items()}
    answer = pat.client.request(method, path, json=body, headers=sent)
    assert answer.status_code == 403 and "set-cookie" not in answer.headers
    assert len(house.speaker.turns) == turns
    assert pat.client.get("/conversation").json() == before


def test_the_token_of_another_browser_is_none(visit, pat, house):
    other = visit("sam-okafor")
    answer = pat.client.post("/messages", json={"id": "m", "message": "x"}, headers=other.headers)
    assert answer.status_code == 403 and house.speaker.turns == []


def test_a_browser_that_kept_no_cookie_is_told_so_and_not_to_load_again(pat, house):
    """Framed on a site of another domain, a browser sends none: to load again would never help."""
    pat.client.cookies.clear()
    answer = pat.client.post("/messages", json={"id": "m", "message": "x"}, headers=pat.headers)
    assert answer.status_code == 403 and house.speaker.turns == []
    assert "Your browser kept nothing of this page" in answer.text and "Load it again" not in answer.text


def test_signing_in_as_somebody_else_ends_the_session_before(pat, case):
    old = dict(pat.client.cookies)
    pat.sign_in("sam-okafor")
    assert pat.client.get("/cases").json() == {"cases": []}
    pat.client.cookies.clear()
    kept = "; ".join(f"{name}={value}" for name, value in old.items())
    assert pat.client.get("/conversation", headers={"cookie": kept}).status_code == 401


def test_other_systems_see_their_own_conversations_alone(client, guarded, case):
    path = f"/cases/{case}/documents"
    assert client.get(path, headers={"heard-sender": "Alex Morgan"}).status_code == 404
    assert guarded.get(path, headers={"heard-sender": "pat"}).status_code == 401
    assert (
        guarded.get(path, headers={"heard-sender": "pat", "authorization": f"Bearer {TOKEN}"}).status_code
        == 404
    )


def test_every_cookie_is_strict():
    settings = cookie_settings("page", True)
    assert (settings["samesite"], settings["httponly"], settings["secure"]) == ("strict", True, True)


def test_every_route_of_the_page_is_tried_here():
    app = application(House(), KEY, TOKEN)
    paths = {route.path for route in app.routes}
    tried = {
        *READING,
        *(path for _, path, _ in CHANGING),
        "/cases/{case}/documents",
        "/cases/{case}/documents/{name}",
    }
    open_to_all = {"/", "/start", "/health", "/static/{name:path}", "/webhooks/rest/webhook"}
    assert paths - {"/case/documents/{id}"} == (tried - {"/case/documents/case-note"}) | open_to_all
