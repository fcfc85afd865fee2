"""An upload that is too large must be told so, once, before it is sent."""
import contextlib
import time
import unittest

import h2.events
import h2.exceptions
from attack import AttackTest

SIZE = 3 << 20


def upload(target):
    """The codes and stream resets that answer a body nobody takes."""
    c = target.http2()
    for _ in c.events(0.5):
        pass
    stream = c.request("/api/v2/session", "POST", [("content-length", str(SIZE))], end=False)
    c.flush()
    answers, left, end = [], SIZE, time.monotonic() + 60
    while left > 0 and not answers and time.monotonic() < end:
        with contextlib.suppress(OSError, h2.exceptions.ProtocolError):
            while (n := min(16384, left, c.h2.local_flow_control_window(stream))) > 0:
                c.h2.send_data(stream, b"x" * n)
                c.flush()
                left -= n
        for event in c.events(0.3):
            if isinstance(event, h2.events.ResponseReceived):
                answers.append(dict(event.headers)[":status"])
            if isinstance(event, h2.events.StreamReset):
                answers.append(f"reset {int(event.error_code)}")
    for event in c.events(1):
        if isinstance(event, h2.events.StreamReset):
            answers.append(f"reset {int(event.error_code)}")
    c.close()
    return answers


class RefusedUploadTest(AttackTest):
    def test_is_413_and_no_call_to_try_again(self):
        answers = self.unharmed(upload)
        self.assertIn("413", answers)
        self.assertNotIn("reset 7", answers)

    def test_bare_asks_to_try_again(self):
        self.assertEqual(["reset 7"], self.against_bare(upload))


if __name__ == "__main__":
    unittest.main()
