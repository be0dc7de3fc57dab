# shellcheck shell=bash
# What compare measures, one row for each scenario. To be sourced by lib.sh.

scenario_names() {
    local loops=1
    printf '%s\n' keepalive close body-64k large upload many
    while ((loops < $(nproc))); do
        echo "loops-$loops"
        loops=$((loops * 2))
    done
    echo "loops-$(nproc)"
    printf '%s\n' rules rules-kept tls-full-rsa tls-full-p256 tls-resumed tls-resumed-1.2 tls-keepalive compression compression-english
}

# Sets the properties of a scenario, all of them, as variables:
#   about    in words                      count    client connections that are busy
#   config   file in configs, no suffix    idle     client connections that do nothing beside them
#   scheme   http or https                 loops    threads or processes of the proxy
#   path     what is asked for             upload   bytes in the body of a request; 0 for GET
#   headers  fields wrk adds               least    bytes an answer has at least
#   closes   the server's connection is not kept: yes or no
#   visits   options of loadtests/handshakes.c, which then is the client; empty: wrk
#   key      of the certificate, where there is one: p256 or rsa
set_scenario() { # NAME
    about='' config=keepalive scheme=http path=/ headers=() closes=no count=32 idle=0 loops=1 upload=0 least=128 visits='' key=p256
    case $1 in
    keepalive) about="128-byte answers, connections kept on both sides" ;;
    close)
        about="128-byte answers, a connection per request on both sides"
        config=close closes=yes headers=("Connection: close") ;;
    body-64k)
        about="64 KiB answers, connections kept on both sides"
        config=large path=/64k count=16 least=65536 ;;
    large)
        about="1 MiB answers, connections kept on both sides"
        config=large path=/1m count=8 least=1048576 ;;
    upload)
        about="POST with a body of 64 KiB that the origin reads whole, connections kept on both sides"
        path=/upload upload=65536 count=16 least=6 ;;
    many)
        about="128-byte answers, connections kept on both sides, most of them idle"
        config=many count=64 idle=5000 ;;
    loops-*[!0-9]* | loops- | loops-0*) return 1 ;;
    loops-*)
        loops=${1#loops-} count=$((loops > 8 ? 8 * loops : 64))
        about="128-byte answers, connections kept; $loops event $( ((loops == 1)) && echo loop || echo loops) (threads, workers) in each proxy" ;;
    rules | rules-kept)
        about="128-byte answers through a user's frontend: 40 denied agents, header rules, captures, a log line for each request"
        config=rules
        [[ $1 == rules ]] && closes=yes || about+="; without the user's http-server-close"
        headers=("User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0" "Referrer: http://example.com/from") ;;
    tls-full-rsa | tls-full-p256)
        key=${1#tls-full-} config=tls scheme=https visits=-f count=8
        about="128-byte answers, a full handshake of TLS 1.3 and a client connection per request, certificate with a key of ${key}" ;;
    tls-resumed)
        about="128-byte answers, a handshake of TLS 1.3 that takes up a session and a client connection per request"
        config=tls scheme=https visits=-r count=8 ;;
    tls-resumed-1.2)
        about="128-byte answers, a handshake of TLS 1.2 that takes up a session and a client connection per request"
        config=tls scheme=https visits="-r -v 1.2" count=8 ;;
    tls-keepalive)
        about="128-byte answers over TLS, connections kept on both sides"
        config=tls scheme=https ;;
    compression)
        about="64 KiB of lines of JSON, compressed with gzip on the way, connections kept on both sides"
        config=compression path=/text headers=("Accept-Encoding: gzip") count=16 least=1024 ;;
    compression-english)
        about="60 KB of English text, compressed with gzip on the way, connections kept on both sides"
        config=compression path=/english headers=("Accept-Encoding: gzip") count=16 least=1024 ;;
    *) return 1 ;;
    esac
}

# Which cores a proxy with so many loops gets, and which the load. One loop: PROXY_CPU and LOAD_CPU. More: the last cores,
# and the load what is left; where nothing is left they share all of them.
proxy_cpus() { # LOOPS
    local cores
    cores=$(nproc)
    if (($1 == 1)); then echo "$PROXY_CPU"; elif ((cores > $1)); then echo "$((cores - $1))-$((cores - 1))"; else echo "0-$((cores - 1))"; fi
}

load_cpus() { # LOOPS
    local cores
    cores=$(nproc)
    if (($1 == 1)); then echo "$LOAD_CPU"; elif ((cores > $1)); then echo "0-$((cores - $1 - 1))"; else echo "0-$((cores - 1))"; fi
}
