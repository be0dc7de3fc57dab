using System;
using System.Globalization;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Proxy.Logs;

/// <summary>A <c>log</c> line, compiled for one proxy: which lines it takes, and what stands in front of them.</summary>
internal sealed class LogTargetPlan
{
    private const int Levels = 8;
    private const int FacilityShift = 3;

    /// <summary>Longer than any host and tag of a usual machine.</summary>
    private const int SenderBytesMax = 256;

    private readonly LogTargetConfig _config;
    private readonly byte[][] _priorities = new byte[Levels][];
    private readonly bool[] _sampled;

    /// <param name="config">The line.</param>
    /// <param name="header">The line's own, or its ring's.</param>
    /// <param name="sender">What is said about who sends.</param>
    internal LogTargetPlan(LogTargetConfig config, LogSinkPlan sink, LogHeader header, LogSender sender)
    {
        _config = config;
        Sink = sink;
        Header = header;
        for (int level = 0; level < Levels; level++)
        {
            bool onlyLevel = header is LogHeader.Short or LogHeader.Timed;
            int number = onlyLevel ? level : (config.Facility << FacilityShift) + level;
            _priorities[level] = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<{number}>{(header == LogHeader.Rfc5424 ? "1 " : "")}"));
        }

        Sender = header switch
        {
            LogHeader.Local => ByteText.ToBytes($" {sender.Tag}[{sender.Process}]: "),
            LogHeader.Rfc3164 => ByteText.ToBytes($" {sender.Host} {sender.Tag}[{sender.Process}]: "),
            LogHeader.Rfc5424 => ByteText.ToBytes($" {(sender.SendsHost ? sender.Host : "-")} {sender.Tag} {sender.Process} - "),
            _ => [],
        };
        HasTextOnly = sink.Kind != LogSinkKind.CountedStream && header is (LogHeader.Local or LogHeader.Rfc3164) && Sender.Length < SenderBytesMax;
        _sampled = SampledOf(config.Sample);
    }

    internal LogSinkPlan Sink { get; }

    /// <summary>True when a line is a header that is the same for a second, the text, and a line feed.</summary>
    internal bool HasTextOnly { get; }

    internal LogHeader Header { get; }

    /// <summary>Bytes of a line at most, header and line feed included.</summary>
    internal int LengthMax { get; init; }

    /// <summary>Index of the counter that <c>sample</c> goes by; -1 for none. Proxies that share a line of the global section share it.</summary>
    internal int SampleCounter { get; init; } = -1;

    /// <summary>Lines that <c>sample</c> counts up to before it begins anew.</summary>
    internal int SampleSize => _sampled.Length;

    /// <summary>Host, tag and process id, with what separates them.</summary>
    internal byte[] Sender { get; }

    /// <summary>Less urgent lines are not sent.</summary>
    internal bool Takes(LogLevel level) => level <= _config.LevelMax;

    /// <summary>True for the lines (0-based) of a sample that are sent.</summary>
    internal bool Samples(int line) => _sampled[line];

    /// <summary>"&lt;134&gt;"; more urgent lines are sent with the line's own minimum.</summary>
    internal byte[] PriorityOf(LogLevel level) => _priorities[(int)(level < _config.LevelMin ? _config.LevelMin : level)];

    private static bool[] SampledOf(LogSampleConfig? sample)
    {
        bool[] sampled = new bool[sample?.Size ?? 0];
        foreach ((int first, int last) in sample?.Ranges ?? [])
        {
            sampled.AsSpan(first - 1, last - first + 1).Fill(true);
        }

        return sampled;
    }
}
