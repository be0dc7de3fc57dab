# shellcheck shell=bash
# What compare, soak, check-generator and the scripts in perf share: a temporary directory that cleans up behind itself,
# the small C programs, configurations filled in from loadtests/configs, idle connections, an origin, the scenarios
# (scenarios.sh) and the proxies by name (peers.sh). To be sourced, not run.

set -euo pipefail

loadtests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$loadtests")

# What may be set from outside.
WEIR=${WEIR:-$root/artifacts/weir}
BEFORE=${BEFORE:-}
PROXY_CPU=${PROXY_CPU:-1}  # the core of the proxy, which it has to itself
LOAD_CPU=${LOAD_CPU:-0}    # the core of everything else
PORT_BASE=${PORT_BASE:-$((20000 + RANDOM % 1000 * 10))} # below the kernel's ephemeral ports; ten are used

work=$(mktemp -d "${TMPDIR:-/tmp}/weir-loadtest.XXXXXX")
mkdir -p "$work/tmp" "$work/files"
chmod 755 "$work" # nginx's worker gives root up and still reads the files
declare -A started=() # the process ids that clean_up has to end

say() { printf '%s\n' "$*" >&2; }
die() { say "${0##*/}: $*"; exit 1; }

# ---- processes -------------------------------------------------------------------------------------------------------

# The process itself and its children, that is, nginx's master and worker.
family() { echo "$1"; pgrep -P "$1" || true; }

alive() { kill -0 "$1" 2>/dev/null && [[ $(ps -o stat= -p "$1") != Z* ]]; }

