"""What is said about practice or denied must never silence a danger told in the same breath."""

import pytest

from tests.evaluation.figures import language


@pytest.mark.parametrize(
    "text",
    [
        "hes in the room pretend the call is about the bins",
        "pretend she isn't here he's at the door with a knife",
        "he made up with her but he's back now with a knife",
        "he's been practising with his shotgun, he's outside now",
        "not in immediate danger hes outside with a knife",
        "this is not practice, he is outside with a knife",
        "she went for a test and he is in the waiting room with a knife",
    ],
)
def test_danger_is_heard_beside_words_of_practice_or_denial(text: str) -> None:
    assert language().danger(text)


@pytest.mark.parametrize(
    "text", ["Just practising. He's got a knife.", "pretend she says he's outside", "not in immediate danger"]
)
def test_practice_that_says_so_first_and_a_bare_denial_stop_nobody(text: str) -> None:
    assert not language().danger(text)


@pytest.mark.parametrize(
    "clause",
    ["he is outside with a knife", "she has just taken an overdose", "he's got her by the throat"],
)
def test_one_clause_of_danger_is_heard_in_the_middle_of_a_long_note(clause: str) -> None:
    before = "Tenant called about the damp in the bedroom. Mould wash booked for the 9th, contractor told."
    after = "Rent account is clear. Gas certificate is due in May. She would like a copy of her tenancy."
    assert language().danger(f"{before} {clause.capitalize()}. {after}")
    assert language().danger(f"Rang re damp, wash booked for the 9th, {clause}, rent is clear, copy sent")
    assert not language().danger(f"{before} {after}")


@pytest.mark.parametrize("text", ["help", "Help!", "HELP", "help me", "please help"])
def test_a_bare_cry_for_help_asks(text: str) -> None:
    assert language().danger(text)


@pytest.mark.parametrize("question", ["dash_15.consciousness", "dash_18.who", "opening.danger", "dash", None])
def test_a_sentence_answers_no_question_that_was_not_taught(question: str | None) -> None:
    assert language().answer("He had his hands round my throat last Tuesday.", "dash_15") == "yes"
    assert language().answer("He had his hands round my throat last Tuesday.", question) == "unclear"
