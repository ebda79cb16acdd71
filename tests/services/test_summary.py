"""Long chats, and models that see only a part of them: summaries, and what is told of them."""

from __future__ import annotations

from threading import Event

import pytest
from service_kit import MakeServices, Services, other_model

from paddock.core.chats import Chat
from paddock.core.errors import UserError
from paddock.core.events import ContextShifted, FinishReason
from paddock.core.messages import Message, MessageStatus, Role, Turn
from paddock.core.models import GUIDE
from paddock.core.params import Overflow
from paddock.engine.api import PromptMeasure
from paddock.engine.fake import FakeAnswer
from paddock.services.context import Given
from paddock.services.reply import Phase
from paddock.services.summary import INSTRUCTION, shortened, turns_to_summarise

N_CTX = 400


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * count)


def long_chat(services: Services, overflow: Overflow, *, exchanges: int = 3, each: int = 50, ref: str = "") -> Chat:
    """A chat that nearly fills the context: each turn has `each` words, and the fake engine counts words."""
    chat = services.chats.new_chat(ref or other_model(services.folder))
    services.chats.set_system_prompt(chat.id, "Be brief.")
    services.chats.set_overflow(chat.id, overflow)
    head = None
    for number in range(exchanges):
        asked = services.store.add_message(chat.id, head, Role.USER, words(each, f"q{number}"))
        head = services.store.add_message(chat.id, asked.id, Role.ASSISTANT, words(each, f"a{number}")).id
    return services.chats.get(chat.id)


def turns_of_last(services: Services) -> list[tuple[Role, str]]:
    return [(turn.role, turn.text[:5]) for turn in services.engine.requests[-1].turns]


def test_what_does_not_fit_is_summarised_first(make_services: MakeServices) -> None:
    services = make_services("They talked.", "The answer.", n_ctx=N_CTX)
    chat = long_chat(services, Overflow.SUMMARISE)
    before = services.chats.messages(chat.id)
    reply = services.chats.send(chat.id, "and now?")
    list(reply)
    asked, answered = services.engine.requests
    assert asked.turns[-1] == Turn(Role.USER, INSTRUCTION)
    assert [turn.text[:2] for turn in asked.turns[:-1]] == ["Be", "q0", "a0", "q1", "a1"]
    assert asked.sampling.temperature == 0.0
    assert (asked.sampling.max_tokens or 0) <= 512
    assert answered.turns[0] == Turn(Role.SYSTEM, "Be brief.\n\nSummary of the conversation so far:\nThey talked.")
    assert [turn.text[:2] for turn in answered.turns[1:]] == ["q2", "a2", "an"]
    assert answered.overflow is Overflow.SHIFT
    after = services.chats.messages(chat.id)
    assert after[:6] == before  # the originals stay
    assert after[-1].first_kept == before[4].id
    (summary,) = services.store.summaries(chat.id)
    assert (summary.text, summary.message_id, summary.model) == ("They talked.", before[3].id, "Llama 3.2 1B Instruct")


def test_what_fits_is_not_summarised(make_services: MakeServices) -> None:
    services = make_services("The answer.", n_ctx=4000)
    chat = long_chat(services, Overflow.SUMMARISE)
    list(services.chats.send(chat.id, "and now?"))
    assert len(services.engine.requests) == 1
    assert services.chats.messages(chat.id)[-1].first_kept is None


def test_a_summary_is_used_again_and_the_next_one_builds_on_it(make_services: MakeServices) -> None:
    services = make_services("First summary.", words(180, "x"), "Second summary.", "End.", n_ctx=N_CTX)
    chat = long_chat(services, Overflow.SUMMARISE)
    list(services.chats.send(chat.id, words(20, "q3")))
    list(services.chats.send(chat.id, words(20, "q4")))
    second = services.engine.requests[2]
    assert second.turns[-1].text == INSTRUCTION
    assert "First summary." in second.turns[0].text
    assert "Second summary." in services.engine.requests[3].turns[0].text
    assert "First summary." not in services.engine.requests[3].turns[0].text
    assert len(services.store.summaries(chat.id)) == 2


