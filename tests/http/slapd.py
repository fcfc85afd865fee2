"""A real LDAP server (OpenLDAP's slapd) with a few people in it."""

import os
import shutil
import socket
import subprocess
import tempfile

from harness import wait_for
from outside_servers import free_port

BASE = "dc=firm,dc=example"


def person(name, number, extra="", mail=None):
    given, family = name.split(" ")
    return (f"dn: uid=p{number},{BASE}\nobjectClass: inetOrgPerson\nuid: p{number}\ncn: {name}\nsn: {family}\n"
            f"givenName: {given}\nmail: {mail or f'p{number}@firm.example'}\n{extra}\n")


class Slapd:
    """TLS: files of certificate and key, for STARTTLS and for tls_port."""

    def __init__(self, *people, password="directory secret", tls=None):
        self.folder, self.port, self.process = tempfile.mkdtemp(prefix="hayloft-slapd-"), free_port(), None
        self.tls_port = free_port() if tls else None
        self.password, self.login = password, f"cn=reader,{BASE}"
        self.conf = os.path.join(self.folder, "slapd.conf")
        os.mkdir(os.path.join(self.folder, "data"))
        with open(self.conf, "w") as f:
            f.write("".join(f"include /etc/ldap/schema/{s}.schema\n" for s in ("core", "cosine", "inetorgperson")) +
                    f"modulepath /usr/lib/ldap\nmoduleload back_mdb\nsizelimit 1000\n" +
                    (f"TLSCertificateFile {tls[0]}\nTLSCertificateKeyFile {tls[1]}\n" if tls else "") + f"database mdb\nsuffix {BASE}\n"
                    f'rootdn "{self.login}"\nrootpw "{password}"\ndirectory {self.folder}/data\n'
                    "access to * by anonymous auth by * none\n")
        self.add(f"dn: {BASE}\nobjectClass: organization\nobjectClass: dcObject\ndc: firm\no: Firm\n", *people)
        self.start()

    def tool(self, name, ldif):
        subprocess.run(["/usr/sbin/" + name, "-f", self.conf], input=ldif.encode(), check=True, capture_output=True, timeout=60)

    def add(self, *entries):
        self.tool("slapadd", "\n".join(entries))

    def start(self):
        urls = f"ldap://127.0.0.1:{self.port}/" + (f" ldaps://127.0.0.1:{self.tls_port}/" if self.tls_port else "")
        self.process = subprocess.Popen(["/usr/sbin/slapd", "-d", "0", "-f", self.conf, "-h", urls],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.answers)

    def answers(self):
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def change(self, ldif):
        subprocess.run(["ldapmodify", "-x", "-H", f"ldap://127.0.0.1:{self.port}/", "-D", self.login, "-w", self.password],
                       input=ldif.encode(), check=True, capture_output=True, timeout=60)

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
