"""The shape of the source: what lies at the top, how long things may be, where imports stand."""

import ast
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = {
    ".ci", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "Makefile", "README.md",
    "RELIABILITY.md",
    "app", "installers", "pyproject.toml", "resources", "tests",
}  # fmt: skip
LONGEST_FILE, MEDIAN_FILE = 500, 150
LONGEST_FUNCTION, MEDIAN_FUNCTION = 60, 10

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="module")
def tracked(root: Path) -> list[Path]:
    if not shutil.which("git") or not (root / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    return [root / name for name in listed.split("\0") if name and (root / name).exists()]


@pytest.fixture(scope="module")
def modules(tracked: list[Path]) -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_bytes()) for path in tracked if path.suffix == ".py"}


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_the_top_level_is_the_users_own(root: Path, tracked: list[Path]) -> None:
    assert {path.relative_to(root).parts[0] for path in tracked} <= TOP


def test_every_module_says_why_it_exists(modules: dict[Path, ast.Module]) -> None:
    assert not [str(path) for path, tree in modules.items() if not ast.get_docstring(tree)]


def test_no_file_is_too_long(root: Path, modules: dict[Path, ast.Module]) -> None:
    lines = {path: len(path.read_text().splitlines()) for path in modules}
    assert not {str(path): count for path, count in lines.items() if count > LONGEST_FILE}
    program = [count for path, count in lines.items() if path.is_relative_to(root / "app")]
    assert statistics.median(program) <= MEDIAN_FILE


def test_no_function_is_too_long(root: Path, modules: dict[Path, ast.Module]) -> None:
    found = {path: list(functions(tree)) for path, tree in modules.items()}
    assert not [f"{p}:{f.lineno} {f.name}" for p, fs in found.items() for f in fs if length(f) > LONGEST_FUNCTION]
    program = [length(f) for path, fs in found.items() if path.is_relative_to(root / "app") for f in fs]
    assert statistics.median(program) <= MEDIAN_FUNCTION


def test_only_main_imports_its_own_package_late(root: Path, modules: dict[Path, ast.Module]) -> None:
    program = {path: tree for path, tree in modules.items() if path.is_relative_to(root / "app")}
    late = [
        f"{path}:{node.lineno}"
        for path, tree in program.items()
        if path != root / "app/paddock/__main__.py"
        for function in functions(tree)
        for node in ast.walk(function)
        if (isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("paddock")))
        or (isinstance(node, ast.Import) and any(alias.name.startswith("paddock") for alias in node.names))
    ]
    assert not late
