"""Chats in a folder that nothing can be written to. One rule: they are read, searched and exported, and nothing else.

What would change them says why it cannot, as it does with a full disk; what is chosen holds until the window is closed.
"""

from __future__ import annotations

from paddock.application import Application
from paddock.core.errors import UserError
from paddock.ui.composer import Composer
from paddock.ui.i18n import tr
from paddock.ui.notice import NoticeBar


def claim_or_look(application: Application) -> bool:
    """Become the one process that writes here; where nothing can be written, look at the chats that are there.

    Returns:
        whether there can be a window; False: another process has one.

    Raises:
        UserError: "folder-not-writable", and there are no chats to look at.
    """
    try:
        return application.claim()
    except UserError:
        if not application.paths.database.exists():
            raise
    application.only_looks = True
    application.settings.keep_no_more()
    return True


def say_so(application: Application, bar: NoticeBar, composer: Composer) -> None:
    """Say that the chats are only read, once they are open."""
    folder = application.paths.data
    composer.shut(tr("Nothing can be sent: the folder of your chats is read-only"))
    bar.say(
        tr("The folder “{folder}” is read-only: nothing can be saved.", folder=folder),
        tr("Your chats can be read, searched and exported. Make the folder writable and start Paddock again to go on."),
        stays=True,
    )
