"""The REST channel: Rasa's contract, and every bad input that reaches it."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.safeguarding.errors import KeyMissingError, NotSavedError, NotYoursError

from .small_house import TOKEN, payload

HOOK = "/webhooks/rest/webhook"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
CANARY = "zebra-crossing-canary"


def test_a_reply_has_rasas_shape_with_buttons_and_state_on_the_last_message(post):
    answer = post("hello")
    assert answer.status_code == 200
    (only,) = answer.json()
    assert (only["recipient_id"], only["text"]) == ("pat", "What is this about?")
    assert only["buttons"][0] == {"title": "A live case", "payload": payload("opening.mode", "live")}
    assert only["custom"] | {"case_id": ""} == only["custom"]
    assert {k: only["custom"][k] for k in ("stage", "question", "kind")} == {
        "stage": "opening",
        "question": "opening.mode",
        "kind": "choice",
    }


def test_the_same_message_twice_has_the_same_reply_and_is_handled_once(post, house):
    post("hello", message_id="m1")
    first, second = (
        post(payload("opening.mode", "live"), message_id="m2"),
        post(payload("opening.mode", "live"), message_id="m2"),
    )
    assert first.json() == second.json()
    assert [turn.message_id for turn in house.speaker.turns] == ["m1", "m2"]


def test_the_same_message_five_times_at_once_is_handled_once(post, house):
    house.speaker.slow = 0.05
    with ThreadPoolExecutor(5) as pool:
        answers = [f.result().json() for f in [pool.submit(post, "hello", message_id="m1") for _ in range(5)]]
    assert all(answer == answers[0] for answer in answers)
    assert len(house.speaker.turns) == 1


def test_a_message_without_an_id_gets_one(post, house):
    post("hello"), post("hello again")
    ids = [turn.message_id for turn in house.speaker.turns]
    assert len(set(ids)) == 2 and all(ids)


def test_a_button_on_offer_is_a_button(post, house):
    post("hello"), post(payload("opening.mode", "live"))
    assert house.speaker.turns[-1].button == {"question": "opening.mode", "value": "live"}
    assert house.speaker.turns[-1].text == ""


def test_a_button_of_an_earlier_question_records_nothing_and_shows_the_open_question(post, house):
    post("hello"), post(payload("opening.mode", "live"))
    answer = post(payload("opening.mode", "practice")).json()
    assert [m["text"] for m in answer] == [
        "That button belongs to an earlier question, so nothing was recorded for it.",
        "Is anyone in danger right now?",
    ]
    assert len(answer[-1]["buttons"]) == 3
    assert len(house.speaker.turns) == 2


def test_a_button_of_a_conversation_that_is_over_leads_to_its_first_question(post, house):
    (stale, first) = post(payload("opening.mode", "live")).json()
    assert "nothing was recorded" in stale["text"] and first["text"] == "What is this about?"
    assert house.speaker.turns[0].button == {"command": "again"}


@pytest.mark.parametrize(
    "typed", ["/affirm", "/restart", "/session_start{}", '/affirm{"a": 1}', "/back", "/answer", "/answer{"]
)
def test_a_typed_intent_is_text(post, house, typed):
    post("hello"), post(typed)
    assert (house.speaker.turns[-1].text, house.speaker.turns[-1].button) == (typed, None)


@pytest.mark.parametrize(
    "text", ["Ünïcødé 🧿", "\u202eright to left", "a\x00b\x07", "  spaces kept  ", "line\nline\r\n"]
)
def test_the_text_arrives_byte_for_byte(post, house, text):
    assert post(text).status_code == 200
    assert house.speaker.turns[-1].text == text


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"sender": 7}, "'sender'"),
        ({"sender": ["z"]}, "'sender'"),
        ({"sender": ""}, "'sender'"),
        ({"sender": "x" * 201}, "200"),
        ({"sender": "a\nb"}, "'sender'"),
        ({"message": 7}, "'message'"),
        ({"message": None}, "'message'"),
        ({"message": ["a"]}, "'message'"),
        ({"message": ""}, "empty"),
        ({"message": " \n"}, "empty"),
        ({"metadata": "x"}, "'metadata'"),
        ({"metadata": {}}, "organisation"),
        ({"metadata": {"org": "atlantis"}}, "sevenoaks-dc"),
        ({"metadata": {"org": ["a"]}}, "organisation"),
        ({"metadata": {"org": "sevenoaks-dc", "message_id": 3}}, "'message_id'"),
        ({"metadata": {"org": "sevenoaks-dc", "message_id": "x" * 201}}, "200"),
    ],
)
def test_a_field_that_is_wrong_is_named_in_one_sentence(client, house, body, says):
    good = {"sender": "pat", "message": "hello", "metadata": {"org": "sevenoaks-dc"}}
    answer = client.post(HOOK, json=good | body)
    assert answer.status_code == 400
    assert says in answer.json()["error"] and answer.json()["error"].endswith(".")
    assert house.speaker.turns == []


@pytest.mark.parametrize("content", [b"", b"not json", b"[1]", b'"text"', b"[" * 200_000, b"\xff\xfe", b"{"])
def test_a_body_that_is_not_a_json_object_is_refused(client, content):
    answer = client.post(HOOK, content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 400 and "JSON" in answer.json()["error"]


def test_a_form_from_another_site_is_not_taken_for_json(client, house):
    answer = client.post(HOOK, content=b'{"sender": "pat"}', headers={"content-type": "text/plain"})
    assert answer.status_code == 400 and house.speaker.turns == []


def test_half_a_character_is_refused_because_it_cannot_be_kept(client, house):
    body = b'{"sender": "pat", "message": "\\ud800", "metadata": {"org": "sevenoaks-dc"}}'
    assert client.post(HOOK, content=body, headers={"content-type": "application/json"}).status_code == 400
    assert house.speaker.turns == []


def test_over_100_000_characters_nothing_is_recorded(post, house):
    assert post("x" * 100_000).status_code == 200
    answer = post("x" * 100_001)
    assert answer.status_code == 413 and "nothing was recorded" in answer.json()["error"]
    assert len(house.speaker.turns) == 1


def test_a_body_is_not_read_beyond_its_limit(client, house):
    read = []

    def endless():
        while len(read) < 1000:
            read.append(1)
            yield b"x" * 100_000

    answer = client.post(HOOK, content=endless(), headers={"content-type": "application/json"})
    assert answer.status_code == 413 and house.speaker.turns == []


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (NotSavedError("Nothing was saved: please send it again."), 503),
        (NotYoursError("This case is another's."), 403),
        (KeyMissingError("The key file is missing."), 503),
    ],
)
def test_a_fault_is_told_in_its_own_sentence(post, house, failure, status):
    house.speaker.failure = failure
    answer = post("hello")
    assert (answer.status_code, answer.json()) == (status, {"error": str(failure)})


def test_an_unforeseen_fault_is_told_without_its_words_and_none_reach_the_log(post, house, caplog):
    caplog.set_level(logging.DEBUG)
    house.speaker.failure = ValueError(f"bad value {CANARY}")
    answer = post(CANARY)
    assert answer.status_code == 500 and CANARY not in answer.text
    assert "ValueError" in caplog.text and CANARY not in caplog.text


def test_a_house_without_a_dialogue_never_answers_as_if_all_were_well(post, house):
    house.broken = KeyMissingError("The key file is missing.")
    assert post("hello").status_code == 503


def test_behind_a_token_every_request_needs_it(guarded, house):
    body = {"sender": "pat", "message": "hello", "metadata": {"org": "sevenoaks-dc"}}
    for header in (
        {},
        {"authorization": "Bearer wrong"},
        {"authorization": TOKEN},
        {"authorization": "Basic x"},
    ):
        assert guarded.post(HOOK, json=body, headers=header).status_code == 401
    assert house.speaker.turns == []
    assert guarded.post(HOOK, json=body, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=JSON
    | st.fixed_dictionaries(
        {
            "sender": JSON,
            "message": JSON,
            "metadata": JSON
            | st.fixed_dictionaries({"org": st.just("sevenoaks-dc") | JSON}, optional={"message_id": JSON}),
        }
    )
)
def test_no_body_ever_makes_a_server_error(client, body):
    import json

    content = json.dumps(body).encode()
    answer = client.post(HOOK, content=content, headers={"content-type": "application/json"})
    assert answer.status_code in (200, 400, 413)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_no_bytes_ever_make_a_server_error(client, content):
    assert client.post(HOOK, content=content, headers={"content-type": "application/json"}).status_code == 400