def test_another_branch_does_not_get_the_summary_of_this_one(make_services: MakeServices) -> None:
    services = make_services("They talked.", "The answer.", "Another beginning.", n_ctx=N_CTX)
    chat = long_chat(services, Overflow.SUMMARISE)
    first = services.chats.messages(chat.id)[0]
    list(services.chats.send(chat.id, "and now?"))
    list(services.chats.again(first.id))
    assert services.engine.requests[-1].turns == (Turn(Role.SYSTEM, "Be brief."), Turn(Role.USER, first.text))


@pytest.mark.parametrize(
    "failure",
    [
        FakeAnswer(error=UserError("It is too long.", code="context-full")),
        FakeAnswer("Half of", dies=True),
        FakeAnswer("   "),
    ],
    ids=["refused", "died", "empty"],
)
def test_without_a_summary_the_oldest_turns_are_left_out(make_services: MakeServices, failure: FakeAnswer) -> None:
    services = make_services(failure, FakeAnswer("The answer.", dropped=2), n_ctx=N_CTX)
    chat = long_chat(services, Overflow.SUMMARISE)
    path = services.chats.messages(chat.id)
    list(services.chats.send(chat.id, "and now?"))
    assert services.engine.requests[-1].overflow is Overflow.SHIFT
    assert len(services.engine.requests[-1].turns) == 8
    answer = services.chats.messages(chat.id)[-1]
    assert (answer.text, answer.status, answer.first_kept) == ("The answer.", MessageStatus.COMPLETE, path[2].id)
    assert services.store.summaries(chat.id) == []


def test_stopped_while_it_summarises_it_stops(make_services: MakeServices) -> None:
    services = make_services(FakeAnswer("They talked.", gate=Event()), n_ctx=N_CTX)
    chat = long_chat(services, Overflow.SUMMARISE)
    reply = services.chats.send(chat.id, "and now?")
    assert reply.phase is Phase.WAITING
    seen: list[Phase] = []
    generate = services.engine.generate

    class Stopping:
        """Stops the reply as soon as the engine is asked."""

        def __call__(self, request: object) -> object:
            seen.append(reply.phase)
            reply.cancel()
            return generate(request)  # type: ignore[arg-type]

    services.engine.generate = Stopping()  # type: ignore[assignment, method-assign]
    events = list(reply)
    assert [event.reason for event in events] == [FinishReason.CANCELLED]  # type: ignore[union-attr]
    assert seen == [Phase.SUMMARISING]
    assert len(services.engine.requests) == 1
    assert services.store.summaries(chat.id) == []
    assert services.chats.messages(chat.id)[-1].status is MessageStatus.STOPPED


def test_the_guide_summarises_nothing(make_services: MakeServices) -> None:
    services = make_services("An answer.", n_ctx=N_CTX)
    chat = long_chat(services, Overflow.SUMMARISE, ref=GUIDE)
    list(services.chats.send(chat.id, "and now?"))
    assert len(services.engine.requests) == 1


@pytest.mark.parametrize("overflow", list(Overflow))
def test_what_the_engine_leaves_out_is_kept_with_the_answer(make_services: MakeServices, overflow: Overflow) -> None:
    services = make_services(FakeAnswer("The answer.", dropped=2), n_ctx=4000)
    chat = long_chat(services, overflow)
    path = services.chats.messages(chat.id)
    list(services.chats.send(chat.id, "and now?"))
    assert services.chats.messages(chat.id)[-1].first_kept == path[2].id


def given(*roles: Role) -> Given:
    turns = tuple(Turn(role, "x") for role in roles)
    numbers = tuple(range(1, len(turns) + 1))
    return Given(turns, numbers, numbers)


S, U, A = Role.SYSTEM, Role.USER, Role.ASSISTANT


@pytest.mark.parametrize(
    ("tokens", "count"),
    [
        ((10, 200, 200, 150, 150, 100), 3),  # the newest that take two fifths stay
        ((10, 100, 100, 100, 100, 500), 5),  # the question alone takes more than that
        ((10, 500, 200, 200, 200, 100), 3),  # only so much can be summarised at once
        ((10, 900, 300, 200, 200, 100), 3),  # not even that: its middle will be left out
    ],
)
def test_how_many_turns_are_summarised(tokens: tuple[int, ...], count: int) -> None:
    measure = PromptMeasure(sum(tokens), tokens, 1000)
    assert turns_to_summarise(given(S, U, A, U, A, U), measure, 60) == count


