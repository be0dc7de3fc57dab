using System;
using System.Collections.Generic;
using System.Globalization;
using V = Engine.Stages.Statistics.StatValue;

namespace Engine.Stages.Statistics;

/// <summary>The figures of <c>show info</c> in HAProxy's order.</summary>
internal static class InfoFields
{
    private const long BytesPerMegabyte = 1024 * 1024;
    private const long SecondsPerDay = 86400, SecondsPerHour = 3600, SecondsPerMinute = 60;

    public static IReadOnlyList<InfoField> All { get; } =
    [
        new("Name", "POS", "What this program is called", static s => V.Of(s.Engine.Process.Name)),
        new("Version", "POS", "Version of HAProxy whose configuration language is spoken, and this program's own", static s => V.Of(s.Engine.Process.Version)),
        new("Release_date", "POS", "Date of this version", static s => V.Of(s.Engine.Process.ReleaseDate)),
        new("Nbthread", "CGS", "Event loops, each with a thread", static s => V.U32(s.Engine.Loops.Count)),
        new("Nbproc", "CGS", "Processes that serve: always 1", static _ => V.U32(1)),
        new("Process_num", "KGP", "Number of this process: always 1", static _ => V.U32(1)),
        new("Pid", "SGP", "Process id", static _ => V.U32(Environment.ProcessId)),
        new("Uptime", "MDP", "Time since the start, in days, hours, minutes and seconds", static s => V.Of(Uptime(s.UptimeSeconds))),
        new("Uptime_sec", "MDP", "Seconds since the start", static s => V.U32(s.UptimeSeconds)),
        new("Memmax_MB", "CLP", "Memory that may be used (-m), in MB; 0 = no limit", static s => V.U32(s.Engine.Process.MemoryBytesMax / BytesPerMegabyte)),
        new("PoolAlloc_MB", "MGP", "Memory in use, in MB", static _ => V.U32(InfoSource.AllocatedBytes / BytesPerMegabyte)),
        new("PoolUsed_MB", "MGP", "Memory in use, in MB", static _ => V.U32(InfoSource.AllocatedBytes / BytesPerMegabyte)),
        Zero("PoolFailed", "MCP", "Times that no memory could be had"),
        new("Ulimit-n", "CLP", "Files that may be open", static s => V.U32(s.Engine.Process.FilesMax)),
        new("Maxsock", "CLP", "Sockets that may be open", static s => V.U32(s.Engine.Process.FilesMax)),
        new("Maxconn", "CLP", "Client connections at a time that are allowed", static s => V.U32(s.Limit.Max)),
        new("Hard_maxconn", "CLP", "The same, as it was at the start", static s => V.U32(s.Engine.Plan.Global.MaxConn ?? s.Limit.Max)),
        new("CurrConns", "MGP", "Client connections now", static s => V.U32(s.Limit.Count)),
        new("CumConns", "MCP", "Client connections since the start", static s => V.U64(s.Connections)),
        new("CumReq", "MCP", "Requests since the start", static s => V.U64(s.Requests)),
        new("MaxSslConns", "CLP", "TLS connections at a time that are allowed; 0 = any number", static s => V.U32(s.Gate is { Connections.Max: < int.MaxValue } gate ? gate.Connections.Max : 0)),
        new("CurrSslConns", "MGP", "TLS connections now", static s => V.U32(s.Gate?.Connections.Count ?? 0)),
        new("CumSslConns", "MCP", "TLS connections since the start", static s => V.U64(s.Gate?.SessionsTotal.Value ?? 0)),
        new("Maxpipes", "CLP", "Kernel pipes for splicing that are allowed; 0 = any number", static s => V.U32(s.Engine.Plan.Pipes.Max == int.MaxValue ? 0 : s.Engine.Plan.Pipes.Max)),
        new("PipesUsed", "MGP", "Kernel pipes in use", static s => V.U32(Math.Max(0, s.Engine.Plan.Pipes.Count - s.Engine.PipesFree))),
        new("PipesFree", "MGP", "Kernel pipes kept for later", static s => V.U32(s.Engine.PipesFree)),
        new("ConnRate", "MRP", "Client connections in the last second", static s => V.U32(s.SessionRate)),
        new("ConnRateLimit", "CLP", "Client connections per second that are allowed; 0 = any number", static s => V.U32(s.Engine.Plan.AcceptRates.Connections.Shown)),
        new("MaxConnRate", "MMP", "Most client connections in a second", static s => V.U32(s.SessionRateMax)),
        new("SessRate", "MRP", "Sessions in the last second", static s => V.U32(s.SessionRate)),
        new("SessRateLimit", "CLP", "Sessions per second that are allowed; 0 = any number", static s => V.U32(s.Engine.Plan.AcceptRates.Sessions.Shown)),
        new("MaxSessRate", "MMP", "Most sessions in a second", static s => V.U32(s.SessionRateMax)),
        new("SslRate", "MRP", "TLS connections in the last second", static s => V.U32(s.Gate?.Sessions.PerSecond(s.NowMs) ?? 0)),
        new("SslRateLimit", "CLP", "TLS connections per second that are allowed; 0 = any number", static s => V.U32(s.Gate?.Handshakes.Shown ?? 0)),
        new("MaxSslRate", "MMP", "Most TLS connections in a second", static s => V.U32(s.Gate?.Sessions.Peak(s.NowMs) ?? 0)),
        new("SslFrontendKeyRate", "MRP", "Full TLS handshakes with clients in the last second", static s => V.U32(s.Gate?.ClientKeys.PerSecond(s.NowMs) ?? 0)),
        new("SslFrontendMaxKeyRate", "MMP", "Most full TLS handshakes with clients in a second", static s => V.U32(s.Gate?.ClientKeys.Peak(s.NowMs) ?? 0)),
        new("SslFrontendSessionReuse_pct", "MRP", "TLS connections that were resumed, percent", static s => V.U32(s.TlsReusePercent)),
        new("SslBackendKeyRate", "MRP", "Full TLS handshakes with servers in the last second", static s => V.U32(s.Engine.Plan.ServerKeys.PerSecond(s.NowMs))),
        new("SslBackendMaxKeyRate", "MMP", "Most full TLS handshakes with servers in a second", static s => V.U32(s.Engine.Plan.ServerKeys.Peak(s.NowMs))),
        new("SslCacheLookups", "MCP", "Earlier TLS sessions that clients asked for, by ticket or from the cache", static s => V.U32(s.TlsLookups)),
        new("SslCacheMisses", "MCP", "Of them, those that were not in the cache", static s => V.U32(s.TlsMisses)),
        new("CompressBpsIn", "MRP", "Bytes given to the compressor in the last second", static s => V.U32(s.Engine.Plan.CompressionLimit.BytesIn.PerSecond(s.NowMs))),
        new("CompressBpsOut", "MRP", "Bytes that the compressor made in the last second", static s => V.U32(s.Engine.Plan.CompressionLimit.BytesOut.PerSecond(s.NowMs))),
        new("CompressBpsRateLim", "CLP", "Bytes per second that the compressor may make; 0 = any number", static s => V.U32(s.Engine.Plan.CompressionLimit.BytesPerSecondMax)),
        new("Tasks", "MGP", "Client connections and exchanges that are under way", static s => V.U32(s.Limit.Count + s.Streams + s.Engine.Control.Count)),
        new("Run_queue", "MGP", "Pieces of work that wait for a loop's next turn", static s => V.U32(s.Posted)),
        new("Idle_pct", "MGP", "Share of the last seconds that the loops have slept, percent", static s => V.U32(s.Engine.IdlePercent)),
        new("node", "CGS", "Name of this instance", static s => V.Of(s.Engine.Plan.Global.Node ?? Environment.MachineName)),
        new("description", "CGS", "What this instance is for", static s => s.Engine.Plan.Global.Description is { } text ? V.Of(text) : V.None),
        new("Stopping", "SGP", "1 while the process finishes what it has, else 0", static s => V.U32(s.Engine.Loops[0].IsStopping ? 1 : 0)),
        new("Jobs", "MGP", "Client connections, listeners and clients of this interface", static s => V.U32(s.Limit.Count + s.Listeners + s.Engine.Control.Count)),
        Zero("Unstoppable Jobs", "MGP", "Of them, those that a stop does not wait for"),
        new("Listeners", "MGP", "Listeners", static s => V.U32(s.Listeners)),
        new("ActivePeers", "MGP", "Peers with whom there is a connection, or one is being made", static s => V.U32(s.Engine.PeersCount.Active)),
        new("ConnectedPeers", "MGP", "Peers that are connected and have introduced themselves", static s => V.U32(s.Engine.PeersCount.Connected)),
        new("DroppedLogs", "MCP", "Log lines that no target took", static s => V.U64(s.DroppedLogs)),
        Zero("BusyPolling", "CGP", "1 when loops never sleep, else 0"),
        new("FailedResolutions", "MCP", "Times that a name was looked for in vain", static s => V.U32(s.FailedResolutions)),
        new("TotalBytesOut", "MCP", "Bytes sent to clients and servers", static s => V.U64(s.BytesOut)),
        new("TotalSplicedBytesOut", "MCP", "Of them, those that were spliced", static s => V.U64(s.SplicedBytesOut)),
        new("BytesOutRate", "MRP", "Bytes sent to clients and servers in the last second", static s => V.U64(s.Engine.BytesOutRate.PerSecond(s.NowMs))),
        Zero("DebugCommandsIssued", "MCP", "Commands given that are for debugging only"),
        Zero("CumRecvLogs", "MCP", "Log lines received"),
        new("Build info", "POS", "This build", static s => V.Of(s.Engine.Process.Version)),
        new("Memmax_bytes", "CLP", "Memory that may be used (-m), in bytes; 0 = no limit", static s => V.U64(s.Engine.Process.MemoryBytesMax)),
        new("PoolAlloc_bytes", "MGP", "Memory in use, in bytes", static _ => V.U64(InfoSource.AllocatedBytes)),
        new("PoolUsed_bytes", "MGP", "Memory in use, in bytes", static _ => V.U64(InfoSource.AllocatedBytes)),
        new("Start_time_sec", "MDP", "When the process started, in seconds since 1970", static s => V.U32(new DateTimeOffset(s.Engine.Process.StartedUtc).ToUnixTimeSeconds())),
        new("Tainted", "SGP", "0: nothing experimental is in use", static _ => V.Of("0")),
        new("TotalWarnings", "MCP", "Warnings about the configuration", static s => V.U32(s.Engine.Process.StartupMessages.Count)),
        new("MaxconnReached", "MCP", "Times that a connection had to wait because maxconn was reached", static s => V.U32(s.Limit.Refused)),
        new("BootTime_ms", "MDP", "How long the start took, ms", static s => V.U32(s.Engine.Process.BootMs)),
        Zero("Niced_tasks", "MGP", "Tasks with another priority"),
        new("CurrStreams", "MGP", "Exchanges and sessions under way", static s => V.U64(s.Streams)),
        new("CumStreams", "MCP", "Exchanges and sessions since the start", static s => V.U64(s.Requests)),
        new("BlockedTrafficWarnings", "MCP", "Times that a loop was late: not measured, and so not shown", static _ => V.None),
        new("PatternsAdded", "MCP", "Entries that ACLs and maps were given, by the configuration and at run time", static s => V.U64(s.PatternsAdded)),
        new("PatternsFreed", "MCP", "Of them, those that are gone", static s => V.U64(s.PatternsFreed)),
        new("NbThreadGroups", "CGS", "Groups of threads: always 1", static _ => V.U32(1)),
    ];

    public static InfoField Of(string name)
    {
        foreach (InfoField field in All)
        {
            if (field.Name == name)
            {
                return field;
            }
        }

        throw new ArgumentException(name, nameof(name));
    }

    private static InfoField Zero(string name, string tags, string documentation) => new(name, tags, documentation, static _ => V.U32(0));

    private static string Uptime(long seconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{seconds / SecondsPerDay}d {seconds % SecondsPerDay / SecondsPerHour}h{seconds % SecondsPerHour / SecondsPerMinute:D2}m{seconds % SecondsPerMinute:D2}s");
}
