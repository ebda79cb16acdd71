"""The floors of the architecture hold, and the contracts that say so notice when they do not."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

VIOLATIONS = {
    "core/wrong.py": "import paddock.services",
    "store/wrong.py": "import paddock.hub\nimport keyring\nimport gguf",
    "ui/wrong.py": "def late():\n    import llama_cpp\n    import sqlcipher3",
    "services/wrong.py": "def late():\n    from PySide6.QtCore import QObject\n    import httpx2",
    "services/unkept.py": "import cryptography\nimport enchant\nimport send2trash\nimport ziamath",
    "cli/wrong.py": "def late():\n    import paddock.engine.child.main",
    "engine/child/wrong.py": "import paddock.store",
    "stray.py": "",
}


def lint(folder: Path) -> tuple[int, str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    env = {**os.environ, "PYTHONPATH": str(folder / "app")}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_floors_hold(root: Path) -> None:
    code, output = lint(root)
    assert code == 0, output
    assert "0 broken" in output


def test_every_contract_notices(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    for name, source in VIOLATIONS.items():
        (tmp_path / "app/paddock" / name).write_text(source)
    code, output = lint(tmp_path)
    assert code == 1
    assert "0 kept" in output, output


def test_only_the_bindings_import_by_name(root: Path) -> None:
    """import-linter reads import statements; what is imported by a string would pass it unseen."""
    hidden = {
        str(path.relative_to(root / "app/paddock"))
        for path in (root / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if (isinstance(node, ast.Attribute) and node.attr in ("import_module", "find_spec"))
        or (isinstance(node, ast.Name) and node.id == "__import__")
    }
    assert hidden == {"engine/child/bindings.py"}