def test_what_the_template_writes_takes_room_as_well() -> None:
    tokens = (10, 200, 200, 200, 200, 100)
    chat = given(S, U, A, U, A, U)
    assert turns_to_summarise(chat, PromptMeasure(910, tokens, 1000), 60) == 5
    assert turns_to_summarise(chat, PromptMeasure(1010, tokens, 1000), 60) == 3


def test_a_chat_of_one_question_cannot_be_summarised() -> None:
    assert turns_to_summarise(given(S, U), PromptMeasure(2000, (10, 1990), 1000), 60) == 0
    assert turns_to_summarise(given(U), PromptMeasure(2000, (2000,), 1000), 60) == 0


def test_a_turn_that_is_too_long_to_be_summarised_loses_its_middle() -> None:
    turns = (Turn(S, "system"), Turn(U, "beginning " + "x" * 9000 + " end"), Turn(A, "yes"))
    tokens = (2, 3000, 1)
    short = shortened(turns, PromptMeasure(sum(tokens), tokens, 1000), 60)
    assert (short[0], short[2]) == (turns[0], turns[2])
    assert short[1].text.startswith("beginning x")
    assert short[1].text.endswith("x end")
    assert len(short[1].text) / 3 < 1000 - 120
    assert shortened(turns, PromptMeasure(sum(tokens), tokens, 4000), 60) == turns


class TestWhatIsTold:
    def test_what_the_model_would_see_is_told_before_it_is_asked(self, make_services: MakeServices) -> None:
        services = make_services("They talked.", "The answer.", n_ctx=N_CTX)
        chat = long_chat(services, Overflow.SHIFT, exchanges=5)
        path = services.chats.messages(chat.id)
        services.generation.load(chat.model)
        use = services.chats.context(chat.id, "and now?")
        assert (use.n_ctx, use.first_kept, use.summarised) == (N_CTX, path[8].id, False)
        assert use.used == 3 + 102 + 3
        services.chats.set_overflow(chat.id, Overflow.STOP)
        use = services.chats.context(chat.id, "and now?")
        assert (use.used, use.first_kept) == (3 + 5 * 102 + 3, None)

    def test_a_summary_is_told(self, make_services: MakeServices) -> None:
        services = make_services("They talked.", "The answer.", n_ctx=N_CTX)
        chat = long_chat(services, Overflow.SUMMARISE)
        list(services.chats.send(chat.id, "and now?"))
        use = services.chats.context(chat.id)
        path: list[Message] = services.chats.messages(chat.id)
        assert (use.summarised, use.first_kept) == (True, path[4].id)
        assert use.used < N_CTX

    def test_nothing_is_known_of_a_model_that_is_not_loaded(self, make_services: MakeServices) -> None:
        services = make_services()
        chat = long_chat(services, Overflow.SHIFT)
        assert services.chats.context(chat.id).n_ctx == 0
        services.chats.set_model(chat.id, "/gone.gguf")
        assert services.chats.context(chat.id).n_ctx == 0

    def test_of_a_chat_that_is_far_too_long_not_everything_is_counted(self, make_services: MakeServices) -> None:
        services = make_services(FakeAnswer("The answer.", dropped=2), n_ctx=100)
        chat = long_chat(services, Overflow.SHIFT, exchanges=40, each=20)
        path = services.chats.messages(chat.id)
        reply = services.chats.send(chat.id, "and now?")
        (shift,) = [event for event in reply if isinstance(event, ContextShifted)]
        request = services.engine.requests[-1]
        assert len(request.turns) < 40
        assert shift.dropped == 81 - (len(request.turns) - 1) + 2
        assert services.chats.messages(chat.id)[-1].first_kept == path[shift.dropped].id
        services.chats.prefill(chat.id, "x")
        assert len(services.engine.prefills) == 1
        services.chats.set_overflow(chat.id, Overflow.STOP)
        assert services.chats.context(chat.id, "x").used > 100
        services.chats.prefill(chat.id, "x")
        assert len(services.engine.prefills) == 1
