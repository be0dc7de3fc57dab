# Two networks beside one of its own, for UseSourceTests: a client at 10.88.0.7, a server at 10.99.0.2, and between them weir.
# usesrc.py WEIR CONFIGURATION PATH...: asks for each path and prints who asked the server. To be run in a new network namespace.
import os, socket, subprocess, sys, time

weir, config = sys.argv[1], sys.argv[2]

def run(*words):
    subprocess.run(words, check=True)

def room():
    """A network of its own, as long as the process lives."""
    process = subprocess.Popen(["unshare", "--net", "sh", "-c", "echo ready; exec cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdout.readline()
    return process

def inside(process, *words):
    return ["nsenter", "-t", str(process.pid), "-n", *words]

ORIGIN = """
import socket
s = socket.create_server(("10.99.0.2", 8080))
print("ready", flush=True)
while True:
    c, peer = s.accept()
    c.recv(65536)
    body = "%s %d" % peer
    c.sendall(("HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Length: %d\\r\\n\\r\\n%s" % (len(body), body)).encode())
    c.close()
"""
CLIENT = """
import socket, sys
for path in sys.argv[1:]:
    c = socket.create_connection(("10.88.0.1", 80))
    port = c.getsockname()[1]
    c.sendall(("GET /%s HTTP/1.1\\r\\nHost: a\\r\\nX-Src: 203.0.113.9\\r\\nConnection: close\\r\\n\\r\\n" % path).encode())
    reply = b""
    while (piece := c.recv(65536)):
        reply += piece
    words = reply.decode().split("\\r\\n")[-1].split()
    print(path, words[0] if len(words) == 2 else reply.decode().split("\\r\\n")[0], "same port" if len(words) == 2 and int(words[1]) == port else "another port", flush=True)
"""
web, home = room(), room()
run("ip", "link", "set", "lo", "up")
for process, name, ours, theirs in (web, "web", "10.99.0.1", "10.99.0.2"), (home, "home", "10.88.0.1", "10.88.0.7"):
    run("ip", "link", "add", name, "type", "veth", "peer", "name", "out", "netns", str(process.pid))
    run("ip", "address", "add", ours + "/24", "dev", name)
    run("ip", "link", "set", name, "up")
    run(*inside(process, "ip", "address", "add", theirs + "/24", "dev", "out"))
    run(*inside(process, "ip", "link", "set", "out", "up"))
    run(*inside(process, "ip", "route", "add", "default", "via", ours))
# What comes back from the servers is for this machine, whatever address it is sent to.
run("ip", "rule", "add", "iif", "web", "lookup", "100")
run("ip", "route", "add", "local", "default", "dev", "lo", "table", "100")

origin = subprocess.Popen(inside(web, sys.executable, "-c", ORIGIN), stdout=subprocess.PIPE)
origin.stdout.readline()
proxy = subprocess.Popen([weir, "-f", config])
for _ in range(2000):
    try:
        socket.create_connection(("10.88.0.1", 80)).close()
        break
    except OSError:
        time.sleep(0.01)
try:
    subprocess.run(inside(home, sys.executable, "-c", CLIENT, *sys.argv[3:]), check=True)
finally:
    for process in proxy, origin, web, home:
        process.kill()
        process.wait()
