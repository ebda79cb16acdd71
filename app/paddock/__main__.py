"""Where every process of Paddock begins: the window, the command line and the engine's child.

One rule: only what the chosen one needs is imported, so that the window is there in half a second.
"""

from __future__ import annotations

import sys

ENGINE_CHILD = "--engine-child"  # internal: the supervisor starts the child with it


INTERRUPTED = 130  # what shells expect of a program that Ctrl-C ended


def main() -> int:
    """`paddock`: the window without arguments, else the command line."""
    try:
        return _main()
    except KeyboardInterrupt:  # while the program was still being read
        return INTERRUPTED


def _main() -> int:
    arguments = sys.argv[1:]
    if not arguments:
        return window()
    if arguments == [ENGINE_CHILD]:
        from paddock.engine.child.main import main as child

        return child()
    from paddock.cli.main import main as command_line

    return command_line(arguments)


def window() -> int:
    """`paddock-window`: the window, without a console."""
    from paddock.ui.main import main as open_window

    return open_window()


if __name__ == "__main__":
    sys.exit(main())
