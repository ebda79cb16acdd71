"""A mark in the text is filled in by a model that can; to any other it is text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from service_kit import MakeServices, other_model

from paddock.core.messages import MessageStatus, Role, Turn
from paddock.core.models import LoadedModel
from paddock.core.params import LoadParams
from paddock.engine.api import GenerationRequest
from paddock.engine.fake import FakeAnswer, FakeEngine
from paddock.services.generation import FILL_ME, infilling

CAN = LoadedModel(Path("/m"), "llama", 512, 512, 1, 1, "CPU", "", "file", 1.0, can_infill=True)
CODE = f"def f():\n    {FILL_ME}\n    return x"


def user(text: str) -> GenerationRequest:
    return GenerationRequest(turns=(Turn(Role.SYSTEM, "Be brief."), Turn(Role.USER, text)))


class TestTheRequest:
    def test_of_a_question(self) -> None:
        made = infilling(user(CODE), CAN)
        assert (made.turns, made.raw, made.suffix) == ((), "def f():\n    ", "\n    return x")

    def test_of_text_that_is_to_be_continued(self) -> None:
        made = infilling(GenerationRequest(raw=CODE), CAN)
        assert (made.raw, made.suffix) == ("def f():\n    ", "\n    return x")

    def test_goes_on_with_what_broke_off(self) -> None:
        turns = (Turn(Role.USER, CODE), Turn(Role.ASSISTANT, "x ="))
        made = infilling(GenerationRequest(turns=turns, continue_last=True), CAN)
        assert (made.raw, made.suffix, made.continue_last) == ("def f():\n    x =", "\n    return x", False)

    @pytest.mark.parametrize(
        "request_",
        [
            user("no mark"),
            user(f"{FILL_ME} and {FILL_ME}"),
            GenerationRequest(raw="no mark"),
            GenerationRequest(turns=(Turn(Role.USER, CODE), Turn(Role.ASSISTANT, "x"), Turn(Role.USER, "Thanks"))),
            GenerationRequest(turns=(Turn(Role.USER, "q"), Turn(Role.ASSISTANT, CODE))),
            GenerationRequest(),
        ],
    )
    def test_stays_as_it_is_otherwise(self, request_: GenerationRequest) -> None:
        assert infilling(request_, CAN) is request_

    def test_stays_as_it_is_for_a_model_that_cannot(self) -> None:
        assert infilling(user(CODE), replace(CAN, can_infill=False)).turns == user(CODE).turns


class Filling(FakeEngine):
    """All its models can."""

    def _model(self, path: Path, params: LoadParams) -> LoadedModel:
        return replace(super()._model(path, params), can_infill=True)


def test_a_message_in_a_chat_is_filled_in(make_services: MakeServices) -> None:
    engine = Filling([FakeAnswer("x = ", dies=True), "7"])
    services = make_services(engine=engine)
    chat = services.chats.new_chat()
    services.chats.set_model(chat.id, other_model(services.folder))
    list(services.chats.send(chat.id, CODE))
    assert (engine.requests[-1].raw, engine.requests[-1].suffix) == ("def f():\n    ", "\n    return x")
    assert engine.requests[-1].turns == ()
    assert services.chats.context(chat.id).n_ctx == 4096
    services.chats.prefill(chat.id, f"1 {FILL_ME} 3")
    assert engine.prefills[-1] is not None
    assert (engine.prefills[-1].raw, engine.prefills[-1].suffix) == ("1 ", " 3")
    answer = services.chats.messages(chat.id)[-1]
    list(services.chats.resume(answer.id))
    assert engine.requests[-1].raw == "def f():\n    x = "
    whole = services.store.message(answer.id)
    assert (whole.text, whole.status) == ("x = 7", MessageStatus.COMPLETE)
