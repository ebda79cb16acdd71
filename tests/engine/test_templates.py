"""Chat templates: rendered as Transformers does, in a sandbox, with a fallback."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from engine_kit import SHARED
from rendering_kit import a_host_process
from tiny_model import TEMPLATE

from paddock.core.messages import Role, Turn
from paddock.engine.child.rendering.host import TemplateHost
from paddock.engine.child.templates import BuiltinTemplate, JinjaTemplate, TemplateFailedError, choose_template

HELLO = (Turn(Role.SYSTEM, "Be short."), Turn(Role.USER, "Hello"))
CHATML = (
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>'"
    " + '\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


Render = Callable[..., str]


@pytest.fixture(scope="module")
def render(host: TemplateHost) -> Render:
    def render(text: str, turns: tuple[Turn, ...] = HELLO) -> str:
        return JinjaTemplate(host, text, bos="<B>", eos="<E>").render(turns)

    return render


def test_the_turns_are_written_as_the_template_says(render: Render) -> None:
    assert render(TEMPLATE) == (
        "<B><|start_header_id|>system<|end_header_id|>\n\nBe short.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% if true %}\n  a\n  {% endif %}\nb", "  a\nb"),  # trim_blocks, lstrip_blocks
        ("{% for m in messages %}{% if loop.index == 2 %}{% break %}{% endif %}{{ m.role }}{% endfor %}", "system"),
        ("{{ {'b': 'ü', 'a': 1} | tojson }}", '{"b": "ü", "a": 1}'),
        ("{{ [1] | tojson(indent=2) }}", "[\n  1\n]"),
        ("{{ bos_token }}{{ eos_token }}", "<B><E>"),
        ("{% generation %}{{ messages[1].content }}{% endgeneration %}!", "Hello!"),
        ("{{ tools is none }}{{ add_generation_prompt }}{{ date_string is defined }}", "TrueTrueFalse"),
        ("{%- set ns = namespace(n=0) %}{% set ns.n = 3 %}{{ ns.n }}{{ namespace(self=4).self }}", "34"),
        ("{% generation %}{% set x = 1 %}{{ x }}{% endgeneration %}{{ x is defined }}", "1False"),
        ("{{ dict(a=1) }}{{ dict.fromkeys('ab', 2) }}{{ dict is callable }}", "{'a': 1}{'a': 2, 'b': 2}True"),
        ("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}", "aba"),
        ("{% set comma = joiner(', ') %}{{ comma() }}a{{ comma() }}b{{ range(3)|sum }}", "a, b3"),
        ("{% for m in messages %}{% if loop.first %}{% continue %}{% endif %}{{ m.role }}{% endfor %}", "user"),
        (
            "{{ '<' | tojson }}{{ {'b': 1, 'a': 2} | tojson(sort_keys=true, separators=(',', ':')) }}",
            '"<"{"a":2,"b":1}',
        ),
        ("{{ 'Ü' | tojson(ensure_ascii=true) }}{{ nothing }}{{ documents is none }}", '"\\u00dc"True'),
        ("{{ messages[1]['content'].split('l') }}{{ messages[0].content[:-1] | upper }}", "['He', '', 'o']BE SHORT"),
    ],
)
def test_what_templates_count_on_is_there(render: Render, text: str, expected: str) -> None:
    assert render(text) == expected


def test_the_date_is_that_of_today(render: Render) -> None:
    assert re.fullmatch(r"\d\d \w+ \d{4}", render("{{ strftime_now('%d %b %Y') }}"))


def test_messages_tools_and_variables_are_passed_on(host: TemplateHost) -> None:
    text = (
        "{{ messages[0].tool_calls[0].function.arguments.city }} {{ tools[0].name }} {{ date_string }} "
        "{{ enable_thinking }} {{ add_generation_prompt }} {{ bos_token }}"
    )
    call = {"function": {"name": "weather", "arguments": {"city": "Köln"}}}
    rendered = JinjaTemplate(host, text, bos="<B>", eos="<E>").render_messages(
        [{"role": "assistant", "content": None, "tool_calls": [call]}],
        [{"name": "weather"}],
        date_string="26 Jul 2024",
        enable_thinking=False,
        add_generation_prompt=False,
    )
    assert rendered == "Köln weather 26 Jul 2024 False False <B>"


@pytest.mark.parametrize(
    "text",
    [
        "{{ raise_exception('no system role') }}",
        "{{ messages[9].content.nothing }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ messages.append(1) }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{{ 'xxxxxxxxxxxxxxxx' }}{% endfor %}{% endfor %}",
        "{{ 'x' * 10 ** 12 }}",
        "{% include 'secrets' %}",
    ],
)
def test_what_a_template_may_not_do_fails_and_does_nothing_else(render: Render, text: str) -> None:
    with pytest.raises(TemplateFailedError):
        render(text)


@pytest.mark.skipif(sys.platform == "win32", reason="a host of its own")
def test_one_that_is_killed_again_and_again_is_not_tried_for_ever() -> None:
    with a_host_process() as (host, process):
        template = JinjaTemplate(host, "{% if messages %}{{ 'x' * 10 ** 12 }}{% endif %}Hello", bos="", eos="")
        assert template.render(()) == "Hello"
        for _ in range(3):
            with pytest.raises(TemplateFailedError, match="needed more than 512 MiB"):
                template.render(HELLO)
        process.kill()  # nobody is asked any more
        with pytest.raises(TemplateFailedError, match="needed more than 512 MiB"):
            template.render(HELLO)


def test_what_is_no_template_is_told(render: Render) -> None:
    with pytest.raises(TemplateFailedError, match="is not Jinja: line 2: "):
        render("Hello\n{% for %}")


def test_llama_cpp_knows_the_common_families(lib: Any) -> None:
    assert BuiltinTemplate(lib, CHATML).render(HELLO) == (
        "<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n"
    )


def test_llama_cpp_says_what_it_does_not_know(lib: Any) -> None:
    with pytest.raises(TemplateFailedError):
        BuiltinTemplate(lib, "nothing it knows").render(HELLO)


def test_a_long_chat_fits_llama_cpps_template_whole(lib: Any) -> None:
    assert "é" * 200_000 in BuiltinTemplate(lib, CHATML).render((Turn(Role.USER, "é" * 200_000),))


def test_a_template_that_does_not_render_falls_back(lib: Any, host: TemplateHost) -> None:
    broken = CHATML + "{{ raise_exception('always') }}"
    assert [t.source for t in choose_template(lib, host, broken, bos="", eos="")] == ["llama.cpp"]
    assert [t.source for t in choose_template(lib, host, CHATML, bos="", eos="")] == ["file", "llama.cpp"]
    assert choose_template(lib, host, "{% for %}", bos="", eos="") == ()


@pytest.mark.parametrize("path", sorted((SHARED / "templates").glob("*.jinja")), ids=lambda path: path.stem)
def test_published_templates_render_a_chat(render: Render, path: Path) -> None:
    turns = (Turn(Role.USER, "First words"), Turn(Role.ASSISTANT, "An answer"), Turn(Role.USER, "Last words"))
    rendered = render(path.read_text(), turns)
    assert rendered.index("First words") < rendered.index("An answer") < rendered.index("Last words")
