"""What a model is given of a chat, and what it is not."""

from __future__ import annotations

import random
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from paddock.core.chats import Chat, Summary
from paddock.core.errors import Remedy
from paddock.core.messages import Message, MessageStatus, Role, TextPart, Turn
from paddock.core.params import Overflow
from paddock.engine.api import GenerationRequest, PromptMeasure
from paddock.engine.child import overflow
from paddock.services.context import CHARACTERS, Given, given_of, latest, newest, turns_to_drop

CHAT = Chat(1, "", system_prompt="Be brief.")


def said(number: int, text: str, status: MessageStatus = MessageStatus.COMPLETE) -> Message:
    """Odd numbers are the person's."""
    role = Role.USER if number % 2 else Role.ASSISTANT
    return Message(number, 1, number - 1 or None, role, (TextPart(text),) if text else (), status)


PATH = [said(1, "q1"), said(2, "a1"), said(3, "q2"), said(4, "a2"), said(5, "q3")]


def test_each_turn_knows_its_messages() -> None:
    path = [said(1, "q1"), said(2, "", MessageStatus.FAILED), said(3, "q2"), said(4, "a"), said(5, "q3"), said(6, "")]
    given = given_of(CHAT, path)
    assert given.turns == (
        Turn(Role.SYSTEM, "Be brief."),
        Turn(Role.USER, "q1\n\nq2"),
        Turn(Role.ASSISTANT, "a"),
        Turn(Role.USER, "q3"),
    )
    assert (given.first, given.last) == ((None, 1, 4, 5), (None, 3, 4, 5))
    assert (given.n_head, given.summarised) == (1, False)


def test_a_question_that_was_too_long_is_not_asked_again_with_the_next_one() -> None:
    refused = replace(said(4, "", MessageStatus.FAILED), finish_reason=Remedy.NEW_CHAT.value)
    path = [said(1, "q1"), said(2, "a1"), said(3, "much too long"), refused]
    asked = (Turn(Role.SYSTEM, "Be brief."), Turn(Role.USER, "q1"), Turn(Role.ASSISTANT, "a1"))
    assert given_of(CHAT, [*path, said(5, "shorter")]).turns == (*asked, Turn(Role.USER, "shorter"))
    assert given_of(CHAT, path, draft="shorter").turns == (*asked, Turn(Role.USER, "shorter"))
    assert given_of(CHAT, path[:3]).turns == (*asked, Turn(Role.USER, "much too long"))
    assert given_of(CHAT, path).turns == (*asked, Turn(Role.USER, "much too long"))
    died = replace(refused, finish_reason="")
    joined = given_of(CHAT, [*path[:3], died, said(5, "again")]).turns[-1]
    assert joined == Turn(Role.USER, "much too long\n\nagain")


def test_a_draft_is_the_last_turn_and_joins_a_question_without_an_answer() -> None:
    assert given_of(replace(CHAT, system_prompt=""), PATH[:2], draft="what els").turns[-1] == Turn(
        Role.USER, "what els"
    )
    joined = given_of(CHAT, PATH, draft="and")
    assert joined.turns[-1] == Turn(Role.USER, "q3\n\nand")
    assert (joined.first[-1], joined.last[-1]) == (5, None)
    assert given_of(CHAT, [], draft="").turns == (Turn(Role.SYSTEM, "Be brief."), Turn(Role.USER, ""))


def test_a_summary_stands_for_what_it_covers() -> None:
    given = given_of(CHAT, PATH, Summary(1, 1, 2, "They greeted."))
    assert given.turns == (
        Turn(Role.SYSTEM, "Be brief.\n\nSummary of the conversation so far:\nThey greeted."),
        Turn(Role.USER, "q2"),
        Turn(Role.ASSISTANT, "a2"),
        Turn(Role.USER, "q3"),
    )
    assert given.summarised
    assert given.before == 2
    assert given.first_kept(0) == 3
    assert given.first_kept(2) == 5
    without_prompt = given_of(replace(CHAT, system_prompt=""), PATH, Summary(1, 1, 4, "All."))
    assert without_prompt.turns[0] == Turn(Role.SYSTEM, "Summary of the conversation so far:\nAll.")


