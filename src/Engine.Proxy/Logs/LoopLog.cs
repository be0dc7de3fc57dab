using System;
using System.Globalization;
using System.IO;
using System.Text;
using Engine.Config.Model;
using Engine.IO.Loop;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Logs;

/// <summary>The log of one loop: its sinks, and the room in which lines are made. Belongs to its loop, but for <see cref="TryOpen(TextWriter)"/>.</summary>
internal sealed class LoopLog
{
    /// <summary>The longest line there can be (<c>len 65535</c>).</summary>
    private const int LineBytesMax = 65536;

    /// <summary>"65535 " in front of a line of a counted stream.</summary>
    private const int CountBytesMax = 6;

    /// <summary>Longer headers are cut by the length of a line only.</summary>
    private const int HeaderBytesMax = 512;

    private readonly EventLoop _loop;
    private readonly LogDates _dates;
    private readonly LoopCounters _counters;
    private LogSink[] _sinks = [];
    private int[] _samples = [];
    private byte[] _line = [];
    private byte[] _data = [];

    /// <summary>What stands in front of most lines, as it was for the line before: a target's header of a level and second.</summary>
    private readonly byte[] _header = new byte[HeaderBytesMax];
    private LogTargetPlan? _headerTarget;
    private LogLevel _headerLevel;
    private long _headerSecond;
    private int _headerBytes;

    internal LoopLog(EventLoop loop, LoopCounters counters, LogDates dates, LogsPlan plan)
    {
        _loop = loop;
        _counters = counters;
        _dates = dates;
        Use(plan, MakeSinks(plan));
    }

    /// <summary>The sinks of a plan that are not open yet, on any thread.</summary>
    internal LogSink[] MakeSinks(LogsPlan plan)
    {
        LogSink[] fresh = new LogSink[plan.Sinks.Count - _sinks.Length];
        for (int i = 0; i < fresh.Length; i++)
        {
            LogSinkPlan sink = plan.Sinks[_sinks.Length + i];
            fresh[i] = sink.Kind switch
            {
                LogSinkKind.Datagram => new DatagramSink(_loop, _counters, sink),
                LogSinkKind.Descriptor => new DescriptorSink(_loop, _counters, sink),
                _ => new StreamSink(_loop, _counters, sink),
            };
        }

        return fresh;
    }

    /// <summary>Goes on with those of another plan, which has all of this one's in their places.</summary>
    internal void Use(LogsPlan plan, LogSink[] fresh)
    {
        _sinks = [.. _sinks, .. fresh];
        if (_samples.Length < plan.SampleCounters)
        {
            Array.Resize(ref _samples, plan.SampleCounters);
        }

        if (_sinks.Length > 0 && _line.Length == 0)
        {
            _line = GC.AllocateUninitializedArray<byte>(LineBytesMax);
            _data = GC.AllocateUninitializedArray<byte>(LineBytesMax);
        }
    }

    /// <summary>Where the text of a line is made before it goes to its targets.</summary>
    internal Span<byte> LineRoom => _line;

    /// <summary>The same for structured data.</summary>
    internal Span<byte> DataRoom => _data;

    /// <summary>Before the loop runs: sockets of paths and descriptors. False when something is not there that must be.</summary>
    internal bool TryOpen(TextWriter errors) => TryOpen(_sinks, errors);

    internal static bool TryOpen(LogSink[] sinks, TextWriter errors)
    {
        bool good = true;
        foreach (LogSink sink in sinks)
        {
            if (!sink.TryOpen(out string? error))
            {
                errors.WriteLine($"[ERROR] {sink.Plan.Where.File}:{sink.Plan.Where.Line}: {error}");
                good = false;
            }
        }

        return good;
    }

    /// <summary>Gives one line to all targets that want it. Never waits; what a target does not take is dropped and counted.</summary>
    /// <param name="text">The message, without line end.</param>
    /// <param name="data">Structured data; empty for none.</param>
    internal void Send(ProxyLogPlan log, LogLevel level, scoped ReadOnlySpan<byte> text, scoped ReadOnlySpan<byte> data)
    {
        foreach (LogTargetPlan target in log.Targets)
        {
            SendTo(target, level, text, data);
        }
    }

    /// <summary>
    /// Room for the text of a line that goes to one target, in the place from which it leaves; follow with <see cref="End"/>, before
    /// anything else is logged. False: make the text elsewhere and <see cref="Send(ProxyLogPlan, LogLevel, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/> it.
    /// </summary>
    internal bool TryBegin(ProxyLogPlan log, LogLevel level, out Span<byte> text)
    {
        text = default;
        if (log.Targets is not [LogTargetPlan { HasTextOnly: true, SampleCounter: < 0 } target] || !target.Takes(level)
            || !_sinks[target.Sink.Index].TryReserve(target.LengthMax, out Span<byte> room))
        {
            return false;
        }

        ReadOnlySpan<byte> header = HeaderOf(target, level);
        if (header.Length >= target.LengthMax)
        {
            return false;
        }

        header.CopyTo(room);
        text = room[header.Length..(target.LengthMax - 1)];
        return true;
    }

