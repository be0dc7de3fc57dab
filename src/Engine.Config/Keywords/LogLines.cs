using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Engine.Config.Values;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>log</c> lines and the choice of what is logged (CFG 4.2 "log", 8.2). Valid lines pass the gate <see cref="Vocabulary.Logs"/>.</summary>
internal static class LogLines
{
    /// <summary>RFC 3164 section 4: 1024 bytes unless written.</summary>
    private const int LengthDefault = 1024;

    private const int SyslogPort = 514;

    private const string RingPrefix = "ring@";

    /// <summary>In the order of their numbers (RFC 5424 section 6.2.1).</summary>
    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "auth2", "ftp",
        "ntp", "audit", "alert", "cron2", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    /// <summary>In the order of <see cref="LogLevel"/>.</summary>
    public static readonly string[] Levels = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"];

    /// <summary>In the order of <see cref="LogHeader"/>.</summary>
    public static readonly string[] Headers = ["local", "rfc3164", "rfc5424", "priority", "short", "timed", "iso", "raw"];

    public static readonly Grammar Grammar = Grammar.Of(
        Argument.Text("TARGET"),
        Argument.Number("BYTES", 80, 65535).After("len"),
        Argument.Choice(Headers).After("format"),
        Argument.Text("RANGES:SIZE").After("sample"),
        Argument.Text("NAME").After("profile"),
        Argument.Choice("FACILITY", "a facility such as local0", Facilities),
        Argument.Choice("LEVEL", "a level such as notice", Levels).OrNone(),
        Argument.Choice("MINLEVEL", "a level such as notice", Levels).OrNone());

    public static void BuildGlobal(GlobalBuilder global, KeywordCall call)
    {
        if (!call.IsOn)
        {
            global.LogTargets.Clear();
        }
        else if (Read(call) is { } target)
        {
            global.LogTargets.Add(target);
        }
    }

    public static void BuildGlobalTag(GlobalBuilder global, KeywordCall call)
    {
        global.Config.LogTag = call.Text();
        Gate(call);
    }

    public static void BuildProxy(ProxyBuilder proxy, KeywordCall call)
    {
        if (!call.IsOn)
        {
            proxy.LogTargets.Clear();
            proxy.UsesGlobalLogs = false;
        }
        else if (Read(call) is { } target)
        {
            proxy.LogTargets.Add(target);
        }
    }

    public static void BuildPeers(PeersBuilder peers, KeywordCall call)
    {
        if (!call.IsOn)
        {
            peers.LogTargets.Clear();
            peers.UsesGlobalLogs = false;
        }
        else if (Read(call) is { } target)
        {
            peers.LogTargets.Add(target);
        }
    }

    /// <summary><c>log global</c>: resolved at the end, when the global section is complete.</summary>
    public static void BuildGlobalReference(ProxyBuilder proxy, KeywordCall call)
    {
        proxy.UsesGlobalLogs = true;
        Gate(call);
    }

    public static void BuildProxyTag(ProxyBuilder proxy, KeywordCall call)
    {
        proxy.Proxy.LogTag = call.Text();
        Gate(call);
    }

    /// <summary><c>option httplog</c> and its kin.</summary>
    public static void Choose(ProxyBuilder proxy, KeywordCall call, LogLineKind kind)
    {
        proxy.Proxy.LogLine = new LogLineConfig(call.At, kind, null);
        Gate(call);
    }

    /// <summary><c>log-format</c>.</summary>
    public static void BuildFormat(ProxyBuilder proxy, KeywordCall call)
    {
        if (LogFormatParser.Parse(call.At, call.Values[0].Word, isLog: true, call.Context.Expressions) is not { } format)
        {
            return;
        }

        proxy.Proxy.LogLine = new LogLineConfig(call.At, LogLineKind.Custom, format);
        SupportGate.CheckLogFormat(call, format);
    }

    /// <summary>A format that is not of the line itself; null after an error.</summary>
    public static FormatConfig? ReadFormat(KeywordCall call)
    {
        if (LogFormatParser.Parse(call.At, call.Values[0].Word, isLog: true, call.Context.Expressions) is not { } format)
        {
            return null;
        }

        SupportGate.CheckLogFormat(call, format);
        return new FormatConfig(call.At, format);
    }

