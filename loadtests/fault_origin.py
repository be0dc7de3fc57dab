"""A server of loadtests/faults: fault_origin.py PORT FILE, on 127.0.0.1; its standard input tells it how to be ill.

Every POST carries a number in X-Id, which is added to FILE as soon as the head is there: what was sent twice stands there twice.
serve     answers everything with 200 and its port
slow      the same after 1.5 s, checks too
reset     reads a request and resets the connection
refuse    does not listen, and closes what is open
"""
import asyncio
import os
import socket
import struct
import sys

SLOW_S = 1.5
LINGER_ZERO = struct.pack("ii", 1, 0)


class Origin:
    def __init__(self, port, file):
        self.port = port
        self.mode = "serve"
        self.server = None
        self.writers = set()
        # Unbuffered, and whole lines: SIGKILL loses none.
        self.seen = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def listen(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", self.port, backlog=1024, reuse_address=True)

    async def serve(self, reader, writer):
        self.writers.add(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
                if head.startswith(b"POST"):
                    os.write(self.seen, fields[b"x-id"] + b"\n")
                await reader.readexactly(int(fields.get(b"content-length", 0)))
                if self.mode == "reset":
                    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_ZERO)
                    writer.transport.abort()
                    return
                if self.mode == "slow":
                    await asyncio.sleep(SLOW_S)
                body = b"%d\n" % self.port
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self.writers.discard(writer)
            writer.close()

    async def obey(self, mode):
        before, self.mode = self.mode, mode
        if mode == "refuse":
            self.server.close()
            for writer in list(self.writers):
                writer.close()
        elif before == "refuse":
            await self.listen()


async def main():
    origin = Origin(int(sys.argv[1]), sys.argv[2])
    await origin.listen()
    commands = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        await origin.obey(line.decode().strip())


asyncio.run(main())
