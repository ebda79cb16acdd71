"""Says what became of a settings file that could not be used. One rule: what holds now, and where the file is."""

from __future__ import annotations

from pathlib import Path

from paddock.config.catalogue import described
from paddock.config.settings import SettingsFile
from paddock.ui.i18n import tr, translated
from paddock.ui.notice import NoticeBar
from paddock.ui.settings.storage import open_folder


def say_broken(settings: SettingsFile, folder: Path, bar: NoticeBar) -> None:
    """Explain it in the bar, with a button that shows the file."""
    if settings.impossible:
        names = ", ".join(translated(described(name).title) or name for name in settings.impossible)
        what = tr("These settings had values that are not possible, and are as at the beginning: {names}.", names=names)
    else:
        what = tr("The file with your settings could not be read: they are as at the beginning.")
    if settings.aside is not None:
        todo = tr("Your chats are not affected. The file as it was is kept as {name}.", name=settings.aside.name)
    else:
        todo = tr("Your chats are not affected. The file could not be renamed, and is replaced with the next change.")
    bar.say(what, todo, tr("Show the file"), lambda: open_folder(folder))