    public static void Gate(KeywordCall call)
    {
        if (!call.Context.Vocabulary.Logs)
        {
            call.NotSupported();
        }
    }

    private static LogTargetConfig? Read(KeywordCall call)
    {
        if (ReadAddress(call) is not { } address || !TryReadSample(call, out LogSampleConfig? sample))
        {
            return null;
        }

        LogLevel max = LevelOf(call.Find("LEVEL")?.Text ?? "debug");
        LogLevel min = LevelOf(call.Find("MINLEVEL")?.Text ?? "emerg");
        Gate(call);
        return new LogTargetConfig(
            call.At,
            address,
            (int)(call.Find("len")?.Number ?? LengthDefault),
            (LogHeader)Array.IndexOf(Headers, call.Find("format")?.Text ?? "local"),
            Array.IndexOf(Facilities, call.Find("FACILITY")!.Value.Text),
            max,
            min,
            sample)
        {
            Ring = RingOf(call),
            HasHeader = call.Find("format") is not null,
            Profile = call.Find("profile")?.Text,
            ProfileWord = call.Find("profile")?.Word ?? 0,
        };
    }

    private static string? RingOf(KeywordCall call) => call.Text().StartsWith(RingPrefix, StringComparison.Ordinal) ? call.Text()[RingPrefix.Length..] : null;

    private static AddressConfig? ReadAddress(KeywordCall call)
    {
        string text = call.Text();
        int word = call.Values[0].Word;
        if (text is "stdout" or "stderr")
        {
            return new AddressConfig(AddressFamily.Descriptor, text == "stdout" ? "1" : "2", 0, 0);
        }

        int sign = text.IndexOf('@', StringComparison.Ordinal);
        if (RingOf(call) is { } ring)
        {
            return new AddressConfig(AddressFamily.Abstract, ring, 0, 0);
        }

        if (sign > 0 && text[..(sign + 1)] is "backend@")
        {
            call.NotSupported($"the log target '{text[..(sign + 1)]}'", word);
            return null;
        }

        if (!AddressParser.TryParse(text, AddressRules.Log, call.Context.Reader.Environment, out AddressConfig? address, out var issue))
        {
            call.Context.Diagnostics.Error(call.At, word, issue!);
            return null;
        }

        bool isInternet = address!.Family is AddressFamily.Any or AddressFamily.IPv4 or AddressFamily.IPv6;
        return isInternet && address.FirstPort == 0 ? address with { FirstPort = SyslogPort, LastPort = SyslogPort } : address;
    }

    private static bool TryReadSample(KeywordCall call, out LogSampleConfig? sample)
    {
        sample = null;
        if (call.Find("sample") is not { } written)
        {
            return true;
        }

        int colon = written.Text.LastIndexOf(':');
        var ranges = new List<(int First, int Last)>();
        if (colon > 0 && TryNumber(written.Text[(colon + 1)..], out int size) && size > 0 && TryReadRanges(written.Text[..colon], size, ranges))
        {
            sample = new LogSampleConfig(ranges, size);
            return true;
        }

        call.Error(written.Word, $"'{written.Text}' does not say which lines to send", "write lines, a colon and how many lines they are taken from: 'sample 1,3:4' sends the first and third of every four");
        return false;
    }

    private static bool TryReadRanges(string text, int size, List<(int First, int Last)> ranges)
    {
        int before = 0;
        foreach (string part in text.Split(','))
        {
            int dash = part.IndexOf('-', StringComparison.Ordinal);
            if (!TryNumber(dash < 0 ? part : part[..dash], out int first) || !TryNumber(dash < 0 ? part : part[(dash + 1)..], out int last)
                || first <= before || last < first || last > size)
            {
                return false;
            }

            ranges.Add((first, last));
            before = last;
        }

        return true;
    }

    private static bool TryNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static LogLevel LevelOf(string name) => (LogLevel)Array.IndexOf(Levels, name);
}
