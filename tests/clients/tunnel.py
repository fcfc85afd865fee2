"""From plain HTTP to the server's TLS."""

import select
import socket
import ssl
import threading


class Tunnel:
    """
    For programs that speak plain HTTP, or know no authority but the system's: TLS is
    added on the way.  A connection
    has one thread: two that read and write one TLS session at once break it, and
    one that waits for data in it (select sees a session ticket, too) forwards none.
    """

    def __init__(self, stack):
        self.stack = stack
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.carry, args=(plain,), daemon=True).start()

    def carry(self, plain):
        with plain, self.stack.tls().wrap_socket(socket.create_connection(("127.0.0.1", self.stack.port("https"))),
                                                 server_hostname="localhost") as sealed:
            try:
                while self.forward(plain, sealed):
                    pass
            except OSError:
                pass

    @staticmethod
    def forward(plain, sealed):
        for source in select.select([plain, sealed], [], [])[0]:
            target = sealed if source is plain else plain
            try:
                source.setblocking(False)
                data = source.recv(65536)
                while source is sealed and sealed.pending():
                    data += sealed.recv(65536)
            except ssl.SSLWantReadError:
                continue
            finally:
                source.setblocking(True)
            if not data:
                return False
            target.sendall(data)
        return True

    def close(self):
        self.listener.close()
