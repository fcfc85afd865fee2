"""A web server of the test's own over TLS, whose certificate the stack trusts."""

import os
import ssl
import subprocess
import tempfile

from harness import ServerTest
from web_sink import WebSink


class SecureSink(WebSink):
    def __init__(self, cert, key):
        super().__init__()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def url(self, path, who=""):
        return super().url(path, who).replace("http:", "https:")


class SecureSinkTest(ServerTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        os.chmod(folder.name, 0o755)
        cert, key = os.path.join(folder.name, "cert.pem"), os.path.join(folder.name, "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=sink", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
                       check=True, capture_output=True)
        os.chmod(cert, 0o644)
        cls.config = f"fetch.authorities = {cert}\n"
        super().setUpClass()
        cls.sink = SecureSink(cert, key)
        cls.addClassCleanup(cls.sink.close)
