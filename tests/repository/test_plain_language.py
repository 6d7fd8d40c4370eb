"""Everything the program says to a person is plain, blames nobody and tells nobody to leave or to stay."""

from dataclasses import replace

import pytest

from tests.repository import plain_language as plain
from tests.repository.plain_language import Said

_LONG = "We " + "and they " * 20 + "talked."
_HARD = (
    "Multidisciplinary organisational consultation necessitates comprehensive documentation, "
    "notwithstanding confidentiality considerations regarding intergenerational vulnerabilities, "
    "institutional responsibilities and administrative accountability arrangements, particularly regarding evaluation."
)
_PLAIN = (
    "Ask them when it is safe to ring. Write down what they say in their own words. Do not leave a message."
)


def _listed(said: list[Said]) -> list[str]:
    return [str(one) for one in said]


def _everything() -> tuple[Said, ...]:
    return (*plain.said_by_packs(), *plain.said_by_program())


def test_every_kind_of_text_is_collected_from_packs_program_and_page() -> None:
    places = [said.place for said in _everything()]
    for kind in (
        ".questions.", ".text", ".why", ".hint", ".remarks.", ".intro", ".choices.", ".members.", ".wording.", ".answer",
        ".title", ".actions.", ".lowers", ".criteria.", ".gateways.", ".sharing", ".referrals.", ".says", ".doubt",
        ".indicators.", ".documents.", ".repeat", ".warnings", "bot/cli/", "bot/channels/", "bot/application/",
        "web/strings.js:",
    ):  # fmt: skip
        assert any(kind in place for place in places), kind
    assert {place.partition(".")[0] for place in places} >= {policy.org for policy in plain.policies()}
    assert len(plain.said_by_packs()) > 3000 and len(plain.said_by_program()) > 300


def test_no_sentence_is_longer_than_thirty_words() -> None:
    assert _listed(plain.too_long(_everything())) == []


def test_no_text_of_twenty_words_or_more_is_hard_to_read() -> None:
    assert _listed(plain.hard_to_read(_everything())) == []


def test_half_of_all_texts_are_easy_to_read() -> None:
    assert plain.median_ease(plain.said_by_packs()) >= plain.MEDIAN_EASE
    assert plain.median_ease(plain.said_by_program()) >= plain.MEDIAN_EASE


def test_nothing_blames_the_person_who_was_abused() -> None:
    assert _listed([said for said in _everything() if plain.blames(said.text)]) == []


def test_nothing_tells_anyone_to_leave_or_to_stay() -> None:
    assert _listed([said for said in _everything() if plain.says_leave_or_stay(said.text)]) == []


def test_an_abbreviation_is_explained_where_a_journey_first_uses_it() -> None:
    found = [
        one
        for policy in plain.policies()
        for one in plain.unexplained(policy.journey, f"{policy.org}.journey")
    ]
    assert _listed(found) == []


def test_each_official_name_that_is_left_out_of_the_measure_is_in_use() -> None:
    texts = "\n".join(said.text for said in _everything())
    assert [name for name in plain.OFFICIAL_NAMES if name not in texts] == []


def test_a_long_sentence_is_found_and_a_short_one_is_not() -> None:
    assert plain.longest(_LONG) == 42
    assert plain.too_long([Said("here", _LONG), Said("there", _PLAIN)]) == [Said("here", _LONG)]


def test_a_sentence_ends_at_its_full_stop_or_at_the_end_of_its_line() -> None:
    thirty = " ".join(["word"] * 30)
    assert plain.too_long([Said("stop", f"{thirty}. {thirty}."), Said("line", f"{thirty}\n{thirty}")]) == []
    assert len(plain.too_long([Said("colon", f"{thirty}: {thirty}."), Said("semi", f"{thirty}; more.")])) == 2


def test_a_text_that_is_hard_to_read_is_found_and_a_plain_one_is_not() -> None:
    assert plain.hard_to_read([Said("here", _HARD), Said("there", _PLAIN)]) == [Said("here", _HARD)]
    assert plain.reading_ease(_PLAIN) > plain.MEDIAN_EASE > plain.EASE_FLOOR > plain.reading_ease(_HARD)


def test_the_median_falls_where_most_texts_are_hard() -> None:
    easy, hard = Said("here", _PLAIN), Said("there", _HARD)
    assert plain.median_ease([easy, hard, hard]) < plain.MEDIAN_EASE < plain.median_ease([easy, easy, hard])


def test_an_official_name_an_address_and_a_placeholder_count_as_one_word_each() -> None:
    assert plain.measured("Ask the {client} about the Domestic Abuse Act at www.gov.uk/abuse today.") == (
        "Ask the this about the Team at page today."
    )


