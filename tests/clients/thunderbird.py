"""
Thunderbird without a screen, told what to do through Marionette, Mozilla's own
remote control: scripts run where its windows' scripts run, and use what these use.
"""

import json
import os
import select
import socket
import subprocess
import tempfile
import time

# Nothing of all this may reach out, and nothing may ask.  (Its remote control would keep it from saving passwords.)
SETTINGS = """
user_pref("marionette.port", {port});
user_pref("remote.prefs.recommended", false);
user_pref("app.update.auto", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.enabled", false);
user_pref("mail.provider.enabled", false);
user_pref("mail.spotlight.firstRunDone", true);
user_pref("mailnews.start_page.enabled", false);
user_pref("mail.rights.version", 1);
user_pref("extensions.autoDisableScopes", 0);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("calendar.timezone.useSystemTimezone", false);
user_pref("calendar.timezone.local", "UTC");
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as s:
        return s.getsockname()[1]


class Thunderbird:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        port, self.count = free_port(), 0
        with open(os.path.join(self.folder.name, "user.js"), "w") as out:
            out.write(SETTINGS.format(port=port))
        kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
        self.log = tempfile.TemporaryFile("w+")
        self.program = subprocess.Popen(
            ["thunderbird", "--headless", "--no-remote", "--marionette", "-remote-allow-system-access", "--profile", self.folder.name],
            env={**kept, "HOME": self.folder.name, "MOZ_HEADLESS": "1"}, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        try:
            self.connect(port)
        except BaseException:
            self.close()
            raise

    def connect(self, port):
        end = time.monotonic() + 120
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port), 120)
                break
            except ConnectionRefusedError:
                if time.monotonic() > end or self.program.poll() is not None:
                    raise AssertionError("Thunderbird does not start: " + self.said()) from None
                time.sleep(.2)
        self.read()     # its greeting
        self.ask("WebDriver:NewSession", {})
        self.ask("Marionette:SetContext", {"value": "chrome"})
        self.ask("WebDriver:SetTimeouts", {"script": 100000})

    def said(self):
        self.log.seek(0)
        return "".join(line for line in self.log if "Gtk" not in line and "gtk" not in line)[-2000:]

    def read(self):
        """A packet is its length, a colon, and JSON."""
        head = b""
        while not head.endswith(b":"):
            if not (byte := self.socket.recv(1)):
                raise AssertionError("Thunderbird went away: " + self.said())
            head += byte
        left, body = int(head[:-1]), b""
        while len(body) < left:
            body += self.socket.recv(left - len(body))
        return json.loads(body)

    def ask(self, command, parameters):
        self.count += 1
        packet = json.dumps([0, self.count, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(packet), packet))
        _, number, error, result = self.read()
        assert number == self.count
        if error is not None:
            raise AssertionError(f"{error['error']}: {error['message']}\n{error.get('stacktrace', '')}")
        return result

    def run(self, script, *arguments):
        """What SCRIPT, the body of a function that may await, returns; its arguments are `arguments`."""
        return self.ask("WebDriver:ExecuteScript", {"script": f"return (async () => {{ {script} }})();", "args": arguments,
                                                    "sandbox": "system", "newSandbox": False})["value"]

    def close(self):
        if hasattr(self, "socket"):
            try:
                self.ask("Marionette:Quit", {"flags": ["eForceQuit"]})
            except (AssertionError, OSError):
                pass
            self.socket.close()
        try:
            self.program.wait(30)
        except subprocess.TimeoutExpired:
            self.program.kill()
            self.program.wait()
        self.log.close()
        self.folder.cleanup()
