"""A web server of the test's own on the loopback: it answers what it is told,
and remembers what it was asked.  Stacks of the harness may fetch from there."""

import http.server
import threading


class Asked:
    def __init__(self, handler, body):
        self.method, self.path, self.body = handler.command, handler.path, body
        self.headers = {k.lower(): v for k, v in handler.headers.items()}


class WebSink:
    def __init__(self):
        self.answers, self.asked, self.changed = {}, [], threading.Condition()
        self.gates = {}		# path: an Event that its answers wait for
        sink = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def serve(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                asked = Asked(self, body)
                code, headers, answer = sink.answers.get(self.path.split("?")[0], (404, {}, b""))
                if code == 200 and headers.get("ETag") and asked.headers.get("if-none-match") == headers["ETag"]:
                    code, answer = 304, b""
                # Known before it is answered: whoever sees what came of the answer finds it here.
                with sink.changed:
                    sink.asked.append(asked)
                    sink.changed.notify_all()
                if gate := sink.gates.get(self.path.split("?")[0]):
                    gate.wait(60)
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_GET = do_POST = serve

            def log_message(self, *args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path, who=""):
        return f"http://{who}127.0.0.1:{self.port}{path}"

    def answer(self, path, body="", code=200, **headers):
        self.answers[path] = (code, {k.replace("_", "-"): v for k, v in headers.items()},
                              body if isinstance(body, bytes) else body.encode())

    def wait(self, path, count=1, seconds=60):
        """The requests for PATH so far, at least COUNT."""
        def found():
            return [a for a in self.asked if a.path.split("?")[0] == path]
        with self.changed:
            if not self.changed.wait_for(lambda: len(found()) >= count, seconds):
                raise AssertionError(f"{path} was asked for {len(found())} times, not {count}")
            return found()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
