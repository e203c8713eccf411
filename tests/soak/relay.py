"""What stands before several processes that take updates: each request goes to one of them that answers.

Telegram knows one address; in the merchant's house a proxy does this part.
"""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx

_HEADERS = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")


@contextmanager
def relay(ports: Sequence[str]) -> Iterator[str]:
    """Hands requests to these ports of this machine in turn; its own address."""
    turn = itertools.count()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name: self.headers[name] for name in _HEADERS if name in self.headers}
            first = next(turn)
            for number in range(len(ports)):
                url = f"http://127.0.0.1:{ports[(first + number) % len(ports)]}{self.path}"
                try:
                    status = http.post(url, content=body, headers=headers).status_code
                except httpx.HTTPError:
                    continue  # it was killed, and whether it has the update nobody knows: another one gets it
                if status != 404:  # one that opens just now does not know the address yet
                    break
            else:
                status = 503
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: the world's log has each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with httpx.Client(trust_env=False, verify=False, timeout=10) as http:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
