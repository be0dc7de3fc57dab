using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Logs;

namespace Engine.Proxy.Plan;

/// <summary>Compiles <c>log</c> lines to targets, and numbers the places that they send to.</summary>
internal sealed class LogSinkCompiler(Configuration configuration, DiagnosticBag diagnostics, LogsPlan previous)
{
    /// <summary>Lines that a turn brings, or that wait for a slow receiver: some two hundred of the usual size.</summary>
    private const int WaitingBytes = 65536;

    /// <summary>Those of the plan in use come first and keep their numbers: exchanges that began under it still send to them.</summary>
    private readonly List<LogSinkPlan> _sinks = [.. previous.Sinks];

    private readonly Dictionary<LogTargetConfig, int> _samples = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(LogSinkKind, string, int), LogSinkPlan> _byAddress = [];

    internal IReadOnlyList<LogSinkPlan> All => _sinks;

    internal int SampleCounters => _samples.Count;

    /// <summary>One for a line, or one for each server of its ring; none after an error.</summary>
    internal List<LogTargetPlan> TargetsOf(LogTargetConfig target, LogSender sender)
    {
        if (target.Ring is not null)
        {
            return TargetsOfRing(target, sender);
        }

        AddressConfig address = target.Address;
        LogSinkKind kind = address.Family == AddressFamily.Descriptor ? LogSinkKind.Descriptor : address.IsStream ? LogSinkKind.Stream : LogSinkKind.Datagram;
        return SinkOf(target.Where, address, kind, WaitingBytes, 0) is { } sink ? [Target(target, target.LengthMax, sink, HeaderOf(target.Header, sender), sender)] : [];
    }

    private List<LogTargetPlan> TargetsOfRing(LogTargetConfig target, LogSender sender)
    {
        RingConfig? ring = null;
        foreach (RingConfig declared in configuration.Global.Rings)
        {
            ring = declared.Name == target.Ring ? declared : ring;
        }

        if (ring is null)
        {
            diagnostics.Error(target.Where, 1, $"there is no ring '{target.Ring}'", $"declare it: ring {target.Ring}");
            return [];
        }

        if (ring.Servers.Count == 0)
        {
            diagnostics.Error(target.Where, 1, $"the ring '{ring.Name}' has no server: lines that are only kept in memory are known, but not supported yet", "add a 'server' line to the ring");
            return [];
        }

        List<LogTargetPlan> targets = [];
        foreach (RingServerConfig server in ring.Servers)
        {
            LogSinkKind kind = server.OctetCount ? LogSinkKind.CountedStream : LogSinkKind.Stream;
            if (SinkOf(server.Where, server.Address, kind, Math.Max(ring.SizeBytes, ring.LengthMax + 16), ring.ConnectMs ?? 0) is { } sink)
            {
                LogHeader header = target.HasHeader ? target.Header : ring.Header;
                targets.Add(Target(target, Math.Min(target.LengthMax, ring.LengthMax), sink, HeaderOf(header, sender), sender));
            }
        }

        return targets;
    }

    /// <summary>CFG 3.1 log-send-hostname: the default header has a place for the name then.</summary>
    private static LogHeader HeaderOf(LogHeader header, LogSender sender) => header == LogHeader.Local && sender.SendsHost ? LogHeader.Rfc3164 : header;

    private LogTargetPlan Target(LogTargetConfig target, int lengthMax, LogSinkPlan sink, LogHeader header, LogSender sender)
    {
        int counter = -1;
        if (target.Sample is not null && !_samples.TryGetValue(target, out counter))
        {
            counter = _samples.Count;
            _samples.Add(target, counter);
        }

        return new LogTargetPlan(target, sink, header, sender) { LengthMax = lengthMax, SampleCounter = counter };
    }

    private LogSinkPlan? SinkOf(Statement where, AddressConfig address, LogSinkKind kind, int waitingBytes, int connectMs)
    {
        if (kind == LogSinkKind.Descriptor)
        {
            return Add(new LogSinkPlan(_sinks.Count, where, kind, null, int.Parse(address.Host, CultureInfo.InvariantCulture), waitingBytes), address.Host);
        }

        SocketEndpoint? endpoint = Resolve(where, address);
        return endpoint is null ? null : Add(new LogSinkPlan(_sinks.Count, where, kind, endpoint, -1, waitingBytes) { ConnectMs = connectMs, SendBufferBytes = kind == LogSinkKind.Datagram ? configuration.Global.Tune.SndBufDatagrams ?? 0 : 0 }, endpoint.ToString());
    }

    private LogSinkPlan Add(LogSinkPlan sink, string address)
    {
        foreach (LogSinkPlan open in previous.Sinks)
        {
            if (open.IsSamePlace(sink))
            {
                return open;
            }
        }

        if (_byAddress.TryGetValue((sink.Kind, address, sink.WaitingBytesMax), out LogSinkPlan? known))
        {
            return known;
        }

        _byAddress.Add((sink.Kind, address, sink.WaitingBytesMax), sink);
        _sinks.Add(sink);
        return sink;
    }

    private SocketEndpoint? Resolve(Statement where, AddressConfig address)
    {
        SocketEndpoint? endpoint;
        string? error;
        switch (address.Family)
        {
            case AddressFamily.Unix:
                SocketEndpoint.TryFromUnixPath(address.Host, out endpoint, out error);
                break;
            case AddressFamily.Abstract:
                SocketEndpoint.TryFromAbstract(address.Host, padded: true, out endpoint, out error);
                break;
            default:
                SocketFamily family = address.Family == AddressFamily.IPv4 ? SocketFamily.IPv4 : address.Family == AddressFamily.IPv6 ? SocketFamily.IPv6 : SocketFamily.Unspecified;
                bool found = EndpointResolver.TryResolve(address.Host, address.FirstPort, family, out IReadOnlyList<SocketEndpoint>? endpoints, out error);
                endpoint = found ? endpoints![0] : null;
                break;
        }

        if (endpoint is null)
        {
            diagnostics.Error(where, Math.Min(1, where.Words.Count - 1), error!);
        }

        return endpoint;
    }
}
