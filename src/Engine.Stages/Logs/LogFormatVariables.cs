using System.Collections.Generic;
using System.Text;
using Engine.Config.Model;

namespace Engine.Stages.Logs;

/// <summary>
/// Variables that a configuration finds set (CFG 2.3): the formats that options choose, to be written on with
/// <c>log-format "${HAPROXY_HTTP_LOG_FMT} %[...]"</c>, and the lines of a file of keys for <c>tune.ssl.keylog</c>.
/// </summary>
public static class LogFormatVariables
{
    private static readonly string[] Labels =
    [
        "CLIENT_EARLY_TRAFFIC_SECRET", "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0",
        "SERVER_TRAFFIC_SECRET_0", "EXPORTER_SECRET", "EARLY_EXPORTER_SECRET",
    ];

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["HAPROXY_HTTP_LOG_FMT"] = LogFormats.All[LogLineKind.Http],
        ["HAPROXY_HTTP_CLF_LOG_FMT"] = LogFormats.All[LogLineKind.HttpClf],
        ["HAPROXY_HTTPS_LOG_FMT"] = LogFormats.All[LogLineKind.Https],
        ["HAPROXY_TCP_LOG_FMT"] = LogFormats.All[LogLineKind.Tcp],
        ["HAPROXY_TCP_CLF_LOG_FMT"] = LogFormats.All[LogLineKind.TcpClf],
        ["HAPROXY_KEYLOG_FC_LOG_FMT"] = KeyLog("ssl_fc_"),
        ["HAPROXY_KEYLOG_BC_LOG_FMT"] = KeyLog("ssl_bc_"),
    };

    /// <summary>A line for each secret: label, random bytes of the client, secret (CFG 3.2 tune.ssl.keylog).</summary>
    private static string KeyLog(string side)
    {
        StringBuilder lines = new();
        foreach (string label in Labels)
        {
            lines.Append(lines.Length > 0 ? "\n" : "").Append(label).Append(" %[").Append(side).Append("client_random,hex] %[").Append(side).Append(label.ToLowerInvariant()).Append(']');
        }

        return lines.ToString();
    }
}
