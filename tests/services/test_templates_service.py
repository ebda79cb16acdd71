"""The template doctor: what the engine is asked, and what is said of its answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from service_kit import MakeServices, other_model

from paddock.core.errors import UserError
from paddock.core.families import PROMPT_FORMATS
from paddock.core.messages import Role, Turn
from paddock.core.params import LoadParams
from paddock.core.prompts import TemplateReport, TemplateSource
from paddock.core.tools import ToolDefinition
from paddock.engine.fake import FakeEngine
from paddock.services.templates import SAMPLE, SHORTENED, TemplateService, control_spans, facts_of

REPORT = TemplateReport(
    TemplateSource.FILE,
    family="llama-3.1",
    family_name="Llama 3.1",
    sha256="ab" * 32,
    known="Llama 3.1 Instruct",
    text="<|begin_of_text|>Hi<|eot_id|>",
    tokens=(1, 2, 3),
    pieces=("<|begin_of_text|>", "Hi", "<|eot_id|>"),
    bos_count=1,
    stop_tokens=("<|eot_id|>", "<|end_of_text|>"),
)


def test_the_format_that_is_set_is_used_unless_another_is_named(make_services: MakeServices) -> None:
    services = make_services()
    templates = TemplateService(services.generation, services.models)
    ref = other_model(services.folder)
    path = services.models.find(ref).path
    assert templates.report(ref).text == "".join(turn.text for turn in SAMPLE)
    services.generation.set_load_params(ref, LoadParams(prompt_format="alpaca"))
    tool = ToolDefinition("add")
    assert templates.report(ref, [Turn(Role.USER, "Hi")], [tool]).format == "alpaca"
    assert templates.report(ref, [Turn(Role.USER, "Hi")], prompt_format="vicuna").format == "vicuna"
    assert templates.report(ref, prompt_format="").format == ""
    assert [(asked, found) for asked, _, found in services.engine.inspections] == [
        (path, ""),
        (path, "alpaca"),
        (path, "vicuna"),
        (path, ""),
    ]
    assert services.engine.inspections[1][1].tools == (tool,)
    assert not services.engine.loads


def test_what_the_guide_is_not_given_is_said_first(make_services: MakeServices) -> None:
    engine = FakeEngine(template=replace(REPORT, warnings=("It has no end of turn.",)))
    services = make_services(engine=engine)
    templates = TemplateService(services.generation, services.models)
    question, answer = Turn(Role.USER, "Hi"), Turn(Role.ASSISTANT, "Hello")
    for whole in ([question], [question, answer, question]):
        assert templates.report("guide", whole).warnings == ("It has no end of turn.",)
    for shortened in ([Turn(Role.SYSTEM, "Be brief."), question], [question, answer] * 2 + [question], ()):
        assert templates.report("guide", shortened).warnings == (SHORTENED, "It has no end of turn.")
    assert templates.report(other_model(services.folder)).warnings == ("It has no end of turn.",)


def test_a_format_that_there_is_not_is_refused_with_those_there_are(make_services: MakeServices) -> None:
    services = make_services()
    templates = TemplateService(services.generation, services.models)
    with pytest.raises(UserError, match=r"Choose one of .*alpaca") as caught:
        templates.report(other_model(services.folder), prompt_format="esperanto")
    assert caught.value.code == "no-such-format"


def facts(report: TemplateReport) -> dict[str, str]:
    return {fact.label: f"{fact.text}|{fact.detail}" for fact in facts_of(report)}


def test_what_is_said() -> None:
    assert facts(REPORT) == {
        "Prompt format": "from the file|",
        "Family": "Llama 3.1|",
        "Template": f"sha256 {'ab' * 32}|The file's template is a known one: Llama 3.1 Instruct.",
        "Tokens": "3|One BOS at the beginning.",
        "Ends at": "<|eot_id|>, <|end_of_text|>|",
    }
    chosen = replace(
        REPORT,
        source=TemplateSource.CHOSEN,
        format="alpaca",
        known="",
        bos_count=2,
        stop_tokens=(),
        stop_texts=("\n#",),
    )
    said = facts(chosen)
    assert said["Prompt format"] == f"{PROMPT_FORMATS['alpaca']}, chosen by you|"
    assert said["Template"].endswith("|The file's own template is not used.")
    assert said["Tokens"] == "3|2 BOS at the beginning."
    assert said["Ends at"] == 'no token|And before "\\n#".'
    unknown = facts(TemplateReport(TemplateSource.NONE, error="Nobody knows."))
    assert unknown == {"Prompt format": "not known|", "Family": "not recognised|"}


def marked(report: TemplateReport) -> list[str]:
    return [report.text[begin:end] for begin, end in control_spans(report)]


def test_only_what_became_a_control_token_is_marked() -> None:
    assert marked(REPORT) == ["<|begin_of_text|>", "<|eot_id|>"]
    typed = replace(
        REPORT,
        text="<|begin_of_text|>What is <|eot_id|>, <br>?<|eot_id|>",
        pieces=("<|begin_of_text|>", "What", " is", " <|", "eot", "_id", "|>", ",", " ", "<br>", "?", "<|eot_id|>"),
    )
    spans = list(control_spans(typed))
    assert spans == [(0, 17), (len(typed.text) - 10, len(typed.text))]


def test_pieces_that_are_not_in_the_text_as_they_are_are_passed_over() -> None:
    pieces = ("<s>", " [INST]", " ", "\ufffd", "\ufffd", "\ufffd", "?", "</s>")
    report = replace(REPORT, text="<s>[INST] 🏕?</s>", pieces=pieces, stop_tokens=("</s>",))
    assert marked(report) == ["<s>", "</s>"]
    assert marked(replace(REPORT, text="▁<PRE> a", pieces=("▁<PRE>", " a"))) == ["▁<PRE>"]
