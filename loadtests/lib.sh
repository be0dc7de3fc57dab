# shellcheck shell=bash
# What compare, soak and perf/figures share: a temporary directory that cleans up behind itself, the small C programs,
# configurations filled in from loadtests/configs, an origin, and the proxies by name. To be sourced, not run.
#
# Proxies: weir (binary $WEIR), before (an older weir, binary $BEFORE), haproxy, spliced (haproxy told to splice every
# response, where `option splice-auto` leaves that to it), nginx, forwarder (loadtests/forwarder.c).
# Scenarios: keepalive, close, large; each is a file in loadtests/configs.

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
wait_served() { # NAME PID PORT [PATH]
    local tries
    for ((tries = 0; tries < 500; tries++)); do
        [[ $(curl -s -o /dev/null -m 5 -w '%{http_code}' "http://127.0.0.1:$3${4:-/}") == 200 ]] && return
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

# Fills a template in: render TEMPLATE OUTPUT NAME=VALUE...
render() {
    local template=$1 output=$2 pair script=()
    shift 2
    for pair in "$@"; do
        script+=(-e "/^ *#/!s|@${pair%%=*}@|${pair#*=}|g") # comments keep the names
    done
    sed "${script[@]}" "$loadtests/configs/$template" >"$output"
    ! grep -v '^ *#' "$output" | grep -o '@[A-Z_]*@' >&2 || die "$template: left unfilled"
}

# ---- origin and proxies ----------------------------------------------------------------------------------------------

origin_port=$PORT_BASE

start_origin() {
    head -c 1048576 /dev/urandom >"$work/files/1m"
    render origin.nginx.conf "$work/origin.conf" "ORIGIN_PORT=$origin_port"
    launch origin taskset -c "$LOAD_CPU" nginx -e stderr -p "$work" -c "$work/origin.conf"
    wait_served origin "$launched" "$origin_port"
}

proxy_port() { # NAME
    local names=(forwarder haproxy spliced nginx weir before) i
    for i in "${!names[@]}"; do
        [[ ${names[i]} != "$1" ]] || echo $((PORT_BASE + 1 + i))
    done
}

# Why a proxy cannot be run here; nothing when it can.
proxy_absence() { # NAME
    case $1 in
    weir) [[ -x $WEIR ]] || echo "no binary at $WEIR (set WEIR)" ;;
    before) [[ -x $BEFORE ]] || echo "no binary at '$BEFORE' (set BEFORE)" ;;
    haproxy | spliced) command -v haproxy >/dev/null || echo "not installed (loadtests/install-peers)" ;;
    nginx) command -v nginx >/dev/null || echo "not installed (loadtests/install-peers)" ;;
    forwarder) ;;
    *) echo "no such proxy" ;;
    esac
}

proxy_version() { # NAME
    case $1 in
    weir) "$WEIR" -v 2>&1 | head -1 ;;
    before) "$BEFORE" -v 2>&1 | head -1 ;;
    haproxy) haproxy -v | head -1 ;;
    spliced) echo "haproxy with \`option splice-response\`" ;;
    nginx) nginx -v 2>&1 ;;
    forwarder) echo "loadtests/forwarder.c" ;;
    esac
}

# Writes the configuration of a proxy and puts the command that runs it in the foreground into the array `command`.
# processes=one keeps nginx to a single process, which is what strace and valgrind want to look at.
proxy_command() { # NAME SCENARIO [processes=one]
    local name=$1 scenario=$2 config=$work/$1-$2.cfg
    local ports=("PROXY_PORT=$(proxy_port "$name")" "ORIGIN_PORT=$origin_port")
    case $name in
    forwarder)
        command=("$work/forwarder" "$(proxy_port "$name")" "$origin_port")
        ;;
    nginx)
        local kept='keepalive 64; keepalive_requests 1000000000;' connection='' master=on
        [[ $scenario != close ]] || { kept='' connection=close; }
        [[ ${3:-} != processes=one ]] || master=off
        render proxy.nginx.conf "$config" "${ports[@]}" "KEEPALIVE=$kept" "SERVER_CONNECTION=$connection" "MASTER=$master"
        command=(nginx -e stderr -p "$work" -c "$config")
        ;;
    haproxy | spliced)
        local splice="option splice-auto"
        [[ $name == haproxy ]] || splice="option splice-response"
        render "$scenario.cfg" "$config" "${ports[@]}" "SPLICE=$splice"
        command=(haproxy -db -f "$config")
        ;;
    weir | before)
        local binary=$WEIR
        [[ $name == weir ]] || binary=$BEFORE
        render "$scenario.cfg" "$config" "${ports[@]}" "SPLICE="
        command=("$binary" -db -f "$config")
        ;;
    esac
}

# Starts a proxy on its own core and waits until it serves; its process id is then in $launched.
start_proxy() { # NAME SCENARIO
    proxy_command "$@"
    launch "$1" taskset -c "$PROXY_CPU" "${command[@]}"
    wait_served "$1" "$launched" "$(proxy_port "$1")"
}
