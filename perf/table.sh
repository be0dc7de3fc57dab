#!/bin/sh
# What an entry of a stick table costs: resident memory with 100,000 and with 1,000,000 entries, slope. Entries come over the runtime API.
# Usage: perf/table.sh WEIR [TYPE] [STORE]
set -eu
weir=$1 type=${2:-ip} store=${3:-"gpc0,http_req_rate(10s),conn_cur"}
folder=$(mktemp -d)
proxy=
trap 'kill $proxy 2>/dev/null || true; rm -rf "$folder"' EXIT
cat > "$folder/weir.cfg" <<C
global
    nbthread 1
    stats socket $folder/weir.sock level admin
defaults
    timeout connect 5s
    timeout client 5s
    timeout server 5s
listen t
    bind unix@$folder/listen.sock
    stick-table type $type size 1100k expire 1h store $store
C
"$weir" -db -f "$folder/weir.cfg" &
proxy=$!
for i in $(seq 100); do [ -S "$folder/weir.sock" ] && break; sleep 0.1; done

fill() {
    python3 - "$folder/weir.sock" "$1" "$2" <<'P'
import socket, sys
path, first, end = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
for start in range(first, end, 200):
    s = socket.socket(socket.AF_UNIX)
    s.connect(path)
    keys = range(start, min(start + 200, end))
    s.sendall((";".join("set table t key 10.%d.%d.%d data.gpc0 1" % (k >> 16, k >> 8 & 255, k & 255) for k in keys) + "\n").encode())
    while s.recv(65536):
        pass
P
}

resident() { awk '/^VmRSS/ { print $2 * 1024 }' "/proc/$proxy/status"; }

fill 0 100000
before=$(resident)
fill 100000 1000000
after=$(resident)
echo "show table t" | socat - "$folder/weir.sock" | head -1
awk "BEGIN { printf \"%s, %s: %d bytes resident per entry\n\", \"$type\", \"$store\", ($after - $before) / 900000 }"
