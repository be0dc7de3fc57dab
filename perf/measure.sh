# shellcheck shell=bash
# How each figure is taken: what perf/figures (Weir beside its peers, to look at) and perf/gate (Weir against its budgets)
# share. To be sourced, not run. Every measure_ function leaves its number in `measured`.
#
# Where start-up would weigh in, a fresh process serves `few` requests and another serves `many`: the figure is the
# difference of the two totals divided by the difference of the two counts.
source "$(dirname "${BASH_SOURCE[0]}")/../loadtests/lib.sh"

few=2000 many=20000
client=(pump -b 128) # the client of a run, a program in $work; -n COUNT PORT is added
measured=0

# Connections of the idle measurement: the slope is taken between the first and the sum of both.
idle_first=1000 idle_more=5000

# What measuring needs, and the Debian package that brings it; dies with the names of what is missing.
need_instruments() {
    local row missing=()
    for row in strace:strace valgrind:valgrind curl:curl taskset:util-linux cc:gcc nginx:nginx-light pgrep:procps; do
        command -v "${row%%:*}" >/dev/null || missing+=("${row%%:*} (Debian: ${row##*:})")
    done
    [[ ${#missing[@]} -eq 0 ]] || die "nothing was measured, these are missing: ${missing[*]}"
    strace -o /dev/null true 2>/dev/null || die "nothing was measured: strace may not trace here (a container without SYS_PTRACE?)"
    valgrind --tool=none true >/dev/null 2>&1 || die "nothing was measured: valgrind does not run here (Debian: libc6-dbg): $(valgrind --tool=none true 2>&1 | tail -3)"
    (($(ulimit -n) >= 2 * (idle_first + idle_more) + 100)) || ulimit -n $((2 * (idle_first + idle_more) + 100)) ||
        die "the limit on open files is too low for $((idle_first + idle_more)) connections"
}

# (many - few) / difference of their request counts; what seems to cost less than nothing costs nothing.
per_request() { # FEW_TOTAL MANY_TOTAL DECIMALS
    awk -v few="$1" -v many="$2" -v n=$((many - few)) -v decimals="$3" \
        'BEGIN { each = (many - few) / n; if (each < 0) each = 0; printf "%.*f", decimals, each }'
}

# Weir stands alone in a directory: valgrind would read the .dbg file beside it, in a format that it does not know.
stand_alone() { # NAME: the proxy; sets WEIR for Weir
    [[ $1 == weir ]] || return 0
    mkdir -p "$work/alone"
    [[ $WEIR == "$work/alone/weir" ]] || cp "$WEIR" "$work/alone/weir"
    WEIR=$work/alone/weir
}

# Ends the proxy of launch(). strace stands in front of the proxy as its parent; valgrind and env are the proxy.
end_measured() {
    local inner
    inner=$(pgrep -P "$launched" || true)
    kill -TERM "${inner:-$launched}"
    wait "$launched" || true
    forget "$launched"
}

# The scenario's own field lines, as options of pump, in the array `lines`; -x says by itself that it closes.
scenario_lines() { # SCENARIO
    local about config scheme path headers closes count idle loops upload least visits key line
    set_scenario "$1"
    lines=()
    for line in "${headers[@]}"; do
        [[ $line == Connection:* ]] || lines+=(-h "$line")
    done
}

# Runs a fresh proxy under an instrument for an exact number of requests and ends it; its log is $work/NAME.log.
run_under() { # NAME SCENARIO REQUESTS INSTRUMENT...
    local name=$1 scenario=$2 requests=$3
    shift 3
    proxy_command "$name" "$scenario" processes=one
    local lines
    scenario_lines "$scenario"
    launch "$name" taskset -c "$PROXY_CPU" "$@" "${command[@]}"
    wait_served "$name" "$launched" "$(proxy_port "$name")"
    taskset -c "$LOAD_CPU" "$work/${client[0]}" "${client[@]:1}" "${lines[@]}" -n "$requests" "$(proxy_port "$name")" >/dev/null
    end_measured
}

# ---- system calls ----------------------------------------------------------------------------------------------------

# System calls per request, and in `parts` which. Calls whose text matches the pattern are left out.
measure_syscalls() { # NAME SCENARIO [PATTERN]
    local count
    for count in "$few" "$many"; do
        run_under "$1" "$2" "$count" strace -f -qq -s 0 -e signal=none -o "$work/trace"
        # A call that another thread's interrupts takes two lines: "name(... <unfinished ...>" and "<... name resumed>".
        awk -v pattern="${3:-}" '
            !/^[0-9]+ +[a-z_0-9]+\(/ || (pattern != "" && $0 ~ pattern) { next }
            { sub(/\(.*/, "", $2); calls[$2]++ }
            END { for (name in calls) print name, calls[name] }' "$work/trace" >"$work/calls.$count"
    done
    # The call that was interrupted by the signal at the end is counted in both runs.
    awk -v n=$((many - few)) -v least=0.005 '
        FNR == NR { before[$1] = $2; next }
        { calls = ($2 - before[$1]) / n; sum += calls; if (calls >= least) list = list sprintf(" %s %.2f", $1, calls) }
        END { printf "%.3f%s\n", sum, list }' "$work/calls.$few" "$work/calls.$many" >"$work/calls"
    measured=$(cut -d' ' -f1 "$work/calls")
    parts=$(cut -d' ' -f2- "$work/calls" | xargs -n 2 | sort -k2,2nr -k1,1 | xargs)
}

# ---- instructions ----------------------------------------------------------------------------------------------------

# The counting instrument. A managed process gets a heap limit: without it the address space that its collector reserves
# is more than valgrind grants.
count_instructions=(env DOTNET_GCHeapHardLimit=0x8000000
    valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null)

instructions_of() { # NAME: the total in its log
    sed -n 's/,//g; s/^==.*I *refs: *//p' "$work/$1.log"
}

# User-space instructions per request.
measure_instructions() { # NAME SCENARIO
    local count totals=() WEIR=$WEIR
    stand_alone "$1"
    for count in "$few" "$many"; do
        run_under "$1" "$2" "$count" "${count_instructions[@]}"
        totals+=("$(instructions_of "$1")")
        [[ -n ${totals[-1]} ]] || { cat "$work/$1.log" >&2; die "valgrind counted nothing for $1"; }
    done
    measured=$(per_request "${totals[@]}" 0)
}

# User-space instructions of a process that starts, serves one request and is ended.
measure_startup_instructions() { # NAME SCENARIO
    local WEIR=$WEIR
    stand_alone "$1"
    proxy_command "$1" "$2" processes=one
    launch "$1" taskset -c "$PROXY_CPU" "${count_instructions[@]}" "${command[@]}"
    wait_listening "$1" "$launched" "$(proxy_port "$1")"
    "$work/pump" -n 1 "$(proxy_port "$1")" >/dev/null
    end_measured
    measured=$(instructions_of "$1")
    [[ -n $measured ]] || { cat "$work/$1.log" >&2; die "valgrind counted nothing for $1"; }
}

# Waits until a port listens, without touching it.
wait_listening() { # NAME PID PORT
    local tries
    for ((tries = 0; tries < 1500; tries++)); do
        ! grep -qi "^ *[0-9]*: 0100007F:$(printf %04x "$3") 00000000:0000 0A" /proc/net/tcp || return 0
        alive "$2" || break
        sleep 0.02
    done
    cat "$work/$1.log" >&2
    die "$1 does not listen on port $3"
}

# ---- managed bytes ---------------------------------------------------------------------------------------------------

# Weir, started with WEIR_REPORT=allocated, ends its standard error with a line "allocated-bytes: N" (all threads, since
# the start). False when the binary does not say so.
measure_managed() { # NAME SCENARIO
    local count totals=()
    for count in "$few" "$many"; do
        run_under "$1" "$2" "$count" env WEIR_REPORT=allocated
        totals+=("$(sed -n 's/^allocated-bytes: *//p' "$work/$1.log")")
        [[ -n ${totals[-1]} ]] || return 1
    done
    measured=$(per_request "${totals[@]}" 2)
}

# ---- memory ----------------------------------------------------------------------------------------------------------

# Resident bytes per idle keep-alive client connection; in `fresh_kib`, resident KiB of the process before.
measure_idle() { # NAME SCENARIO
    local first more
    proxy_command "$1" "$2" processes=one
    launch "$1" taskset -c "$PROXY_CPU" "${command[@]}"
    wait_served "$1" "$launched" "$(proxy_port "$1")"
    sleep 0.3
    fresh_kib=$(resident_kib "$launched")
    hold_connections "$1" "$idle_first"
    first=$(resident_kib "$launched")
    hold_connections "$1" "$idle_more"
    more=$(resident_kib "$launched")
    let_go
    measured=$(((more - first) * 1024 / idle_more))
    stop "$launched"
}

# ---- size ------------------------------------------------------------------------------------------------------------

measure_binary() { # NAME
    proxy_command "$1" keepalive processes=one
    measured=$(stat -L -c %s "$(command -v "${command[0]}")")
}
