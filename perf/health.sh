#!/bin/sh
# What health checks cost: SERVERS servers of one backend, each checked every INTER, against one listener that closes what it accepts.
# Prints the processor time of weir as percent of one core, and of that what a weir without checks takes.
# Usage: perf/health.sh WEIR [SERVERS] [INTER] [SECONDS] [PORT]
set -eu
weir=$1 servers=${2:-1000} inter=${3:-2s} seconds=${4:-20} port=${5:-24500}
folder=$(mktemp -d)
trap 'kill $sink $proxy 2>/dev/null || true; rm -rf "$folder"' EXIT
proxy= sink=

python3 - "$port" <<'P' &
import socket, sys
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", int(sys.argv[1]))); s.listen(4096)
while True:
    c, _ = s.accept()
    try:
        c.recv(256)
        c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    except OSError:
        pass
    c.close()
P
sink=$!

measure() {
    {
        printf 'global\n    nbthread 1\ndefaults\n    mode http\n    timeout connect 5s\n    timeout client 5s\n    timeout server 5s\n'
        printf 'frontend f\n    bind 127.0.0.1:%s\n    default_backend b\nbackend b\n    %s\n' "$((port + 1))" "$2"
        for i in $(seq "$servers"); do echo "    server s$i 127.0.0.1:$port $1"; done
    } > "$folder/weir.cfg"
    "$weir" -db -f "$folder/weir.cfg" 2> "$folder/errors" &
    proxy=$!
    sleep 4
    before=$(awk '{print $14 + $15}' "/proc/$proxy/stat")
    sleep "$seconds"
    after=$(awk '{print $14 + $15}' "/proc/$proxy/stat")
    kill "$proxy"; wait "$proxy" 2>/dev/null || true
    grep -c DOWN "$folder/errors" >&2 || true
    awk "BEGIN { printf \"%s: %.2f %% of one core\n\", \"$3\", ($after - $before) / $seconds }"
}

measure "" "" "no checks"
measure "check inter $inter" "" "$servers connects every $inter"
measure "check inter $inter" "option httpchk HEAD /_health" "$servers HTTP requests every $inter"
