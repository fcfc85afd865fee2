"""Calendars and contacts as clients talk about them."""

import re
import urllib.parse
import xml.etree.ElementTree as ET

from harness import ServerTest

D = "{DAV:}"
C = "{urn:ietf:params:xml:ns:caldav}"
CARD = "{urn:ietf:params:xml:ns:carddav}"
CS = "{http://calendarserver.org/ns/}"
ICAL = "{http://apple.com/ns/ical/}"
NAMESPACES = ('xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" '
              'xmlns:CARD="urn:ietf:params:xml:ns:carddav" xmlns:CS="http://calendarserver.org/ns/" '
              'xmlns:ICAL="http://apple.com/ns/ical/"')


def event(uid, summary="Lunch", start="20261120T120000Z", end="20261120T130000Z", extra=""):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\n"
            f"UID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\n"
            f"SUMMARY:{summary}\r\n{extra}END:VEVENT\r\nEND:VCALENDAR\r\n")


def todo(uid, summary="Sweep"):
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VTODO\r\n"
            f"UID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:{summary}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")


def card(uid, name="Ann Example", mail="ann@example.net", extra=""):
    return ("BEGIN:VCARD\r\nVERSION:3.0\r\n" f"UID:{uid}\r\nFN:{name}\r\nN:Example;Ann;;;\r\n"
            f"EMAIL;TYPE=HOME:{mail}\r\n{extra}END:VCARD\r\n")


class Found:
    """One D:response: its properties by code, or a status of its own."""

    def __init__(self, response):
        self.href = urllib.parse.unquote(response.find(D + "href").text)
        self.props, self.code = {}, None
        status = response.find(D + "status")
        if status is not None:
            self.code = int(status.text.split()[1])
        self.error = response.find(D + "error")
        for propstat in response.findall(D + "propstat"):
            code = int(propstat.find(D + "status").text.split()[1])
            for prop in propstat.find(D + "prop"):
                self.props.setdefault(code, {})[prop.tag] = prop

    def prop(self, tag, code=200):
        return self.props.get(code, {}).get(tag)

    def text(self, tag):
        prop = self.prop(tag)
        return None if prop is None else prop.text

    def hrefs(self, tag):
        prop = self.prop(tag)
        return [] if prop is None else [urllib.parse.unquote(e.text) for e in prop.iter(D + "href")]

    def names(self, code=200):
        return set(self.props.get(code, {}))


class Multistatus(list):
    def __init__(self, response):
        root = ET.fromstring(response.body)
        assert root.tag == D + "multistatus", root.tag
        super().__init__(Found(r) for r in root.findall(D + "response"))
        token = root.find(D + "sync-token")
        self.token = None if token is None else token.text
        self.response = response

    def by_name(self):
        return {f.href.rstrip("/").rsplit("/", 1)[-1]: f for f in self}


def condition(response):
    """The precondition element of an error body, as a tag; None without one."""
    if not response.body:
        return None
    root = ET.fromstring(response.body)
    assert root.tag == D + "error", root.tag
    return root[0].tag


