"""Hosts that forward mail to us, named by a domain: what its SPF record says (RFC 7208)."""

import unittest

from api_case import ApiTest
from test_dns import Resolver

ZONE = """
plain.example. 60 IN TXT "v=spf1 ip4:192.0.2.7 ip4:198.51.100.99/24 ip6:2001:db8:1::/48 ~ip4:203.0.113.1 -all"
nested.example. 60 IN TXT "something else"
nested.example. 60 IN TXT "v=spf1 +a mx/28 include:plain.example a:other.example//64 -all"
nested.example. 60 IN A 192.0.2.10
nested.example. 60 IN MX 10 mx.nested.example.
mx.nested.example. 60 IN A 192.0.2.40
other.example. 60 IN A 192.0.2.50
other.example. 60 IN AAAA 2001:db8:2::7
moved.example. 60 IN TXT "v=spf1 redirect=plain.example"
circle.example. 60 IN TXT "v=spf1 include:circle.example ip4:192.0.2.60"
wide.example. 60 IN TXT "v=spf1 ip4:0.0.0.0/0 ip4:10.0.0.0/7 ip6:::/0 ip4:192.0.2.70/40 ip4:999.1.1.1 exists:%{i}.x.example a:%{d} ptr ?all ip4:192.0.2.70"
mxonly.example. 60 IN MX 5 mx.nested.example.
aonly.example. 60 IN A 192.0.2.80
""".strip().splitlines()


class ForwardersTest(ApiTest):
    @classmethod
    def setUpClass(cls):
        cls.resolver = Resolver()
        cls.addClassCleanup(cls.resolver.stop)
        cls.config = f"dns.resolver = 127.0.0.1:{cls.resolver.port}\n"
        super().setUpClass()
        cls.resolver.serve(ZONE)

    def setUp(self):
        super().setUp()
        self.addCleanup(self.stack.sql, "DELETE FROM forwarding_host")

    def hosts(self):
        return {(h["host"], h["source"]) for h in self.api.get("fwdhost/all")}

    def test_what_domains_name(self):
        for domain, want in (("plain.example", {"192.0.2.7", "198.51.100.0/24", "2001:db8:1::/48"}),
                             ("nested.example", {"192.0.2.10", "192.0.2.32/28", "192.0.2.7", "198.51.100.0/24", "2001:db8:1::/48", "192.0.2.50", "2001:db8:2::/64"}),
                             ("moved.example", {"192.0.2.7", "198.51.100.0/24", "2001:db8:1::/48"}), ("circle.example", {"192.0.2.60"}),
                             ("wide.example", {"192.0.2.70"}), ("mxonly.example", {"192.0.2.40"}), ("aonly.example", {"192.0.2.80"})):
            with self.subTest(domain=domain):
                self.stack.sql("DELETE FROM forwarding_host")
                self.api.done("add/fwdhost", {"hostname": domain, "filter_spam": "1"})
                self.assertEqual({(n, domain) for n in want}, self.hosts())
                self.assertEqual({"no"}, {h["keep_spam"] for h in self.api.get("fwdhost/all")})

    def test_refused(self):
        for name in ("nothing.example", "no name", "-x.example", "", "a..b"):
            self.assertIn(self.api.refused("add/fwdhost", {"hostname": name}), ("network_host_invalid", "value_missing", "value_invalid"))
        self.assertEqual(set(), self.hosts())

    def test_one_that_is_there_stays(self):
        self.api.done("add/fwdhost", {"hostname": "198.51.100.0/24"})
        self.api.done("add/fwdhost", {"hostname": "plain.example"})
        self.assertIn(("198.51.100.0/24", "198.51.100.0/24"), self.hosts())
        self.assertEqual(3, len(self.hosts()))


if __name__ == "__main__":
    unittest.main()
