"""What the README and ARCHITECTURE.md tell people to type or to open is there."""

import re
from pathlib import Path

import pytest

from paddock.cli.main import main

DOCUMENTS = ("README.md", "ARCHITECTURE.md")


def text(root: Path) -> str:
    return "\n".join((root / name).read_text() for name in DOCUMENTS)


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """In this process: some fifty starts take minutes on a busy machine."""
    assert main([*command, "--help"]) == 0
    return capsys.readouterr().out


def test_every_make_target_exists(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|=1 )make ([a-z]+)\b", text(root), re.MULTILINE))
    assert {"run", "test", "check"} <= named
    assert named <= targets


def test_every_command_exists(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = set(re.findall(r"^paddock ([a-z]+(?: [a-z]+)?)\b", (root / "README.md").read_text(), re.MULTILINE))
    models = "recommended search show pull list verify import scan rm move rename quantize copies disk folders token"
    assert named == {
        *("run", "fit", "template", "bench", "cache", "connections", "doctor", "backup", "restore", "erase"),
        *(f"models {command}" for command in models.split()),
        *(
            f"chats {command}"
            for command in ("list", "search", "show", "export", "import", "set", "settings", "delete")
        ),
        *("personas list", "config list", "lock set"),
    }
    for command in named:
        assert "Usage" in help_of(capsys, *command.split())


def test_every_option_exists(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = re.search(r"`paddock run` takes (.*?);", (root / "README.md").read_text(), re.DOTALL)
    assert line
    options = set(re.findall(r"--[a-z-]+", line[1]))
    assert len(options) == 18
    assert options <= set(re.findall(r"--[a-z-]+", help_of(capsys, "run")))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_exists(root: Path, document: str) -> None:
    words = re.findall(r"[`(]((?:app|tests|installers|resources|\.ci)/[\w./-]*|[A-Z]+(?:\.md)?)[`)]", text(root))
    assert words
    assert not [word for word in words if ("/" in word or word.endswith(".md")) and not (root / word).exists()]


def test_the_changelog_knows_the_version(root: Path) -> None:
    import paddock

    assert f"## {paddock.__version__}" in (root / "CHANGELOG.md").read_text()