@pytest.mark.parametrize(("dropped", "first"), [(0, None), (1, 2), (2, 3), (4, 5), (5, 5)])
def test_the_first_message_that_is_seen(dropped: int, first: int | None) -> None:
    assert given_of(CHAT, PATH).first_kept(dropped) == first
    assert given_of(replace(CHAT, system_prompt=""), PATH).first_kept(dropped) == first


def test_of_several_summaries_the_one_that_covers_most_of_this_branch() -> None:
    summaries = [
        Summary(1, 1, 2, "early"),
        Summary(2, 1, 4, "later"),
        Summary(3, 1, 2, "early again"),
        Summary(4, 1, 99, "of another branch"),
    ]
    assert latest(summaries, PATH) == summaries[1]
    assert latest(summaries, PATH[:3]) == summaries[2]
    assert latest(summaries, PATH[:1]) is None
    assert latest([], PATH) is None


def test_what_will_be_left_out_is_what_the_engine_leaves_out() -> None:
    """The forecast against the engine's own rule, over random chats."""
    draw = random.Random(5)
    left_out = 0
    for _ in range(500):
        turns = [Turn(Role.SYSTEM, "s" * draw.randint(1, 50))] * draw.randint(0, 1)
        for _ in range(draw.randint(0, 12)):
            turns += [Turn(Role.USER, "u" * draw.randint(1, 300)), Turn(Role.ASSISTANT, "a" * draw.randint(1, 300))]
        turns.append(Turn(Role.USER, "u" * draw.randint(1, 60)))
        n_ctx = draw.choice([256, 1000, 4096])
        request = GenerationRequest(tuple(turns), overflow=Overflow.SHIFT)
        fitted = overflow.fit(request, Letters(), n_ctx)  # type: ignore[arg-type]
        lengths = tuple(Letters().lengths(turns))
        measure = PromptMeasure(len(Letters().tokens(request)), lengths, n_ctx)
        dropped = fitted.shift.dropped if fitted.shift else 0
        assert turns_to_drop(turns, measure) == dropped
        left_out += bool(dropped)
    assert left_out > 100


class Letters(SimpleNamespace):
    """A prompt in which each letter is a token, and a turn has one more."""

    def tokens(self, request: Any) -> list[int]:
        return [0] * sum(self.lengths(request.turns))

    def lengths(self, turns: Any) -> list[int]:
        return [len(turn.text) + 1 for turn in turns]

    def without(self, request: GenerationRequest, dropped: int) -> GenerationRequest:
        head = int(request.turns[0].role is Role.SYSTEM)
        return replace(request, turns=(*request.turns[:head], *request.turns[head + dropped :]))


def test_nothing_at_all_is_given_of_an_empty_chat() -> None:
    assert given_of(Chat(1, ""), []) == Given((), (), ())


def conversation(exchanges: int, each: int) -> list[Message]:
    return [said(number, "x" * each) for number in range(1, 2 * exchanges + 1)]


def test_of_a_chat_that_is_far_too_long_only_the_end_is_given() -> None:
    n_ctx = 100
    short = given_of(CHAT, conversation(3, 200), draft="?")
    assert newest(short, n_ctx) is short
    given = newest(given_of(CHAT, conversation(500, 200), draft="?"), n_ctx)
    assert CHARACTERS * n_ctx / 2 - 400 <= given.characters <= CHARACTERS * n_ctx
    assert given.turns[0].text == "Be brief."
    assert given.turns[1].role is Role.USER
    assert given.turns[-1].text == "?"
    assert given.before == 1001 - (len(given.turns) - 1)
    assert given.first_kept(0) == given.first[1]
    assert given.first_kept(2) == given.first[3]


def test_what_is_left_out_stays_the_same_for_a_while() -> None:
    cuts = [newest(given_of(CHAT, conversation(exchanges, 50)), 100).before for exchanges in range(40, 80)]
    assert cuts == sorted(cuts)
    assert len(set(cuts)) <= 6  # 4,000 characters more, in steps of 800


def test_one_question_is_given_however_long_it_is() -> None:
    given = given_of(Chat(1, ""), [], draft="x" * 10_000)
    assert newest(given, 100).turns == given.turns
