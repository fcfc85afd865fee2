"""litmus tries WebDAV itself; cadaver is what people type; khal and khard read what vdirsyncer brought."""

import os
import re
import subprocess
import tempfile
import unittest

from dav_case import Dav, DavServerTest, event
from tunnel import Tunnel


class WebdavToolsTest(DavServerTest):
    def setUp(self):
        super().setUp()
        self.dora = Dav(self.stack.new_account("gina", "correct-horse"))	# .netrc knows no blanks
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.tunnel = Tunnel(self.stack)
        self.addCleanup(self.tunnel.close)

    def run_tool(self, *argv, input=None, **environment):
        return subprocess.run(argv, cwd=self.folder.name, input=input, capture_output=True, text=True, errors="replace",
                              timeout=240,
                              env={**os.environ, "HOME": self.folder.name, "LC_ALL": "C.UTF-8", **environment})

    def url(self, path):
        return f"http://127.0.0.1:{self.tunnel.port}{path}"

    # What litmus does with any file and with folders in folders, a book refuses
    # (RFC 6352, sections 5.2 and 6.3.2.1); without class 2 it tries no locks.
    REFUSED = {"put_get", "put_get_utf8_segment", "delete_fragment", "mkcol", "mkcol_with_body", "copy_init",
               "copy_coll", "copy_shallow", "move", "move_coll", "propinit", "propmanyns"}

    def test_litmus(self):
        r = self.run_tool("litmus", "-k", self.url(self.dora.home("addressbooks")), self.dora.address,
                          self.dora.client.password, TESTS="basic copymove props locks")
        results = re.findall(r"^ ?\d+\. (\w+)\.+ (?:WARNING.*\n +\.+ )?(pass|FAIL|SKIPPED)", r.stdout, re.M)
        self.assertEqual(set(), {name for name, result in results if result == "FAIL"} - self.REFUSED, r.stdout)
        passed = {name for name, result in results if result == "pass"}
        self.assertLessEqual({"options", "put_no_parent", "delete_null", "mkcol_no_parent", "propfind_invalid",
                              "propfind_invalid2", "propfind_d0", "propextended", "propwformed"},
                             passed, r.stdout)

    def test_cadaver(self):
        with open(os.path.join(self.folder.name, "a.ics"), "w", newline="") as f:
            f.write(event("cadaver", "By cadaver"))
        with open(os.path.join(self.folder.name, ".netrc"), "w") as f:
            f.write(f"machine 127.0.0.1\nlogin {self.dora.address}\npassword {self.dora.client.password}\n")
        os.chmod(os.path.join(self.folder.name, ".netrc"), 0o600)
        r = self.run_tool("cadaver", self.url(self.dora.calendar()), input=(
            "put a.ics\nls\nget a.ics b.ics\nmove a.ics c.ics\npropget c.ics\ndelete c.ics\nls\nquit\n"))
        self.assertIn("a.ics", r.stdout)
        with open(os.path.join(self.folder.name, "b.ics"), newline="") as f:
            self.assertEqual(event("cadaver", "By cadaver"), f.read(), r.stdout)
        self.assertRegex(r.stdout, r"Deleting `c.ics': succeeded")


if __name__ == "__main__":
    unittest.main()
