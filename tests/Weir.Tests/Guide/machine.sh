#!/bin/sh
# A machine of its own, inside new network and mount namespaces, and ten web servers beside it: the addresses of the guide, its /etc/haproxy, its rsyslog.
# machine.sh FOLDER: FOLDER holds haproxy.cfg and origins.py. Prints "ready" and stays until its standard input ends.
set -e
folder=$1
chmod 755 "$folder" # the user that weir becomes goes through it
mount --make-rprivate /
cp -a /etc "$folder/etc"
mount --bind "$folder/etc" /etc
mkdir -p "$folder/run" "$folder/log"
mount --bind "$folder/run" /run
mount --bind "$folder/log" /var/log
rm -rf /etc/haproxy
mkdir -p /etc/haproxy/certs /etc/haproxy/errors /run/origins /var/log/haproxy
getent passwd haproxy >/dev/null || useradd -r haproxy

# The ten web servers stand behind a wire of their own: this machine listens on port 80 of all its addresses.
ip link set lo up
ip netns add web
ip link add inside type veth peer name outside
ip link set outside netns web
ip address add 10.10.0.1/16 dev inside   # this machine
ip link set inside up
ip -n web link set lo up
for n in 1 2 3 4 5 6 7 8 9 10; do ip -n web address add "10.10.192.$n/16" dev outside; done
ip -n web link set outside up
ip address add 10.10.7.7/32 dev lo   # a machine of the private network
ip address add 192.0.2.7/32 dev lo   # anybody

cp "$folder/haproxy.cfg" /etc/haproxy/haproxy.cfg
printf '# scanners\nsqlmap\nNikto\n' >/etc/haproxy/deny_useragent.list
for status in 400 403 408 500 502 503 504; do
    printf 'HTTP/1.0 %s Ours\r\nContent-Type: text/plain\r\n\r\nerror file %s\n' $status $status >/etc/haproxy/errors/$status.http
done
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=guide.example \
    -keyout "$folder/key.pem" -out "$folder/crt.pem" 2>/dev/null
cat "$folder/crt.pem" "$folder/key.pem" >/etc/haproxy/certs/site.pem

cat >"$folder/rsyslog.conf" <<'R'
$ModLoad imudp
$UDPServerRun 514
$template Haproxy, "%msg%\n"
local0.=info /var/log/haproxy/haproxy-info.log;Haproxy
local0.notice /var/log/haproxy/haproxy-allbutinfo.log
R
rsyslogd -n -f "$folder/rsyslog.conf" -i /run/rsyslogd.pid 2>"$folder/rsyslog.err" &
rsyslog=$!
ip netns exec web python3 "$folder/origins.py" >"$folder/origins.out" &
origins=$!
until grep -q serving "$folder/origins.out" && grep -qi ':0202 ' /proc/net/udp; do sleep 0.02; done
echo ready
read -r _ || true
[ ! -s /run/haproxy.pid ] || kill -9 "$(cat /run/haproxy.pid)" 2>/dev/null || true
kill $rsyslog $origins 2>/dev/null || true