class Dav:
    """A harness.Client that speaks WebDAV."""

    def __init__(self, client):
        self.client, self.address, self.stack = client, client.address, client.stack

    def home(self, kind="calendars", owner=None):
        return f"/dav/{kind}/{urllib.parse.quote(owner or self.address, safe='')}/"

    def principal(self):
        return f"/dav/principals/{urllib.parse.quote(self.address, safe='')}/"

    def calendar(self, name="personal", owner=None):
        return self.home("calendars", owner) + name + "/"

    def book(self, name="personal", owner=None):
        return self.home("addressbooks", owner) + name + "/"

    def new_calendar(self, name, props=""):
        body = f"<C:mkcalendar {NAMESPACES}><D:set><D:prop>{props}</D:prop></D:set></C:mkcalendar>"
        self.request("MKCALENDAR", self.calendar(name), body if props else None, expect=201)
        return self.calendar(name)

    def new_book(self, name, props=""):
        self.request("MKCOL", self.book(name),
                     f"<D:mkcol {NAMESPACES}><D:set><D:prop><D:resourcetype><D:collection/>"
                     f"<CARD:addressbook/></D:resourcetype>{props}</D:prop></D:set></D:mkcol>", expect=201)
        return self.book(name)

    def request(self, method, path, body=None, headers=None, **kw):
        headers = dict(headers or {})
        if body is not None and method not in ("PUT", "POST"):
            headers.setdefault("Content-Type", "application/xml; charset=utf-8")
        return self.client.request(method, path, body, headers=headers, **kw)

    def put(self, path, body, if_match=None, if_none_match=None, headers=None, **kw):
        headers = dict(headers or {})
        headers.setdefault("Content-Type", "text/vcard" if "VCARD" in body[:20] else "text/calendar; charset=utf-8")
        if if_match:
            headers["If-Match"] = if_match
        if if_none_match:
            headers["If-None-Match"] = if_none_match
        return self.client.request("PUT", path, body, headers=headers, **kw)

    def get(self, path, **kw):
        return self.client.request("GET", path, **kw)

    def delete(self, path, **kw):
        return self.client.request("DELETE", path, **kw)

    def propfind(self, path, props=None, depth=0, headers=None, body=None, expect=207):
        if body is None and props is not None:
            body = f"<D:propfind {NAMESPACES}><D:prop>{''.join(f'<{p}/>' for p in props)}</D:prop></D:propfind>"
        r = self.request("PROPFIND", path, body, {"Depth": str(depth), **(headers or {})}, expect=expect)
        return Multistatus(r) if r.code == 207 else r

    def proppatch(self, path, set="", remove="", expect=207, headers=None):
        body = f"<D:propertyupdate {NAMESPACES}>"
        if set:
            body += f"<D:set><D:prop>{set}</D:prop></D:set>"
        if remove:
            body += f"<D:remove><D:prop>{remove}</D:prop></D:remove>"
        r = self.request("PROPPATCH", path, body + "</D:propertyupdate>", headers, expect=expect)
        return Multistatus(r) if r.code == 207 else r

    def report(self, path, body, depth=1, expect=207, headers=None):
        body = re.sub(r"^<([\w:-]+)", rf"<\1 {NAMESPACES}", body, count=1)
        r = self.request("REPORT", path, body, {"Depth": str(depth), **(headers or {})}, expect=expect)
        return Multistatus(r) if r.code == 207 and b"multistatus" in r.body[:200] else r

    def sync(self, path, token="", props="<D:getetag/>", limit=None, expect=207):
        limited = f"<D:limit><D:nresults>{limit}</D:nresults></D:limit>" if limit else ""
        return self.report(path, f"<D:sync-collection><D:sync-token>{token}</D:sync-token>"
                           f"<D:sync-level>1</D:sync-level>{limited}<D:prop>{props}</D:prop>"
                           "</D:sync-collection>", expect=expect)

    def query(self, path, filter, props="<D:getetag/><C:calendar-data/>", extra="", expect=207):
        return self.report(path, f"<C:calendar-query><D:prop>{props}</D:prop><C:filter>"
                           f'<C:comp-filter name="VCALENDAR">{filter}</C:comp-filter></C:filter>{extra}'
                           "</C:calendar-query>", expect=expect)

    def share(self, path, grants, expect=200):
        """grants: (address or "authenticated", privileges like "D:read")."""
        aces = ""
        for who, *privileges in grants:
            principal = "<D:authenticated/>" if who == "authenticated" else \
                f"<D:href>/dav/principals/{urllib.parse.quote(who, safe='')}/</D:href>"
            aces += (f"<D:ace><D:principal>{principal}</D:principal><D:grant>" +
                     "".join(f"<D:privilege><{p}/></D:privilege>" for p in privileges) + "</D:grant></D:ace>")
        return self.request("ACL", path, f'<D:acl {NAMESPACES} xmlns:H="urn:hayloft:dav">{aces}</D:acl>',
                            expect=expect)


class DavServerTest(ServerTest):
    """dora, who has nothing yet, in a test of her own."""

    def setUp(self):
        super().setUp()
        self.dora = self.new("dora")

    def new(self, name):
        return Dav(self.stack.new_account(name))
