using System;
using System.Collections.Generic;
using Engine.Config.Expressions;

namespace Engine.Config.Manual;

/// <summary>Examples written by hand, where no grammar yields a telling one.</summary>
internal static class ManualExamples
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["acl"] = "acl is_admin path_beg /admin",
        ["bind"] = "bind :80",
        ["server"] = "server one 192.0.2.10:80 check",
        ["server-template"] = "server-template web 3 192.0.2.10:80 check",
        ["default-server"] = "default-server check inter 2s fall 3 rise 2",
        ["maxconn"] = "maxconn 10000",
        ["default_backend"] = "default_backend app",
        ["use_backend"] = "use_backend app if { path_beg /api/ }",
        ["use-server"] = "use-server one if { src 10.0.0.0/8 }",
        ["http-request"] = "http-request deny if { path_beg /admin } !{ src 10.0.0.0/8 }",
        ["http-response"] = "http-response set-header X-Frame-Options DENY",
        ["http-after-response"] = "http-after-response set-header Strict-Transport-Security max-age=31536000",
        ["tcp-request connection"] = "tcp-request connection reject if { src 198.51.100.0/24 }",
        ["tcp-request session"] = "tcp-request session accept if { src 10.0.0.0/8 }",
        ["tcp-request content"] = "tcp-request content reject if { src 198.51.100.0/24 }",
        ["tcp-response content"] = "tcp-response content accept",
        ["redirect"] = "redirect scheme https if !{ ssl_fc }",
        ["monitor fail"] = "monitor fail if { nbsrv(app) lt 1 }",
        ["monitor-uri"] = "monitor-uri /healthz",
        ["force-persist"] = "force-persist if { src 10.0.0.0/8 }",
        ["ignore-persist"] = "ignore-persist if { path_beg /static/ }",
        ["stick-table"] = "stick-table type ip size 100k expire 30m store http_req_rate(10s)",
        ["stick on"] = "stick on src",
        ["stick match"] = "stick match src",
        ["stick store-request"] = "stick store-request src",
        ["stick store-response"] = "stick store-response res.cook(session)",
        ["balance"] = "balance roundrobin",
        ["cookie"] = "cookie SERVERID insert indirect nocache",
        ["errorfile"] = "errorfile 503 /etc/weir/errors/503.http",
        ["errorfiles"] = "errorfiles pages",
        ["http-error"] = "http-error status 503 content-type text/plain string later",
        ["log"] = "log 127.0.0.1:514 local0 info",
        ["log-format"] = "log-format \"%ci:%cp [%tr] %ft %b/%s %ST %B %{+Q}r\"",
        ["log-format-sd"] = "log-format-sd \"[exchange@1 status=%ST]\"",
        ["error-log-format"] = "error-log-format \"%ci:%cp [%tr] %ft %[fc_err_str]\"",
        ["unique-id-format"] = "unique-id-format %{+X}o\\ %ci:%cp_%fi:%fp_%Ts_%rt:%pid",
        ["unique-id-header"] = "unique-id-header X-Request-Id",
        ["capture request header"] = "capture request header Host len 64",
        ["capture response header"] = "capture response header Location len 64",
        ["capture cookie"] = "capture cookie SERVERID= len 32",
        ["declare capture"] = "declare capture request len 64",
        ["stats socket"] = "stats socket /run/weir/admin.sock mode 660 level admin",
        ["stats auth"] = "stats auth admin:secret",
        ["stats admin"] = "stats admin if { src 127.0.0.0/8 }",
        ["stats http-request"] = "stats http-request allow if { src 10.0.0.0/8 }",
        ["option httpchk"] = "option httpchk GET /healthz",
        ["http-check send"] = "http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host localhost",
        ["http-check expect"] = "http-check expect status 200",
        ["http-check connect"] = "http-check connect port 8080",
        ["tcp-check connect"] = "tcp-check connect port 6379",
        ["tcp-check send"] = "tcp-check send PING\\r\\n",
        ["tcp-check expect"] = "tcp-check expect string +PONG",
        ["cpu-map"] = "cpu-map 1 0",
        ["filter compression"] = "filter compression",
        ["retry-on"] = "retry-on conn-failure empty-response",
        ["compression type"] = "compression type text/html text/plain application/json",
        ["setenv"] = "setenv REGION eu",
        ["presetenv"] = "presetenv REGION eu",
        ["user"] = "user weir",
        ["group"] = "group weir",
        ["nameserver"] = "nameserver first 192.0.2.53:53",
        ["compression algo"] = "compression algo gzip",
        ["compression algo-req"] = "compression algo-req gzip",
        ["compression algo-res"] = "compression algo-res gzip",
        ["filter"] = "filter compression",
        ["filter bwlim-in"] = "filter bwlim-in slow default-limit 64k default-period 1s",
        ["filter bwlim-out"] = "filter bwlim-out slow default-limit 64k default-period 1s",
        ["hash-balance-factor"] = "hash-balance-factor 150",
        ["http-check"] = "http-check expect status 200",
        ["http-check comment"] = "http-check comment \"is it well?\"",
        ["http-check disable-on-404"] = "http-check disable-on-404",
        ["http-check send-state"] = "http-check send-state",
        ["http-check set-var"] = "http-check set-var(check.port) int(8080)",
        ["http-check set-var-fmt"] = "http-check set-var-fmt(check.name) probe",
        ["http-check unset-var"] = "http-check unset-var(check.port)",
        ["ssl-default-bind-options"] = "ssl-default-bind-options ssl-min-ver TLSv1.2",
        ["ssl-default-server-options"] = "ssl-default-server-options ssl-min-ver TLSv1.2",
        ["table"] = "table seen type ip size 100k expire 30m store http_req_rate(10s)",
        ["tcp-check"] = "tcp-check expect string +PONG",
        ["tcp-check comment"] = "tcp-check comment \"is it well?\"",
        ["tcp-check send-binary"] = "tcp-check send-binary 50494e470d0a",
        ["tcp-check send-binary-lf"] = "tcp-check send-binary-lf 50494e470d0a",
        ["tcp-check send-lf"] = "tcp-check send-lf \"PING %[date]\"",
        ["tcp-check set-var"] = "tcp-check set-var(check.port) int(6379)",
        ["tcp-check set-var-fmt"] = "tcp-check set-var-fmt(check.name) probe",
        ["tcp-check unset-var"] = "tcp-check unset-var(check.port)",
        ["h1-case-adjust"] = "h1-case-adjust x-request-id X-Request-ID",
        ["persist"] = "persist rdp-cookie",
        ["set-var"] = "set-var proc.limit int(100)",
        ["set-var-fmt"] = "set-var-fmt proc.name edge",
        ["unix-bind"] = "unix-bind mode 660",
        ["peer"] = "peer one 192.0.2.21:10000",
    };

    private static readonly Dictionary<string, string> Actions = new(StringComparer.Ordinal)
    {
        ["set-header"] = "set-header X-Forwarded-Proto https if { ssl_fc }",
        ["add-header"] = "add-header X-Client %[src]",
        ["del-header"] = "del-header X-Secret",
        ["deny"] = "deny status 403 if { path_beg /admin }",
        ["allow"] = "allow if { src 10.0.0.0/8 }",
        ["return"] = "return status 200 content-type text/plain string ok if { path /ping }",
        ["redirect"] = "redirect scheme https code 301 if !{ ssl_fc }",
        ["set-path"] = "set-path /v2%[path]",
        ["replace-path"] = "replace-path ^/old/(.*) /new/\\1",
        ["set-var"] = "set-var(txn.host) req.hdr(host)",
        ["unset-var"] = "unset-var(txn.host)",
        ["track-sc0"] = "track-sc0 src",
        ["track-sc1"] = "track-sc1 src",
        ["track-sc2"] = "track-sc2 src",
        ["capture"] = "capture req.hdr(user-agent) len 64",
        ["auth"] = "auth realm Private if !{ http_auth(staff) }",
        ["use-service"] = "use-service prometheus-exporter if { path /metrics }",
        ["reject"] = "reject if { src 198.51.100.0/24 }",
        ["add-acl"] = "add-acl(/etc/weir/blocked.acl) %[src]",
        ["del-acl"] = "del-acl(/etc/weir/blocked.acl) %[src]",
        ["set-map"] = "set-map(/etc/weir/hosts.map) %[src] %[req.hdr(host)]",
        ["del-map"] = "del-map(/etc/weir/hosts.map) %[src]",
        ["close"] = "close",
        ["do-resolve"] = "do-resolve(txn.ip,dns,ipv4) hdr(host),lower",
        ["early-hint"] = "early-hint Link \"</style.css>; rel=preload\"",
        ["expect-proxy"] = "expect-proxy layer4 if { src 10.0.0.0/8 }",
        ["normalize-uri"] = "normalize-uri path-merge-slashes",
        ["pause"] = "pause 100ms",
        ["sc-add-gpc"] = "sc-add-gpc(0,0) int(5)",
        ["sc-inc-gpc"] = "sc-inc-gpc(0,0)",
        ["sc-inc-gpc0"] = "sc-inc-gpc0(0)",
        ["sc-inc-gpc1"] = "sc-inc-gpc1(0)",
        ["sc-set-gpt"] = "sc-set-gpt(0,0) int(1)",
        ["sc-set-gpt0"] = "sc-set-gpt0(0) int(1)",
        ["set-bandwidth-limit"] = "set-bandwidth-limit slow limit 64k period 1s",
        ["set-bc-mark"] = "set-bc-mark 1",
        ["set-bc-tos"] = "set-bc-tos 2",
        ["set-fc-mark"] = "set-fc-mark 1",
        ["set-fc-tos"] = "set-fc-tos 2",
        ["set-mark"] = "set-mark 1",
        ["set-nice"] = "set-nice 0",
        ["set-priority-class"] = "set-priority-class int(1)",
        ["set-priority-offset"] = "set-priority-offset int(100)",
        ["set-timeout"] = "set-timeout server 30s",
        ["set-tos"] = "set-tos 2",
        ["silent-drop"] = "silent-drop if { src 198.51.100.0/24 }",
        ["strict-mode"] = "strict-mode on",
        ["wait-for-handshake"] = "wait-for-handshake",
        ["tarpit"] = "tarpit if { path_beg /wp-login }",
    };

    private static readonly Dictionary<string, string> SampleArguments = new(StringComparer.Ordinal)
    {
        ["req.hdr"] = "host",
        ["hdr"] = "host",
        ["req.fhdr"] = "host",
        ["req.cook"] = "session",
        ["cook"] = "session",
        ["urlp"] = "id",
        ["url_param"] = "id",
        ["res.hdr"] = "server",
        ["res.fhdr"] = "server",
        ["res.cook"] = "session",
        ["var"] = "txn.host",
        ["set-var"] = "txn.host",
        ["unset-var"] = "txn.host",
        ["env"] = "HOME",
        ["http_auth"] = "staff",
        ["field"] = "1,/",
        ["word"] = "1,/",
        ["regsub"] = "a,b,g",
        ["ipmask"] = "24",
        ["map"] = "/etc/weir/hosts.map",
        ["bool"] = "true",
        ["method"] = "",
        ["meth"] = "GET",
    };

    /// <summary>A line with that keyword; null when there is none here.</summary>
    /// <param name="section">The first line of the section it stands in.</param>
    public static string? KeywordOf(string name, string section) => (name, section) switch
    {
        ("server", "ring logs") => "server one 192.0.2.30:6514 log-proto octet-count",
        ("server", "peers cluster") => "server one 192.0.2.21:10000",
        ("default-bind", "peers cluster") => "default-bind ssl crt /etc/weir/certs/site.pem",
        ("default-server", "peers cluster") => "default-server ssl verify none",
        ("user", "userlist staff") => "user admin insecure-password secret",
        ("group", "userlist staff") => "group operators",
        _ => Keywords.GetValueOrDefault(name),
    };

    /// <summary>What stands behind <c>http-request</c> and its kin.</summary>
    public static string? ActionOf(string name) => Actions.GetValueOrDefault(name);

    /// <summary>An option on its line.</summary>
    public static string? OptionOf(string name, ManualKind kind) => (name, kind) switch
    {
        ("crt", _) => "ssl crt /etc/weir/certs/site.pem",
        ("ssl", ManualKind.BindOption) => "ssl crt /etc/weir/certs/site.pem",
        ("ssl", _) => "ssl verify required ca-file /etc/ssl/certs/ca-certificates.crt",
        ("ca-file", _) => "ssl ca-file /etc/ssl/certs/ca-certificates.crt",
        ("weight", _) => "weight 10",
        ("inter", _) => "check inter 2s",
        ("fall", _) => "check fall 3",
        ("rise", _) => "check rise 2",
        ("ca-ignore-err" or "crt-ignore-err", _) => $"ssl crt /etc/weir/certs/site.pem {name} 10",
        ("init-addr", _) => "init-addr last,libc,none",
        ("proxy-v2-options", _) => "send-proxy-v2 proxy-v2-options ssl",
        ("resolve-net", _) => "resolve-net 10.0.0.0/8",
        ("resolve-opts", _) => "resolve-opts prevent-dup-ip",
        ("set-proxy-v2-tlv-fmt", _) => "send-proxy-v2 set-proxy-v2-tlv-fmt(0x21) %[src]",
        ("sni", _) => "ssl sni req.hdr(host)",
        _ => null,
    };

    /// <summary>The arguments inside the parentheses; null when plain values will do.</summary>
    public static string? SampleArgumentsOf(string name) => SampleArguments.GetValueOrDefault(name);

    /// <summary>A fetch whose value a converter takes.</summary>
    public static string SourceFor(SampleKind? input) => input switch
    {
        SampleKind.Integer => "rand(100)",
        SampleKind.Address or SampleKind.IPv4 or SampleKind.IPv6 => "src",
        SampleKind.Boolean => "ssl_fc",
        SampleKind.Binary => "req.body",
        _ => "path",
    };

    /// <summary>The beginning of a rule in which a fetch has a value.</summary>
    public static string RuleFor(string fetch) =>
        fetch.StartsWith("res.", StringComparison.Ordinal) || fetch == "status" ? "http-response set-header X-Value" : "http-request set-header X-Value";
}
