# shellcheck shell=bash
# The proxies by name, each with the configuration that makes it do a scenario's work. To be sourced by lib.sh.
#
#   weir       binary $WEIR                   nginx      Debian's
#   before     an older weir, binary $BEFORE  yarp       loadtests/YarpHost, published to $YARP
#   haproxy    Debian's                       forwarder  loadtests/forwarder.c
#   spliced    haproxy told to splice every response, where `option splice-auto` leaves that to it

YARP=${YARP:-$root/artifacts/yarp}

proxy_port() { # NAME
    local names=(forwarder haproxy spliced nginx weir before yarp) i
    for i in "${!names[@]}"; do
        [[ ${names[i]} != "$1" ]] || echo $((PORT_BASE + 1 + i))
    done
}

# Why a proxy cannot be run here; nothing when it can.
proxy_absence() { # NAME
    case $1 in
    weir) [[ -x $WEIR ]] || echo "no binary at ${WEIR#"$root/"} (dotnet publish src/Weir -c Release -o artifacts, or set WEIR)" ;;
    before) [[ -x $BEFORE ]] || echo "no binary at '$BEFORE' (set BEFORE)" ;;
    haproxy | spliced) command -v haproxy >/dev/null || echo "not installed (loadtests/install-peers)" ;;
    nginx) command -v nginx >/dev/null || echo "not installed (loadtests/install-peers)" ;;
    yarp)
        if ! command -v dotnet >/dev/null; then
            echo "the dotnet command is not installed"
        elif [[ ! -f $YARP/YarpHost.dll ]]; then
            echo "not published to ${YARP#"$root/"} (dotnet publish loadtests/YarpHost -c Release -o artifacts/yarp, or set YARP)"
        fi ;;
    forwarder) ;;
    *) echo "no such proxy" ;;
    esac
}

proxy_version() { # NAME
    case $1 in
    weir) "$WEIR" -v 2>&1 | head -1 ;;
    before) "$BEFORE" -v 2>&1 | head -1 ;;
    haproxy) haproxy -v | sed -n '1s/ - http.*//p' ;;
    spliced) echo "haproxy with \`option splice-response\`" ;;
    nginx) nginx -v 2>&1 | sed 's/^nginx version: //' ;;
    yarp) dotnet "$YARP/YarpHost.dll" --version ;;
    forwarder) echo "loadtests/forwarder.c" ;;
    esac
}

# Why a proxy has no part in a scenario; nothing when it has. To be called after set_scenario.
proxy_excuse() { # NAME SCENARIO
    case $1:$2 in
    spliced:body-64k | spliced:large) ;;
    spliced:*) echo "nothing to splice here" ;;
    forwarder:rules* | forwarder:compression* | forwarder:tls-*) echo "reads nothing of what it forwards" ;;
    forwarder:loops-*) ((loops == 1)) || echo "has one loop" ;;
    yarp:rules*) echo "has no such rules and logs to configure" ;;
    weir:* | before:*) weir_refusal "$@" ;;
    esac
}

# What a Weir says that refuses the scenario's configuration; nothing when it accepts it.
weir_refusal() { # NAME SCENARIO
    local command said
    proxy_command "$1" "$2"
    said=$("${command[0]}" -c -f "$work/$1-$2.cfg" 2>&1) && return
    awk '
        !/^\[ERROR\] / { next }
        { sub(/^\[ERROR\] [^ ]+: /, "") }
        seen[$0]++ { next }
        sub(/ (is|are) known, but not supported yet$/, "") { missing = missing (missing ? ", " : "not supported yet: ") $0; next }
        { wrong = wrong (wrong ? "; " : "refused: ") $0 }
        END { print missing (missing && wrong ? "; " : "") wrong (missing wrong ? "" : "refused without a word") }' <<<"$said"
}

# The PEM file of a TLS scenario, made once: a certificate and its key, of the kind in $key.
certificate() {
    local pem=$work/certificate-$key.pem kind=(ec -pkeyopt ec_paramgen_curve:P-256)
    [[ -f $pem ]] || {
        need openssl
        [[ $key == p256 ]] || kind=(rsa:2048)
        openssl req -x509 -newkey "${kind[@]}" -nodes -days 7 -subj /CN=localhost \
            -keyout "$work/key.pem" -out "$work/chain.pem" 2>/dev/null
        cat "$work/chain.pem" "$work/key.pem" >"$pem"
    }
    echo "$pem"
}

