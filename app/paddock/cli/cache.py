"""`paddock cache`: what is kept of processed chats on the disk. One rule: it never reads what is in the files."""

from __future__ import annotations

import json

from paddock.application import Application
from paddock.cli.terminal import Terminal
from paddock.core.sizes import size_text


def show_cache(app: Application, terminal: Terminal, as_json: bool) -> int:
    """Where it is, how large, and how large it may get."""
    size, limit, folder = app.cache_size(), app.cache_limit(), app.cache.folder
    if as_json:
        found = {"folder": str(folder), "size": size, "limit": limit}
        terminal.line(json.dumps(found, ensure_ascii=not terminal.writes_unicode))
        return 0
    allowed = f"at most {size_text(limit)}" if limit else "nothing more is kept (see Settings)"
    terminal.line(f"{folder}: {size_text(size)}, {allowed}")
    return 0


def clear_cache(app: Application, terminal: Terminal, as_json: bool) -> int:
    """Delete the files; refused while a window uses them."""
    size = app.cache_size()
    app.clear_cache()
    if as_json:
        terminal.line(json.dumps({"freed": size}))
        return 0
    terminal.line(f"{size_text(size)} were freed." if size else "There was nothing to clear.")
    return 0
