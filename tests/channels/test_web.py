"""The page's channel: sessions, other people's cases, headers, and what another site can do."""

import pytest
from starlette.testclient import TestClient

from bot.channels.application import application
from bot.channels.sessions import Sessions, signing_key

from .small_house import KEY, TOKEN, BrokenHouseError, House, payload


def start(client, **body):
    return client.post("/session", json={"org": "sevenoaks-dc"} | body)


def say(client, message, id="m"):
    return client.post("/messages", json={"id": id, "message": message})


def begin_case(client):
    start(client)
    say(client, "hello", "m1")
    return say(client, payload("opening.mode", "live"), "m2").json()["reply"]


@pytest.fixture
def other(house):
    with TestClient(application(house, KEY, None), base_url="http://127.0.0.1:8080") as c:
        yield c


def test_the_start_screen_lists_the_organisations(client):
    assert client.get("/start").json()["organisations"] == [
        {"id": "sevenoaks-dc", "name": "Sevenoaks District Council"}
    ]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, guarded):
    cookie = start(client).headers["set-cookie"].lower()
    assert (
        "httponly" in cookie
        and "samesite=strict" in cookie
        and "max-age" not in cookie
        and "secure" not in cookie
    )
    assert "secure" in start(guarded, token=TOKEN).headers["set-cookie"].lower()


def test_the_conversation_comes_from_the_session_and_never_from_the_body(client, house):
    start(client)
    client.post(
        "/messages", json={"id": "m1", "message": "hi", "conversation_id": "web:other", "sender": "x"}
    )
    assert house.speaker.turns[0].conversation_id.startswith("web:")
    assert house.speaker.turns[0].conversation_id != "web:other"


def test_a_rest_sender_cannot_name_the_conversation_of_a_page(client, house, post):
    start(client), say(client, "hi")
    post("hi", sender=house.speaker.turns[0].conversation_id)
    assert len({turn.conversation_id for turn in house.speaker.turns}) == 2


def test_another_session_cannot_see_a_case_or_its_documents(client, other):
    case = begin_case(client)["case"]
    begin_case(other)
    assert client.get(f"/cases/{case}/documents").status_code == 200
    for path in (
        f"/cases/{case}/documents",
        f"/cases/{case}/documents/case-note.docx",
        "/cases/none/documents",
    ):
        answer = other.get(path)
        assert answer.status_code == 404 and case not in answer.text


def test_without_a_session_nothing_can_be_seen(client, other):
    case = begin_case(client)["case"]
    for path in ("/conversation", f"/cases/{case}/documents", f"/cases/{case}/documents/case-note.html"):
        assert other.get(path).status_code == 401
    assert other.get(f"/cases/{case}/documents", headers={"heard-sender": "pat"}).status_code == 404


@pytest.mark.parametrize(
    "spoil", [lambda c: c[:-1], lambda c: "x" + c, lambda c: c.split(".")[1], lambda c: "", lambda c: "é.é"]
)
def test_a_cookie_that_was_not_issued_here_is_no_session(client, spoil):
    start(client)
    good = client.cookies["page"]
    client.cookies.clear()
    assert client.get("/conversation", headers={"cookie": f"page={spoil(good)}".encode()}).status_code == 401


def test_a_session_is_over_after_half_an_hour_and_the_case_opens_again_with_its_code(client, house):
    reply = begin_case(client)
    house.clock.pass_minutes(31)
    assert client.get("/conversation").status_code == 401
    assert client.post("/session", json={"code": reply["case"] + "-aaaaaaaaaaaaaaaa"}).status_code == 403
    again = client.post("/session", json={"code": f" {reply['code']} "})
    assert again.json()["reply"]["question"] == "opening.danger"
    assert again.json()["transcript"][0]["answered"] == "A live case"


def test_an_active_session_goes_on(client, house):
    begin_case(client)
    for _ in range(3):
        house.clock.pass_minutes(20)
        assert client.get("/conversation").status_code == 200


def test_a_reload_shows_the_open_question_and_what_was_recorded(client):
    begin_case(client)
    state = client.get("/conversation").json()
    assert state["reply"]["messages"] == ["Is anyone in danger right now?"]
    assert [line["answered"] for line in state["transcript"]] == ["A live case"]
    assert [stage["id"] for stage in state["stages"]][:2] == ["opening", "curiosity"]


def test_a_session_outlives_a_restart(client, house):
    begin_case(client)
    with TestClient(
        application(house, KEY, None), base_url="http://127.0.0.1:8080", cookies=client.cookies
    ) as restarted:
        assert restarted.get("/conversation").json()["reply"]["question"] == "opening.danger"


def test_a_control_of_the_page_is_a_command_and_an_unknown_one_is_refused(client, house):
    begin_case(client)
    assert client.post("/messages", json={"id": "c1", "command": "why"}).status_code == 200
    assert house.speaker.turns[-1].button == {"command": "why"}
    assert client.post("/messages", json={"id": "c2", "command": "delete"}).status_code == 400


@pytest.mark.parametrize(
    "header", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}]
)
def test_another_site_can_neither_start_nor_write(client, house, header):
    assert client.post("/session", json={"org": "sevenoaks-dc"}, headers=header).status_code == 403
    start(client)
    assert client.post("/messages", json={"id": "m", "message": "x"}, headers=header).status_code == 403
    assert house.speaker.turns == []


def test_a_demonstration_answers_to_this_computers_names_alone(client):
    assert client.get("/", headers={"host": "rebound.example"}).status_code == 400
    assert client.get("/", headers={"host": "localhost:8080"}).status_code == 200


def test_behind_a_token_no_session_starts_without_it(guarded):
    assert guarded.get("/start").json()["needs_token"] is True
    for token in (None, "wrong", 7):
        assert start(guarded, token=token).status_code == 401
    assert start(guarded, token=TOKEN).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/static/page.css", "/static/page.js", "/start", "/health", "/nothing", "/conversation"]
)
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["/static/../pyproject.toml", "/static/%2e%2e/README.md", "/static/", "/static/page.py"]
)
def test_nothing_but_the_pages_own_files_is_served(client, path):
    assert client.get(path).status_code == 404


def test_documents_have_neutral_names_and_a_locked_one_says_why(client):
    case = begin_case(client)["case"]
    listed = client.get(f"/cases/{case}/documents").json()["documents"]
    assert listed[1]["locked"] and "docx" not in listed[1]
    docx, html = client.get(listed[0]["docx"]), client.get(listed[0]["html"])
    assert docx.headers["content-disposition"] == 'attachment; filename="notes.docx"'
    assert "sandbox" in html.headers["content-security-policy"]
    locked = client.get(f"/cases/{case}/documents/marac-referral.docx")
    assert (locked.status_code, locked.json()["error"]) == (409, "Tell the DSO first, and record when.")
    assert client.get(f"/cases/{case}/documents/case-note.exe").status_code == 404


def test_leaving_ends_the_session_and_clears_what_the_browser_kept(client):
    start(client)
    left = client.delete("/session")
    assert left.status_code == 204 and '"storage"' in left.headers["clear-site-data"]
    assert client.get("/conversation").status_code == 401


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
