"""Streamed Markdown shows at every moment what the whole text would show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from paddock.ui.transcript.grammar import safe_link
from paddock.ui.transcript.specs import (
    CHUNK,
    MAX_CODE_LINE,
    CodeSpec,
    Inset,
    Spec,
    TableSpec,
    TextSpec,
    plain_specs,
    specs_of,
)
from paddock.ui.transcript.splitter import (
    MAX_BLOCK,
    MAX_FENCE,
    MAX_LINES,
    MAX_TEXT,
    BlockSplitter,
    clean,
    limited,
    make_parser,
)

PARSER = make_parser()

DOCUMENT = """\
# Title

A paragraph with **bold**
and a second line.
- a list right after it
- [x] done
- [ ] to do
  with more

  a second paragraph

  ```python
  print("in a list")
  ```
- last

1. one
1. two

3. three
   - nested
     1. deeper

> a quote
> - with a list
>
> and text

| a | b |
|:--|--:|
| 1 | 2 |

```python
def f():
    return 1

```

***
    indented code

    more

[ref]: https://example.org "title"
text with [ref]

~~~
open to the end
"""

FRAGMENTS = (
    *("a", "b c", "a | b\n", "\\", "=", "*", "`"),
    *("- ", "* ", "1. ", "2) ", "> ", "# ", "[ ] ", "[x]", "[x]: http://a\n"),
    *("```", "~~~", "---", "***\n", "|", "|-|-|"),
    *("  ", "    ", "\t", "\n", "\n\n"),
)
PIECES = st.lists(st.sampled_from(FRAGMENTS), max_size=30)


def whole(text: str) -> list[Spec]:
    """The independent answer: one parse of everything."""
    return specs_of(PARSER.parse(text, {}), text)


def streamed(pieces: list[str]) -> BlockSplitter:
    splitter = BlockSplitter(PARSER)
    for piece in pieces:
        splitter.feed(piece)
    return splitter


def shown(splitter: BlockSplitter) -> list[Spec]:
    return [*splitter.closed, *splitter.open]


def test_every_prefix_of_a_streamed_answer_shows_what_the_whole_would() -> None:
    splitter = BlockSplitter(PARSER)
    for i, character in enumerate(DOCUMENT):
        splitter.feed(character)
        assert shown(splitter) == whole(DOCUMENT[: i + 1]), DOCUMENT[: i + 1]


@given(PIECES)
def test_any_markdown_streams_to_what_the_whole_shows(pieces: list[str]) -> None:
    splitter = BlockSplitter(PARSER)
    text = ""
    for piece in pieces:
        splitter.feed(piece)
        text += piece
        assert shown(splitter) == whole(text)


@given(PIECES)
def test_finished_blocks_never_change(pieces: list[str]) -> None:
    splitter = BlockSplitter(PARSER)
    before: list[Spec] = []
    for piece in pieces:
        splitter.feed(piece)
        assert splitter.closed[: len(before)] == before
        before = list(splitter.closed)


def test_only_the_open_block_is_parsed_again() -> None:
    seen: list[int] = []

    class Counting(MarkdownIt):
        def parse(self, src, env=None):  # type: ignore[no-untyped-def]
            seen.append(len(src))
            return PARSER.parse(src, env)

    splitter = BlockSplitter(Counting())
    for _ in range(500):
        splitter.feed("- an item of a list without an end\n")
    for _ in range(500):
        splitter.feed("A paragraph.\n\n")
    splitter.feed("| a | b |\n|---|---|\n")
    for _ in range(100):
        splitter.feed("| c | d |\n")
    assert isinstance(splitter.open[0], TableSpec)
    assert len(splitter.open[0].rows) == 101
    splitter.feed("\n```python\n")
    parses = len(seen)
    for _ in range(500):
        splitter.feed("x = 1\n")
    assert max(seen) < 200
    assert len(seen) == parses, "an open code block needs no parser"
    assert isinstance(splitter.open[-1], CodeSpec)
    assert splitter.open[-1].code.count("x = 1") == 500


def test_references_are_collected_wherever_they_stand() -> None:
    splitter = streamed(
        ["[a]: https://one.example\n\n", "text [a] [b]\n\n", "[b]: https://two.example\n\nmore\n\nmore\n"]
    )
    assert {label: ref["href"] for label, ref in splitter.references.items()} == {
        "A": "https://one.example",
        "B": "https://two.example",
    }


def test_lists_and_quotes_become_insets_and_markers() -> None:
    specs = whole("> 1. one\n>    - [x] two\n")
    assert [(s.insets, s.marker, s.opens) for s in specs] == [
        ((Inset.QUOTE, Inset.LIST), "1.", 2),
        ((Inset.QUOTE, Inset.LIST, Inset.LIST), "[x]", 1),
    ]
    assert [s.content for s in specs if isinstance(s, TextSpec)] == ["one", "two"]


def test_numbers_count_on_as_commonmark_has_it() -> None:
    assert [s.marker for s in shown(streamed(["3. a\n", "3. b\n", "3. c\n"]))] == ["3.", "4.", "5."]


def test_a_blank_line_does_not_move_the_items_above_it() -> None:
    assert [s.tight for s in whole("- a\n- b\n\n- c\n")] == [False, True, False]


def test_a_table_keeps_its_cells_and_alignments() -> None:
    (table,) = whole("| a | b |\n|:-:|--:|\n| 1 | *2* |\n")
    assert isinstance(table, TableSpec)
    assert table.rows == (("a", "b"), ("1", "*2*"))
    assert table.aligns == ("center", "right")


def test_html_is_text() -> None:
    (spec,) = whole("<script>alert(1)</script>")
    assert isinstance(spec, TextSpec)
    assert spec.content == "<script>alert(1)</script>"


@pytest.mark.parametrize("opener", ["> ", "- ", "1. ", ">", "* > "])
def test_nesting_without_end_is_plain_text(opener: str) -> None:
    text = opener * 10_000 + "deep"
    splitter = streamed([text, "\n\nafter\n"])
    assert any(isinstance(s, TextSpec) and s.plain for s in shown(splitter))
    assert "".join(s.content for s in shown(splitter) if isinstance(s, TextSpec) and s.plain).endswith("deep")


def test_a_line_of_ten_megabytes_is_cut_and_said_so() -> None:
    splitter = streamed(["x" * 10_000_000])
    assert splitter.truncated
    assert sum(len(s.content) for s in shown(splitter) if isinstance(s, TextSpec)) == MAX_TEXT


def test_lines_without_end_are_cut() -> None:
    splitter = streamed(["```\n" + "\n" * 500_000])
    assert splitter.truncated
    assert len(limited("\n" * 500_000)) == MAX_LINES


def test_a_block_without_end_becomes_plain_text_and_markdown_goes_on_after_it() -> None:
    splitter = streamed(["word " * (MAX_BLOCK // 5 + 10), "\n\n# Heading\n"])
    assert isinstance(splitter.closed[0], TextSpec)
    assert splitter.closed[0].plain
    assert TextSpec(content="Heading", level=1) in shown(splitter)


def test_code_without_end_becomes_plain_text() -> None:
    splitter = streamed(["```\n", *["x = 1\n" * 1000] * (MAX_FENCE // 6000 + 2)])
    assert any(isinstance(s, TextSpec) and s.plain for s in shown(splitter))


def test_code_with_endless_lines_is_wrapped() -> None:
    specs = whole("```\n" + "x" * (MAX_CODE_LINE + 1) + "\n```\n")
    assert all(isinstance(s, TextSpec) and s.plain for s in specs)


def test_a_huge_table_is_shown_as_code() -> None:
    (spec,) = whole("|a|b|\n|-|-|\n" + "|1|2|\n" * 2000)
    assert isinstance(spec, CodeSpec)


@given(st.text(alphabet="ab \n", max_size=40).map(lambda text: text * 400))
def test_plain_pieces_lose_nothing(text: str) -> None:
    pieces = [spec.content for spec in plain_specs(text)]
    assert all(len(piece) <= CHUNK for piece in pieces)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")


def test_clean_replaces_what_qt_cannot_draw() -> None:
    assert clean("a\ud800b\0c\r\nd\re\U0001f600") == "a\ufffdb\ufffdc\nd\ne\U0001f600"


def test_an_end_of_line_may_come_in_two_halves() -> None:
    assert shown(streamed(["a\r", "\nb\r", "\n\r", "\nc"])) == whole("a\nb\n\nc")


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org", True),
        ("HTTP://example.org", True),
        ("mailto:a@example.org", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//host/share/x.png", False),
        ("\\\\host\\share", False),
        ("/etc/passwd", False),
        ("paddock:run", False),
    ],
)
def test_only_web_and_mail_addresses_are_links(url: str, safe: bool) -> None:
    assert safe_link(url) is safe
