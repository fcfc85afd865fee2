"""vdirsyncer keeps a folder and an account alike: calendars and contacts, both ways, conflicts."""

import os
import shutil
import subprocess
import tempfile
import unittest

from dav_case import DavServerTest, card, event

CONFIG = """
[general]
status_path = "{folder}/status/"

[pair calendars]
a = "local_calendars"
b = "remote_calendars"
collections = ["from a", "from b"]
metadata = ["displayname", "color"]
{conflict}

[storage local_calendars]
type = "filesystem"
path = "{folder}/calendars/"
fileext = ".ics"

[storage remote_calendars]
type = "caldav"
{remote}

[pair contacts]
a = "local_contacts"
b = "remote_contacts"
collections = ["from a", "from b"]
{conflict}

[storage local_contacts]
type = "filesystem"
path = "{folder}/contacts/"
fileext = ".vcf"

[storage remote_contacts]
type = "carddav"
{remote}
"""


class VdirsyncerTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.folder = tempfile.mkdtemp(prefix="hayloft-vdirsyncer-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.configure()

    def configure(self, conflict=""):
        remote = (f'url = "{self.stack.url}"\nusername = "{self.dora.address}"\npassword = "{self.dora.client.password}"\n'
                  f'verify = "{os.path.join(self.stack.state, "tls", "ca.crt")}"')
        with open(os.path.join(self.folder, "config"), "w") as f:
            f.write(CONFIG.format(folder=self.folder, remote=remote, conflict=conflict))

    def run_it(self, *args, check=True):
        done = subprocess.run(["vdirsyncer", "-c", os.path.join(self.folder, "config"), *args], input="y\n" * 20,
                              capture_output=True, text=True, timeout=240)
        if check and done.returncode != 0:
            self.fail(f"vdirsyncer {args}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def sync(self, **kw):
        return self.run_it("sync", **kw)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def files(self, *names):
        return sorted(f for f in os.listdir(self.path(*names)) if f.endswith((".ics", ".vcf")))

    def test_both_ways(self):
        self.dora.put(self.dora.calendar() + "from-server.ics", event("from-server"), expect=201)
        self.dora.put(self.dora.book() + "from-server.vcf", card("from-server"), expect=201)
        self.dora.proppatch(self.dora.calendar(), "<ICAL:calendar-color>#00ff00</ICAL:calendar-color>")
        self.run_it("discover")
        self.sync()
        self.run_it("metasync")
        self.assertEqual(["from-server.ics"], self.files("calendars", "personal"))
        with open(self.path("calendars", "personal", "from-server.ics"), newline="") as f:
            self.assertEqual(event("from-server").replace("\r\n", "\n"), f.read().replace("\r\n", "\n"))
        with open(self.path("calendars", "personal", "color")) as f:
            self.assertEqual("#00ff00", f.read().strip().lower())
        with open(self.path("calendars", "personal", "here.ics"), "w", newline="") as f:
            f.write(event("here"))
        with open(self.path("contacts", "personal", "here.vcf"), "w", newline="") as f:
            f.write(card("here"))
        self.sync()
        found = self.dora.propfind(self.dora.calendar(), ["D:getetag"], depth=1)
        self.assertEqual(2, len(found) - 1)
        self.assertIn("UID:here", self.dora.get(self.dora.book(), expect=200).text)
        # Changed and deleted on either side.
        os.unlink(self.path("calendars", "personal", "from-server.ics"))
        [mine] = [f.href for f in found if f.href.endswith("here.ics")]
        self.dora.put(mine.replace("@", "%40"), event("here", "Changed there"), expect=204)
        self.dora.delete(self.dora.book() + "from-server.vcf", expect=204)
        self.sync()
        self.dora.get(self.dora.calendar() + "from-server.ics", expect=404)
        with open(self.path("calendars", "personal", "here.ics")) as f:
            self.assertIn("Changed there", f.read())
        self.assertEqual(["here.vcf"], self.files("contacts", "personal"))

    def tool(self, *argv):
        done = subprocess.run(argv, capture_output=True, text=True, timeout=240, cwd=self.folder,
                              env={**os.environ, "HOME": self.folder, "LC_ALL": "C.UTF-8"})
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        return done.stdout

    def test_khal_and_khard(self):
        """What people see and write in these comes from and goes to the server."""
        self.dora.put(self.dora.calendar() + "a.ics", event("a", "Barn dance", "20270105T180000Z",
                                                            "20270105T200000Z"), expect=201)
        self.dora.put(self.dora.book() + "a.vcf", card("a", "Greta Feld", "greta@example.net"), expect=201)
        self.run_it("discover")
        self.sync()
        with open(self.path("khal.conf"), "w") as f:
            f.write(f"[calendars]\n[[personal]]\npath = {self.path('calendars', 'personal')}\n"
                    "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\n"
                    "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
                    "longdatetimeformat = %Y-%m-%d %H:%M\n[default]\ndefault_calendar = personal\n"
                    f"[sqlite]\npath = {self.path('khal.db')}\n")
        khal = ("khal", "-c", self.path("khal.conf"))
        self.assertIn("18:00-20:00 Barn dance", self.tool(*khal, "list", "2027-01-05", "2027-01-06"))
        self.tool(*khal, "new", "2027-01-06", "09:00", "10:00", "Mend the fence")
        with open(self.path("khard.conf"), "w") as f:
            f.write(f"[addressbooks]\n[[personal]]\npath = {self.path('contacts', 'personal')}\n"
                    "[general]\neditor = true\nmerge_editor = true\n[contact table]\n[vcard]\n")
        self.assertIn("greta@example.net", self.tool("khard", "-c", self.path("khard.conf"), "list"))
        self.sync()
        self.assertIn("SUMMARY:Mend the fence", self.dora.get(self.dora.calendar(), expect=200).text)

    def test_collections_are_made(self):
        os.makedirs(self.path("calendars", "work"))
        os.makedirs(self.path("contacts", "friends"))
        with open(self.path("calendars", "work", "a.ics"), "w", newline="") as f:
            f.write(event("a"))
        with open(self.path("contacts", "friends", "a.vcf"), "w", newline="") as f:
            f.write(card("a"))
        self.run_it("discover")
        self.sync()
        self.assertIn("UID:a", self.dora.get(self.dora.calendar("work"), expect=200).text)
        self.assertIn("UID:a", self.dora.get(self.dora.book("friends"), expect=200).text)

    def test_conflicts(self):
        self.dora.put(self.dora.calendar() + "c.ics", event("c"), expect=201)
        self.run_it("discover")
        self.sync()
        self.dora.put(self.dora.calendar() + "c.ics", event("c", "there"), expect=204)
        with open(self.path("calendars", "personal", "c.ics"), "w", newline="") as f:
            f.write(event("c", "here"))
        self.assertNotEqual(0, self.sync(check=False).returncode)
        self.assertIn("there", self.dora.get(self.dora.calendar() + "c.ics").text)
        self.configure('conflict_resolution = "a wins"')
        self.sync()
        self.assertIn("here", self.dora.get(self.dora.calendar() + "c.ics").text)

    def test_many(self):
        for i in range(60):
            self.dora.put(self.dora.calendar() + f"m{i}.ics", event(f"m{i}"), expect=201)
        self.run_it("discover")
        self.sync()
        self.assertEqual(60, len(self.files("calendars", "personal")))
        for name in self.files("calendars", "personal")[:30]:
            os.unlink(self.path("calendars", "personal", name))
        self.sync()
        self.assertEqual(30, len(self.dora.propfind(self.dora.calendar(), ["D:getetag"], depth=1)) - 1)


if __name__ == "__main__":
    unittest.main()