@pytest.mark.parametrize(
    "text",
    [
        "She alleges that he hit her.",
        "The client claims he followed them.",
        "The {client} admits it happened.",
        "They denied abuse when asked.",
        "She failed to leave in March.",
        "The tenant refused to engage with us.",
        "Ask why she didn't ring the police.",
        "Why did you stay so long?",
        "They should have left sooner.",
        "Did anything provoke him?",
        "She allowed him back.",
        "She let him come back again.",
        "They put up with it for years.",
        "It is a toxic relationship.",
        "Their lifestyle adds to the risk.",
        "She fled to her mother.",
        "She chose to stay with him.",
        "She chose him over the children.",
        "It was a domestic dispute.",
        "Leave out doubt. She failed to protect them.",
    ],
)
def test_blame_is_found(text: str) -> None:
    assert plain.blames(text)


@pytest.mark.parametrize(
    "text",
    [
        "The alleged perpetrator is never told.",
        "They can claim benefits, and they said that he hit them.",
        "Leave out words that doubt or blame, such as failed to protect.",
        "Never ask why did you stay.",
        "So nobody writes that a parent failed to protect.",
        "Has anyone fled another district?",
        "They choose who is told.",
        "Who is allowed to see this?",
        "They refused consent.",
        "Ask why they are worried, and what they want.",
    ],
)
def test_a_fair_sentence_is_not_taken_for_blame(text: str) -> None:
    assert not plain.blames(text)


@pytest.mark.parametrize(
    "text",
    [
        "She should leave him.",
        "You must leave now.",
        "They need to stay at home.",
        "The client has to move out.",
        "The {client} ought to go back.",
        "You should not go back to him.",
        "They cannot stay there.",
        "Tell her to leave.",
        "Encourage them to leave the home.",
        "Help them to leave.",
        "Advise the client to stay put.",
        "Persuade them not to go back.",
        "Ask whether she works. Tell her that she should leave.",
        "I suggest leaving tonight.",
        "It is best to stay for now.",
        "The safest thing is to leave.",
        "Leave him.",
        "Listen first. Leave the house when you can.",
        "Get out of the house.",
        "Stay with him until the hearing.",
        "Do not go back to him.",
        "Never leave him without a plan.",
        "If they want to go, make them stay.",
    ],
)
def test_telling_someone_to_leave_or_to_stay_is_found(text: str) -> None:
    assert plain.says_leave_or_stay(text)


@pytest.mark.parametrize(
    "text",
    [
        "Never tell anyone to leave.",
        "Do not tell them to leave or to stay.",
        "Nobody says that they should leave.",
        "Ask whether they have to leave soon.",
        "If they want to stay, help them to stay.",
        "Would they like to leave, or to stay with more security?",
        "Leave the other person to the police.",
        "Please leave out names.",
        "You must leave a message only where that is safe.",
        "Ask them to stay on the line.",
        "Stay with them if it is safe for you.",
        "Do not leave her alone with him.",
        "Risk can change very quickly, above all when someone plans to leave.",
    ],
)
def test_a_sentence_that_leaves_the_choice_to_the_client_is_let_alone(text: str) -> None:
    assert not plain.says_leave_or_stay(text)


def test_an_abbreviation_without_its_meaning_is_found_once_and_where_it_stands() -> None:
    policy = plain.policies()[0]
    stage = policy.journey.stages[0]
    question = replace(
        stage.questions[0], why="So the LADO and the XYZ hear of it.", hint="", remarks=(), choices=()
    )
    again = replace(question, id="again")
    bare = replace(policy.journey, stages=(replace(stage, intro="", questions=(question, again)),))
    assert [said.place for said in plain.unexplained(bare, "here")] == [
        f"here.{question.id} (LADO)",
        f"here.{question.id} (XYZ)",
    ]
    told = replace(
        question, hint="The LADO is the Local Authority Designated Officer.", why="The LADO hears of it."
    )
    fair = replace(policy.journey, stages=(replace(stage, intro="", questions=(told, again)),))
    assert [said.place for said in plain.unexplained(fair, "here")] == ["here.again (XYZ)"]


@pytest.mark.parametrize(
    ("text", "found"), [("Two DSOs met the MARAC.", ["DSO", "MARAC"]), ("Ring your GP.", [])]
)
def test_abbreviations_are_read_in_the_singular_and_everyday_ones_are_let_alone(
    text: str, found: list[str]
) -> None:
    assert plain.abbreviations(text) == found


def test_sentences_are_read_from_code_and_nothing_else_is() -> None:
    source = '''
"""This docstring is not said to anyone."""
SAID = "This one is said to a person."
FILLED = f"There are {count} of them in all."
SHORT = "Not this."
KEY = "not a sentence at all"
def refuse(name):
    """Nor is this docstring said to anyone."""
    raise BadRequestError(f"{name} is not a name of ours")
def fail():
    raise ValueError("this one is for programmers")
'''
    assert [(said.place, said.text) for said in plain.sentences_in(source, "here.py")] == [
        ("here.py:3", "This one is said to a person."),
        ("here.py:4", "There are {it} of them in all."),
        ("here.py:9", "{it} is not a name of ours"),
    ]
