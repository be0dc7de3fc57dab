"""The ten web servers of the guide: 10.10.192.1 to .10, port 80. A file /run/origins/down-N makes the health check of number N fail."""
import http.server
import json
import os
import threading


class Origin(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def number(self):
        return self.server.server_address[0].rsplit(".", 1)[1]

    def answer(self, status, kind, body):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Origin", self.number())
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_HEAD(self):
        healthy = self.path == "/_health" and self.headers["Host"] == "localhost" and not os.path.exists("/run/origins/down-" + self.number())
        self.answer(200 if healthy else 503, "text/plain", b"")

    def do_GET(self):
        if self.path == "/text":
            self.answer(200, "text/plain", b"a line of text\n" * 4000)
        elif self.path == "/page":
            self.answer(200, "text/html", b"<p>a paragraph</p>\n" * 4000)
        elif self.path == "/garbage":
            self.wfile.write(b"this is not HTTP\r\n\r\n")
            self.close_connection = True
        else:
            self.answer(200, "application/json", json.dumps(list(self.headers.items())).encode())

    def log_message(self, *_):
        pass


for n in range(1, 11):
    server = http.server.ThreadingHTTPServer((f"10.10.192.{n}", 80), Origin)
    threading.Thread(target=server.serve_forever).start()
print("serving", flush=True)
