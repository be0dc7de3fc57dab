using System.Globalization;
using System.Text;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>What is said about servers, in HAProxy's words: those who watch logs for them find them (semantics section 9).</summary>
internal static class HealthMessages
{
    /// <summary>"Server b/s", "Backup Server b/s".</summary>
    internal static string NameOf(ServerState server) => (server.Plan.Backup ? "Backup Server " : "Server ") + server.Backend.Name + "/" + server.Name;

    /// <summary>", reason: Layer4 timeout, check duration: 1000ms".</summary>
    internal static string ReasonOf(CheckState check)
    {
        StringBuilder text = new(", reason: ");
        text.Append(CheckStatuses.TextOf(check.Status));
        if (check.Status >= CheckStatus.CodesFollow)
        {
            text.Append(CultureInfo.InvariantCulture, $", code: {check.Code}");
        }

        if (check.Info.Length > 0)
        {
            text.Append(", info: \"");
            AppendEscaped(text, check.Info);
            text.Append('"');
        }

        if (check.DurationMs >= 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", check duration: {check.DurationMs}ms");
        }

        return text.ToString();
    }

    /// <summary>Which server it is taken over from: " via b/s"; "" for none.</summary>
    internal static string Via(ServerState? tracked) => tracked is null ? "" : $" via {tracked.Backend.Name}/{tracked.Name}";

    /// <summary>What is left of a backend once a server stopped.</summary>
    internal static string LeftOf(ServerState server, int moved)
    {
        BackendState backend = server.Backend;
        (int active, int backups) = backend.CountUsable();
        return string.Create(CultureInfo.InvariantCulture, $". {active} active and {backups} backup servers left.{OnBackup(active, backups)} {server.Served} sessions active, {moved} requeued, {backend.QueuedFor(server)} remaining in queue");
    }

    /// <summary>What a backend has once a server changed otherwise.</summary>
    internal static string OnlineOf(ServerState server, int moved)
    {
        BackendState backend = server.Backend;
        (int active, int backups) = backend.CountUsable();
        return string.Create(CultureInfo.InvariantCulture, $". {active} active and {backups} backup servers online.{OnBackup(active, backups)} {moved} sessions requeued, {backend.QueuedFor(server)} total in queue");
    }

    /// <summary>CFG 4.2 option log-health-checks.</summary>
    internal static string CheckOf(ServerState server, CheckState check)
    {
        bool passed = check.Result >= CheckResult.Passed;
        (int done, int of) = check.Progress;
        string verdict = check.Result == CheckResult.PassedForNow ? "conditionally succeeded" : passed ? "succeeded" : "failed";
        string state = !check.IsUp ? "DOWN" : server.Weight > 0 ? "UP" : "DRAIN";
        return string.Create(CultureInfo.InvariantCulture, $"{(check.IsAgent ? "Agent" : "Health")} check for {(server.Plan.Backup ? "backup " : "")}server {server.Backend.Name}/{server.Name} {verdict}{ReasonOf(check)}{Via(server.Health.Tracked?.Server)}, status: {done}/{of} {state}");
    }

    private static string OnBackup(int active, int backups) => backups > 0 && active == 0 ? " Running on backup." : "";

    /// <summary>What a server sent must not break out of its quotation marks.</summary>
    private static void AppendEscaped(StringBuilder text, string info)
    {
        foreach (char c in info)
        {
            if (c is < ' ' or > '~' or '"' or '#')
            {
                text.Append(CultureInfo.InvariantCulture, $"#{(int)c & 0xff:X2}");
            }
            else
            {
                text.Append(c);
            }
        }
    }
}