# Ends processes: asks, waits two seconds at most, then insists, and only returns when they are gone.
stop() {
    local pid members=() tries
    for pid in "$@"; do
        mapfile -t -O ${#members[@]} members < <(family "$pid")
    done
    kill -TERM "$@" 2>/dev/null || true
    for pid in "${members[@]}"; do
        for ((tries = 0; tries < 100; tries++)); do
            alive "$pid" || break
            sleep 0.02
        done
        kill -KILL "$pid" 2>/dev/null || true
    done
    wait "$@" 2>/dev/null || true
    forget "$@"
}

# These have ended and been waited for: their numbers may soon belong to somebody else.
forget() {
    local pid
    for pid in "$@"; do
        unset "started[$pid]"
    done
}

clean_up() {
    local status=$?
    trap - EXIT INT TERM
    [[ ${#started[@]} -eq 0 ]] || stop "${!started[@]}"
    rm -rf "$work"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs a command in the background with its output in $work/NAME.log; its process id is then in $launched. Not to be
# called in a subshell (a pipe, a command substitution): clean_up would not hear of it.
launch() { # NAME COMMAND...
    local name=$1
    shift
    "$@" >"$work/$name.log" 2>&1 </dev/null &
    launched=$!
    started[$launched]=$name
}

# Waits until a process answers 200 on a port; shows its log when it does not.
wait_served() { # NAME PID PORT [PATH [SCHEME]]
    local tries
    for ((tries = 0; tries < 500; tries++)); do
        [[ $(curl -s -k -o /dev/null -m 5 -w '%{http_code}' "${5:-http}://127.0.0.1:$3${4:-/}") == 200 ]] && return
        alive "$2" || break
        sleep 0.02
    done
    cat "$work/$1.log" >&2
    die "$1 does not serve on port $3"
}

# Clock ticks of CPU used so far: "user system", all threads and children included.
cpu_ticks() { # PID
    local pid
    for pid in $(family "$1"); do
        sed 's/.*) //' "/proc/$pid/stat"
    done | awk '{ user += $12; sys += $13 } END { print user, sys }'
}

# Resident memory in KiB.
resident_kib() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status"; }

# The same of a process and its children; pages that they share count once for each.
family_resident_kib() { # PID
    local pid
    for pid in $(family "$1"); do
        resident_kib "$pid"
    done | awk '{ total += $1 } END { print total }'
}

# ---- idle connections ------------------------------------------------------------------------------------------------

holders=() # process ids

# Opens idle connections to a proxy; they stay until let_go. Wants `build hold`.
hold_connections() { # PROXY COUNT
    local tries log=$work/held.$1.$2
    [[ -p $work/holding ]] || mkfifo "$work/holding"
    # 9 is this script's end of the pipe; a holder that inherited it would wait for itself.
    taskset -c "$LOAD_CPU" "$work/hold" "$2" "$(proxy_port "$1")" 9>&- <"$work/holding" >"$log" 2>&1 &
    holders+=($!)
    started[$!]=hold
    [[ -e /proc/$$/fd/9 ]] || exec 9>"$work/holding"
    for ((tries = 0; tries < 1500; tries++)); do
        ! grep -q "^held $2" "$log" 2>/dev/null || return 0
        alive "${holders[-1]}" || break
        sleep 0.02
    done
    cat "$log" >&2
    die "$1 does not hold $2 connections"
}

# Ends what hold_connections began; every connection must have stayed open until now.
let_go() {
    local pid lost=no
    exec 9>&-
    for pid in "${holders[@]}"; do
        wait "$pid" || lost=yes
    done
    [[ $lost == no ]] || { grep -v '^held' "$work"/held.* >&2 || true; die "idle connections were closed"; }
    forget "${holders[@]}"
    holders=()
}

# ---- programs and files ----------------------------------------------------------------------------------------------

need() {
    local program
    for program in "$@"; do
        command -v "$program" >/dev/null || die "$program is not installed: run loadtests/install-peers"
    done
}

# Compiles loadtests/NAME.c to $work/NAME.
build() {
    local name
    for name in "$@"; do
        cc -O2 -Wall -Wextra -o "$work/$name" "$loadtests/$name.c"
    done
}

# The same of a program that speaks TLS.
build_tls() {
    cc -O2 -Wall -Wextra -pthread -o "$work/$1" "$loadtests/$1.c" -lssl -lcrypto || die "$1 needs OpenSSL's headers (Debian: libssl-dev)"
}

# Fills a template in: render TEMPLATE OUTPUT NAME=VALUE...
render() {
    local template=$1 output=$2 pair value script=()
    shift 2
    for pair in "$@"; do
        value=$(sed 's/[\\&|]/\\&/g' <<<"${pair#*=}")
        script+=(-e "/^ *#/!s|@${pair%%=*}@|$value|g") # comments keep the names
    done
    sed "${script[@]}" "$loadtests/configs/$template" >"$output"
    ! grep -v '^ *#' "$output" | grep -o '@[A-Z_]*@' >&2 || die "$template: left unfilled"
}

# ---- origin ----------------------------------------------------------------------------------------------------------

origin_port=$PORT_BASE         # nginx, which has all answers
answer_port=$((PORT_BASE + 8)) # answer.c, which has those of 128 bytes
origins=()                     # their process ids, once start_origins has run

# Its process id is then in $launched.
start_origin() {
    local cores
    cores=$(nproc)
    head -c 65536 /dev/urandom >"$work/files/64k"
    head -c 1048576 /dev/urandom >"$work/files/1m"
    seq 1 4000 | awk '{ printf "{\"id\":%d,\"name\":\"item %d\",\"price\":%d.%02d,\"inStock\":%s}\n", $1, $1 * 7919 % 4001, $1 * 31 % 997, $1 * 17 % 100, $1 % 3 ? "true" : "false" }' |
        head -c 65536 >"$work/files/text" || true # awk hears that head has enough
    # Prose that is always at hand: the licence and what the manuals of this repository say.
    cat "$root"/{LICENSE,README.md,loadtests/README.md,perf/README.md,src/Engine.Stages/README.md} | head -c 61440 >"$work/files/english" || true
    render origin.nginx.conf "$work/origin.conf" "ORIGIN_PORT=$origin_port" "SOCKET=$work/taken.sock" "WORKERS=$((cores > 2 ? cores / 2 : 1))"
    launch origin taskset -c "$LOAD_CPU" nginx -e stderr -p "$work" -c "$work/origin.conf"
    wait_served origin "$launched" "$origin_port"
}

# Both.
start_origins() {
    start_origin
    origins+=("$launched")
    build answer
    launch answer taskset -c "$LOAD_CPU" "$work/answer" "$answer_port"
    wait_served answer "$launched" "$answer_port"
    origins+=("$launched")
}

# Where the answers of a scenario come from. After set_scenario.
scenario_origin_port() { [[ $path == / ]] && echo "$answer_port" || echo "$origin_port"; }

source "$loadtests/scenarios.sh"
source "$loadtests/peers.sh"
