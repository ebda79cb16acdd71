"""A repository's page: what there is of a model, under what terms, and who may have it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hub_kit import CARD, TOKEN, USER, client, refused, repository, serving
from standin import Body, Hub, Mute, Status

from paddock.core.hub import Licence, Part, RepoPage
from paddock.hub.call import MAX_CARD

NAME = "owner/model-GGUF"


def page(hub: Hub, folder: Path, name: str = NAME, **options: Any) -> RepoPage:
    return client(hub, folder, **options).page(name)


def test_an_open_repository(tmp_path: Path) -> None:
    files = {
        "README.md": CARD,
        "model-Q4_K_M.gguf": b"GGUF" + bytes(100),
        "model-F16.gguf": b"GGUF" + bytes(900),
        "mmproj-model-F16.gguf": b"GGUF",
        "model.safetensors": b"x",
    }
    with serving(repository(files=files)) as hub:
        found = page(hub, tmp_path)
        content = hub.repositories[NAME].contents["model-Q4_K_M.gguf"]
    assert found.card == "# Title\n\nWords.\n"
    assert [(variant.id, variant.size) for variant in found.variants] == [("F16", 904), ("Q4_K_M", 104)]
    assert found.variants[1].files[0].sha256 == content.sha256
    assert [(variant.id, variant.part) for variant in found.companions] == [("mmproj-model-F16", Part.MMPROJ)]
    assert found.not_gguf == ("model.safetensors",)
    assert found.commit == "0123456789abcdef0123456789abcdef01234567"
    assert found.url == f"{hub.url}/{NAME}"
    assert found.licence == Licence("mit")
    assert found.may_download is True
    assert found.problem == ""
    assert found.fetched_at > 0


GATE = "Read https://www.llama.com/llama3_2/use-policy. Then agree."


def test_a_gated_repository_and_who_may_have_it(tmp_path: Path) -> None:
    gated = repository(
        card_data={"license": "llama3.2", "extra_gated_prompt": GATE}, gated="manual", let_in=frozenset({USER})
    )
    others = repository("owner/other-GGUF", gated="auto")
    with serving(gated, others) as hub:
        assert page(hub, tmp_path).may_download is False
        assert not any("auth-check" in path for path in hub.paths())  # without a token there is nothing to ask
        found = page(hub, tmp_path, token=TOKEN)
        assert found.may_download is True
        assert page(hub, tmp_path, "owner/other-GGUF", token=TOKEN).may_download is False
    assert found.licence == Licence(
        "llama3.2", "", "https://www.llama.com/llama3_2/license", "https://www.llama.com/llama3_2/use-policy"
    )


def test_a_gated_card_that_nobody_may_read(tmp_path: Path) -> None:
    with serving(repository(gated="manual", card_public=False)) as hub:
        found = page(hub, tmp_path)
    assert (found.card, found.may_download) == ("", False)
    assert found.variants


def test_where_the_hub_does_not_say_who_may_have_it(tmp_path: Path) -> None:
    with serving(repository(gated="manual", files={"a.gguf": b"x"})) as hub:
        using = client(hub, tmp_path, token=TOKEN)
        hub.api.extend([Body(json.dumps({"id": NAME, "sha": "0" * 40, "gated": "manual"}).encode()), Status(500)])
        assert using.page(NAME).may_download is None


def test_what_is_not_there(tmp_path: Path) -> None:
    with serving(repository(private=True)) as hub:
        assert refused(lambda: page(hub, tmp_path)).code == "not-found"
        assert refused(lambda: page(hub, tmp_path, "owner/nothing")).code == "not-found"
        asked = len(hub.asked)
        for name in ("", "nameless", "../..", "a/b/c", "a/b?c", "a/b\n"):
            assert refused(lambda name=name: page(hub, tmp_path, name)).code == "bad-reference"
        assert len(hub.asked) == asked


def test_a_private_repository_of_the_persons_own(tmp_path: Path) -> None:
    with serving(repository(private=True, let_in=frozenset({USER}))) as hub:
        assert page(hub, tmp_path, token=TOKEN).may_download is True


@pytest.mark.parametrize(
    "answer",
    [
        b"[]", b"{}", b"null", b"7", b'{"id": "owner/model-GGUF"}', b'{"id": "owner/model-GGUF", "sha": "main"}',
        b'{"id": 5, "sha": "%s"}' % (b"0" * 40), b'{"id": "owner/model-GGUF", "sha": 7}',
        b'{"id": "a/b", "sha": "%s", "siblings": 5}' % (b"0" * 40),
        b'{"id": "a/b", "sha": "%s", "siblings": [{}]}' % (b"0" * 40),
        b'{"id": "a/b", "sha": "%s", "cardData": {"ignore_metadata_errors": 1}}' % (b"0" * 40),
    ],
)  # fmt: skip
def test_an_answer_that_is_none(answer: bytes, tmp_path: Path) -> None:
    with serving() as hub:
        hub.api.append(Body(answer))
        assert refused(lambda: page(hub, tmp_path)).code == "hub-error"


def test_files_of_any_type_do_no_harm(tmp_path: Path) -> None:
    siblings: list[dict[str, Any]] = [
        {"rfilename": "good-Q8_0.gguf", "size": 5, "lfs": {"size": "x", "sha256": 7, "pointerSize": None}},
        {"rfilename": "bad-Q4_0.gguf", "size": -5, "lfs": {"size": 9, "sha256": "A" * 64, "pointerSize": 1}},
        {"rfilename": 7},
        {"rfilename": "../out-Q5_0.gguf"},
        {"rfilename": "a\nb-Q6_K.gguf"},
    ]
    data = {
        "license": ["mit", 7],
        "license_link": 5,
        "extra_gated_prompt": [1],
        "base_model": [None, "a/b"],
        "language": 7,
    }
    answer = {"id": "a/b", "sha": "0" * 40, "siblings": siblings, "cardData": data}
    with serving() as hub:
        hub.api.append(Body(json.dumps(answer).encode()))
        found = page(hub, tmp_path)
    assert [(v.id, v.size, v.files[0].sha256) for v in found.variants] == [("Q4_0", 9, "a" * 64), ("Q8_0", 5, "")]
    assert found.licence == Licence("mit")
    assert found.summary.base_models == ("a/b",)


def test_a_card_of_any_size_and_bytes(tmp_path: Path) -> None:
    cards = {
        "x/long": b"# Long\n" + b"word " * 400_000,
        "x/odd": b"\xff\xfe \xf0\x9f\x90\xb4 \x00",
        "x/bom": b"\xef\xbb\xbf---\r\nlicense: mit\r\n---\r\nText",
        "x/open": b"---\nlicense: mit\nno end",
        "x/rule": b"Text\n\n---\nMore",
    }
    with serving(
        *[repository(name, files={"README.md": card, "a-F16.gguf": b"x"}) for name, card in cards.items()]
    ) as hub:
        found = {name: page(hub, tmp_path, name).card for name in cards}
    assert len(found["x/long"]) == MAX_CARD
    assert "\N{HORSE FACE}" in found["x/odd"]
    assert found["x/bom"] == "Text"
    assert found["x/open"].startswith("---")
    assert found["x/rule"] == "Text\n\n---\nMore"


def test_a_card_that_does_not_come_leaves_the_rest(tmp_path: Path) -> None:
    with serving(repository(files={"README.md": CARD, "a-F16.gguf": b"x"})) as hub:
        using = client(hub, tmp_path, deadline=0.5)
        facts = {"id": NAME, "sha": "0" * 40, "siblings": [{"rfilename": "README.md"}, {"rfilename": "a-F16.gguf"}]}
        hub.api.extend([Body(json.dumps(facts).encode()), Mute()])
        found = using.page(NAME)
    assert (found.card, [variant.id for variant in found.variants]) == ("", ["F16"])