    /// <summary>Takes the line whose text was written into the room.</summary>
    internal void End(ProxyLogPlan log, int textBytes) => _sinks[log.Targets[0].Sink.Index].AddLine(_headerBytes + textBytes);

    /// <summary>A message of the process itself.</summary>
    internal void Say(ProxyLogPlan log, LogLevel level, string text) => Send(log, level, Encoding.UTF8.GetBytes(text), default);

    /// <summary>CFG 4.2 log, "sample": each loop counts its own lines, so that no loop waits for another; the share is the same.</summary>
    private bool IsSampled(LogTargetPlan target)
    {
        if (target.SampleCounter < 0)
        {
            return true;
        }

        // After a reload a counter may stand where another configuration's left it.
        ref int line = ref _samples[target.SampleCounter];
        line = line < target.SampleSize ? line : 0;
        bool sampled = target.Samples(line);
        line = line + 1 == target.SampleSize ? 0 : line + 1;
        return sampled;
    }

    /// <summary>The same for one target alone.</summary>
    internal void SendTo(LogTargetPlan target, LogLevel level, scoped ReadOnlySpan<byte> text, scoped ReadOnlySpan<byte> data)
    {
        if (target.Takes(level) && IsSampled(target))
        {
            Send(target, level, text, data);
        }
    }

    private void Send(LogTargetPlan target, LogLevel level, scoped ReadOnlySpan<byte> text, scoped ReadOnlySpan<byte> data)
    {
        LogSink sink = _sinks[target.Sink.Index];
        int bytes = Math.Min(target.LengthMax, HeaderBytesMax + text.Length + data.Length) + CountBytesMax;
        if (!sink.TryBegin(bytes, out Span<byte> room))
        {
            return;
        }

        bool counted = target.Sink.Kind == LogSinkKind.CountedStream;
        LineWriter line = new(room.Slice(counted ? CountBytesMax : 0, Math.Min(target.LengthMax - 1, room.Length - CountBytesMax)));
        WriteHeader(target, level, data, ref line);
        line.Raw(text);
        if (counted)
        {
            sink.Add(Count(room, line.Written));
            return;
        }

        room[line.Written] = (byte)'\n';
        sink.Add(line.Written + 1);
    }

    /// <summary>RFC 6587 section 3.4.1: MSG-LEN SP SYSLOG-MSG.</summary>
    private static int Count(Span<byte> room, int length)
    {
        Span<byte> number = stackalloc byte[CountBytesMax];
        length.TryFormat(number, out int digits, default, CultureInfo.InvariantCulture);
        number[digits++] = (byte)' ';
        room.Slice(CountBytesMax, length).CopyTo(room[digits..]);
        number[..digits].CopyTo(room);
        return digits + length;
    }

    private ReadOnlySpan<byte> HeaderOf(LogTargetPlan target, LogLevel level)
    {
        long second = _loop.Clock.UtcNow.Ticks / TimeSpan.TicksPerSecond;
        if (second != _headerSecond || level != _headerLevel || !ReferenceEquals(target, _headerTarget))
        {
            LineWriter header = new(_header);
            WriteHeader(target, level, default, ref header);
            (_headerTarget, _headerLevel, _headerSecond, _headerBytes) = (target, level, second, header.Written);
        }

        return _header.AsSpan(0, _headerBytes);
    }

    private void WriteHeader(LogTargetPlan target, LogLevel level, scoped ReadOnlySpan<byte> data, ref LineWriter line)
    {
        DateTime now = _loop.Clock.UtcNow;
        if (target.Header is not (LogHeader.Raw or LogHeader.Iso))
        {
            line.Raw(target.PriorityOf(level));
        }

        switch (target.Header)
        {
            case LogHeader.Local or LogHeader.Rfc3164:
                line.Raw(_dates.Syslog(now));
                line.Raw(target.Sender);
                break;
            case LogHeader.Rfc5424:
                WriteIso(now, ref line);
                line.Raw(target.Sender);
                line.Raw(data.IsEmpty ? "-"u8 : data);
                line.Raw((byte)' ');
                break;
            case LogHeader.Timed or LogHeader.Iso:
                WriteIso(now, ref line);
                line.Raw((byte)' ');
                break;
        }
    }

    /// <summary>RFC 5424 section 6.2.3, with microseconds as HAProxy has them; the clock of a loop knows thousands of them.</summary>
    private void WriteIso(DateTime now, ref LineWriter line)
    {
        line.Raw(_dates.Iso(now));
        line.Raw((byte)'.');
        line.Integer(now.Millisecond, 3);
        line.Raw("000"u8);
        line.Raw(_dates.IsoZone(now));
    }
}
