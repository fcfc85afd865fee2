"""SOGo's own web API for mail, asked as its page asks it: sign-in, the list, further
rows of it, a message, a flag, a search, what is new."""
import contextlib
import http.client
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "web")]
from web_peers import SOGoWeb  # noqa: E402

NEWEST = {"sort": "arrival", "asc": 0, "match": "AND"}


class SogoMail:
    """The mailbox of LOGIN in the Dovecot at IMAP_PORT.  Plain HTTP without a proxy, which favours it."""

    def __init__(self, imap_port, login, password):
        self.peer = SOGoWeb(imap_port, login, password)
        try:
            self.peer.start()
            self.cookies = {}
            self.base = f"/SOGo/so/{login}/Mail/0/folderINBOX"
            self.ask("POST", "/SOGo/connect", {"userName": login, "password": password})
            if not self.cookies:
                raise RuntimeError("SOGo does not let the mailbox's owner in")
            view = self.view()
            self.uids = self.numbers(view["uids"])
            self.token = view.get("syncToken")
        except Exception:
            self.stop()
            raise

    def stop(self):
        self.peer.stop()

    def ask(self, method, path, body=None):
        headers = {"Accept": "application/json", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if "XSRF-TOKEN" in self.cookies:
            headers["X-XSRF-TOKEN"] = self.cookies["XSRF-TOKEN"]
        if body is not None:
            headers["Content-Type"] = "application/json"
        # It closes connections without a word, so each request has its own, as behind its proxy.
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.peer.port, timeout=300)) as connection:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            data = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        if answer.status not in (200, 201, 204):
            raise RuntimeError(f"SOGo: {method} {path}: {answer.status} {data[:200]!r}")
        return json.loads(data) if data.strip() else None

    @staticmethod
    def numbers(uids):
        """Plain, or as rows whose first column is the number (with threads)."""
        rows = [u[0] if isinstance(u, list) else u for u in uids]
        return [int(u) for u in rows if str(u).isdigit()]

    def view(self, *filters):
        """The numbers of all messages that match, and the heads of the first of them."""
        return self.ask("POST", self.base + "/view", {"sortingAttributes": NEWEST, **({"filters": list(filters)} if filters else {})})

    def page(self, position):
        rows = self.ask("POST", self.base + "/headers", {"uids": self.uids[position:position + 50]})
        assert len(rows) > 40, rows

    def open(self, i):
        assert self.ask("GET", f"{self.base}/{self.uids[i]}/view")

    def flag(self, i):
        self.ask("POST", f"{self.base}/{self.uids[0]}/markMessage{'Unf' if i % 2 else 'F'}lagged", {})

    def search(self, where, word):
        return self.view({"searchBy": where, "searchInput": word, "negative": 0})

    def changes(self):
        """What came since the token of the last answer; the new token goes into the next."""
        got = self.ask("POST", self.base + "/changes", {"sortingAttributes": NEWEST, "syncToken": self.token})
        self.token = got.get("syncToken", self.token)
        return got
