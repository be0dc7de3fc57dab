"""The Python among the three origins of loadtests/soak: origin.py PORT, on 127.0.0.1.

/small has a length, /64k ends with its connection, /upload answers with the number of body bytes that arrived.
"""
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Origin(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 1024


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/small":
            self.answer(b"s" * 128)
        elif self.path == "/64k":
            self.close_connection = True
            self.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"p" * 65536)
        else:
            self.send_error(404)

    do_HEAD = do_GET

    def do_POST(self):
        self.answer(b"%d\n" % self.drain())

    def drain(self):
        """Reads the request's body, by length or by chunks, and returns how many bytes it had."""
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return len(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        total = 0
        while size := int(self.rfile.readline().split(b";")[0], 16):
            total += len(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline() not in (b"\r\n", b"\n", b""):
            pass
        return total

    def answer(self, body):
        """One write, so that no answer is ever half sent when this process is killed."""
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body)
        self.write(head if self.command == "HEAD" else head + body)

    def write(self, data):
        self.wfile.write(data)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    Origin(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
