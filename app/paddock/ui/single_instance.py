"""A second start raises the first one's window. One rule: only the process that holds the lock listens.

The name of the local socket is made from the data folder, so that two folders are two programs.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QObject, QThread, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

RAISE = b"raise\n"
ANSWER = b"ok\n"
PATIENCE = 3000  # ms; the first may still be starting
RETRY_EVERY = 100  # ms


def server_name(data: Path) -> str:
    """The local socket's name for a data folder."""
    return "paddock-" + hashlib.sha256(str(data).encode()).hexdigest()[:24]


class RaiseServer(QObject):
    """Listens for other starts.

    Signals:
        raise_requested: another start wants the window in front.
    """

    raise_requested = Signal()

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer  # late: after the first paint

        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        name = server_name(data)
        QLocalServer.removeServer(name)  # a crash leaves the socket's file; we hold the lock, so it is nobody's
        self.listening = self._server.listen(name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.canReadLine() and bytes(socket.readLine().data()) == RAISE:
            socket.write(ANSWER)
            socket.flush()
            self.raise_requested.emit()


def raise_other(data: Path, patience: int = PATIENCE) -> bool:
    """Ask the process that holds the lock to show its window; False if it does not answer."""
    from PySide6.QtNetwork import QLocalSocket  # late: only a second start needs it

    socket = QLocalSocket()
    deadline = QDeadlineTimer(patience)
    socket.connectToServer(server_name(data))
    while not socket.waitForConnected(patience):
        if deadline.hasExpired():
            return False
        QThread.msleep(RETRY_EVERY)  # it listens only after its first paint
        socket.connectToServer(server_name(data))
    socket.write(RAISE)
    socket.flush()
    answered = socket.waitForReadyRead(patience) and bytes(socket.readLine().data()) == ANSWER
    socket.disconnectFromServer()
    return answered