# Writes the configuration of a proxy and puts the command that runs it in the foreground into the array `command`.
# processes=one keeps nginx to a single process, which is what strace and valgrind want to look at.
proxy_command() { # NAME SCENARIO [processes=one]
    local about config scheme path headers closes count idle loops upload least visits key
    set_scenario "$2"
    local values=("PROXY_PORT=$(proxy_port "$1")" "ORIGIN_PORT=$(scenario_origin_port)" "LOOPS=$loops" "SYSLOG_PORT=$(proxy_port "$1")"
        "DENY_LIST=$loadtests/configs/deny_useragent.list" "SERVER_CLOSE=$([[ $closes == no ]] || echo 'option http-server-close')")
    [[ $scheme == http ]] || values+=("CERTIFICATE=$(certificate)")
    case $1 in
    forwarder) command=("$work/forwarder" "$(proxy_port "$1")" "$(scenario_origin_port)") ;;
    nginx) nginx_command "$1-$2.cfg" "${3:-}" ;;
    yarp) yarp_command ;;
    haproxy | spliced)
        values+=("SPLICE=option $([[ $1 == haproxy ]] && echo splice-auto || echo splice-response)")
        render "$config.cfg" "$work/$1-$2.cfg" "${values[@]}"
        command=(haproxy -db -f "$work/$1-$2.cfg") ;;
    weir | before)
        render "$config.cfg" "$work/$1-$2.cfg" "${values[@]}" "SPLICE="
        command=("$([[ $1 == weir ]] && echo "$WEIR" || echo "$BEFORE")" -db -f "$work/$1-$2.cfg") ;;
    esac
}

nginx_command() { # FILE processes=one|""
    local template=proxy.nginx.conf kept='keepalive 64; keepalive_requests 1000000000;' connection='' master=on listen='' extra=''
    [[ $closes == no ]] || { kept='' connection=close; }
    [[ $2 != processes=one ]] || master=off
    # One accept queue for each worker: without it nginx spreads few connections badly.
    ((loops == 1)) || listen=reuseport
    case $config in
    tls)
        listen=ssl
        extra="ssl_certificate $(certificate); ssl_certificate_key $(certificate); ssl_protocols TLSv1.2 TLSv1.3;" ;;
    compression) extra='gzip on; gzip_proxied any; gzip_types text/plain application/json application/xml;' ;;
    rules) template=rules.nginx.conf ;;
    esac
    render "$template" "$work/$1" "${values[@]}" "KEEPALIVE=$kept" "SERVER_CONNECTION=$connection" "MASTER=$master" \
        "LISTEN=$listen" "EXTRA=$extra" "DENY_PATTERN=$(sed 's/[.]/\\./g' "$loadtests/configs/deny_useragent.list" | paste -sd '|')"
    command=(nginx -e stderr -p "$work" -c "$work/$1")
}

# As many processors as loops, however many cores it may run on. The JIT counts calls from the first on, where it would wait
# for a tenth of a second without new code first: on a busy core that was seen not to come within ten seconds (100 us a
# request instead of 35).
yarp_command() {
    command=(env "DOTNET_PROCESSOR_COUNT=$loops" DOTNET_TC_CallCountingDelayMs=0 dotnet "$YARP/YarpHost.dll" "$(proxy_port yarp)" "$(scenario_origin_port)")
    [[ $closes == no ]] || command+=(--close-origin)
    [[ $config != compression ]] || command+=(--compress)
    [[ $scheme == http ]] || command+=(--certificate "$(certificate)")
}

# Starts a proxy on its cores and waits until it serves; its process id is then in $launched. After set_scenario.
start_proxy() { # NAME SCENARIO
    local command
    proxy_command "$@"
    launch "$1" taskset -c "$(proxy_cpus "$loops")" "${command[@]}"
    wait_served "$1" "$launched" "$(proxy_port "$1")" / "$scheme"
}
