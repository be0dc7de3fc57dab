using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Config.Values;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>stick-table type TYPE size SIZE [OPTIONS]</c>, and the same behind <c>table NAME</c> of a peers section.</summary>
internal static class StickTableLines
{
    private const string Usage = "write it as: stick-table type ip|ipv6|integer|string|binary size SIZE [expire TIME] [store TYPE,...]";
    private const int KeyBytesMax = 8192;

    /// <summary>Builds the table of a proxy section.</summary>
    public static void Build(ProxyBuilder proxy, KeywordCall call)
    {
        if (proxy.Proxy.StickTable is { } other)
        {
            call.Error(call.Word, $"{proxy.Title} has a stick-table already, on line {other.Where.Line}", "a backend section of its own may hold another, which rules name behind 'table'");
            return;
        }

        proxy.Proxy.StickTable = Read(call, call.First, proxy.Proxy.Name);
    }

    /// <param name="first">Index of the first word behind the keyword, or behind the table's name.</param>
    /// <param name="name">What rules call it.</param>
    /// <returns>Null after an error.</returns>
    public static StickTableConfig? Read(KeywordCall call, int first, string name)
    {
        Reader reader = new(call, first) { Table = new StickTableConfig(call.At, name) };
        while (reader.TryWord(out string word))
        {
            if (!ReadOption(reader, word))
            {
                return null;
            }
        }

        return Check(reader);
    }

    private static StickTableConfig? Check(Reader reader)
    {
        StickTableConfig table = reader.Table;
        DiagnosticBag diagnostics = reader.Call.Context.Diagnostics;
        if (!reader.HasType || table.Size == 0)
        {
            diagnostics.ErrorAtEnd(reader.Call.At, $"this table needs a {(reader.HasType ? "size" : "type")}", Usage);
            return null;
        }

        if (table is { NoPurge: true, ExpireMs: null })
        {
            reader.Call.Warning(reader.Call.Word, "without 'expire', a table that is full and never purged takes no new key for ever", "add: expire TIME");
        }

        foreach (StickDataConfig data in table.Data)
        {
            foreach (string replaced in StickDataTypes.Replaced.GetValueOrDefault(data.Name, []))
            {
                if (Has(table, replaced))
                {
                    reader.Call.Error(reader.Call.Word, $"a table that stores the array '{data.Name}' cannot store '{replaced}' too", $"remove '{replaced}': it is an element of the array");
                    return null;
                }
            }
        }

        return table;
    }

    private static bool ReadOption(Reader reader, string word)
    {
        switch (word)
        {
            case "type":
                return ReadType(reader);
            case "size":
                return ReadSize(reader);
            case "expire":
                return ReadExpire(reader);
            case "nopurge":
                reader.Table = reader.Table with { NoPurge = true };
                return true;
            case "recv-only":
                reader.Table = reader.Table with { IsReceiveOnly = true };
                return true;
            case "peers" or "write-to" when reader.TryValue(word, out string name):
                reader.Table = word == "peers" ? reader.Table with { Peers = name } : reader.Table with { WriteTo = name };
                reader.PeersWord = word == "peers" ? reader.Last : reader.PeersWord;
                return true;
            case "srvkey" when reader.TryValue(word, out string key):
                return key is "name" or "addr" ? Set(reader, reader.Table with { KnowsServersByAddress = key == "addr" }) : reader.Fail($"'srvkey' is 'name' or 'addr', not '{key}'");
            case "brates-factor" when reader.TryValue(word, out string factor):
                return int.TryParse(factor, CultureInfo.InvariantCulture, out int value) && value > 0
                    ? Set(reader, reader.Table with { ByteRateFactor = value })
                    : reader.Fail($"'{factor}' is no factor", "write a number from 1 on");
            case "store" when reader.TryValue(word, out string list):
                return ReadStore(reader, list);
            case "peers" or "write-to" or "srvkey" or "brates-factor" or "store":
                return false;
            default:
                return reader.Fail($"unexpected '{word}' in a table", Suggest.Fix(word, ["type", "size", "expire", "nopurge", "peers", "srvkey", "store", "recv-only", "write-to", "brates-factor"]));
        }
    }

    private static bool Set(Reader reader, StickTableConfig table)
    {
        reader.Table = table;
        return true;
    }

    private static bool ReadType(Reader reader)
    {
        if (!reader.TryValue("type", out string type))
        {
            return false;
        }

        StickKeyType? key = type switch
        {
            "ip" or "ipv4" => StickKeyType.IPv4,
            "ipv6" => StickKeyType.IPv6,
            "integer" => StickKeyType.Integer,
            "string" => StickKeyType.Text,
            "binary" => StickKeyType.Binary,
            _ => null,
        };
        if (key is null)
        {
            return reader.Fail($"unknown type of key '{type}'", Suggest.Fix(type, ["ip", "ipv6", "integer", "string", "binary"]));
        }

        reader.HasType = true;
        reader.Table = reader.Table with { KeyType = key.Value };
        if (reader.Peek != "len")
        {
            return true;
        }

        reader.TryWord(out _);
        if (key is not (StickKeyType.Text or StickKeyType.Binary))
        {
            return reader.Fail($"keys of type '{type}' have no 'len'", "remove it");
        }

        if (!reader.TryValue("len", out string text))
        {
            return false;
        }

        bool valid = int.TryParse(text, CultureInfo.InvariantCulture, out int bytes) && bytes is > 0 and <= KeyBytesMax;
        return valid ? Set(reader, reader.Table with { KeyBytesMax = bytes }) : reader.Fail($"'{text}' is no length of a key", $"write a number from 1 to {KeyBytesMax}");
    }

    private static bool ReadSize(Reader reader)
    {
        if (!reader.TryValue("size", out string text))
        {
            return false;
        }

        bool valid = SizeValue.TryParse(text, out int size, out ValueIssue? issue) && size > 0;
        return valid ? Set(reader, reader.Table with { Size = size }) : reader.Fail(issue?.Message ?? "a table has at least one entry", issue?.Fix ?? "write a size from 1 on");
    }

    private static bool ReadExpire(Reader reader)
    {
        if (!reader.TryValue("expire", out string text))
        {
            return false;
        }

        // A table that expires at once keeps nothing; HAProxy takes it for one that never does.
        return TimeValue.TryParse(text, TimeUnit.Milliseconds, out int ms, out ValueIssue? issue)
            ? Set(reader, reader.Table with { ExpireMs = ms == 0 ? null : ms })
            : reader.Fail(issue!.Message, issue.Fix);
    }

    private static bool ReadStore(Reader reader, string list)
    {
        List<StickDataConfig> data = [.. reader.Table.Data];
        foreach (string written in SplitOutside(list))
        {
            int open = written.IndexOf('(', StringComparison.Ordinal);
            string name = open < 0 ? written : written[..open];
            if (!StickDataTypes.All.TryGetValue(name, out string? takes))
            {
                return reader.Fail($"unknown data type '{name}'", Suggest.Fix(name, [.. StickDataTypes.All.Keys]));
            }

            string[] inside = open < 0 || !written.EndsWith(')') ? [] : written[(open + 1)..^1].Split(',');
            if (!TryReadData(name, takes, inside, out StickDataConfig? type))
            {
                return reader.Fail($"'{written}' is not complete", $"write it as {UsageOf(name, takes)}");
            }

            if (data.Exists(known => known.Name == name))
            {
                reader.Call.Warning(reader.Last, $"'{name}' is stored already", "remove it here");
                continue;
            }

            data.Add(type!);
        }

        return Set(reader, reader.Table with { Data = data });
    }

    private static bool TryReadData(string name, string takes, string[] inside, out StickDataConfig? data)
    {
        bool isRate = takes is StickDataTypes.Rate or StickDataTypes.RateArray;
        bool isArray = takes is StickDataTypes.Array or StickDataTypes.RateArray;
        int count = 1;
        int periodMs = 0;
        bool valid = inside.Length == (isRate ? 1 : 0) + (isArray ? 1 : 0);
        valid = valid && (!isArray || (int.TryParse(inside[0], CultureInfo.InvariantCulture, out count) && count is > 0 and <= StickDataTypes.ElementsMax));
        valid = valid && (!isRate || (TimeValue.TryParse(inside[^1], TimeUnit.Milliseconds, out periodMs, out _) && periodMs > 0));
        data = valid ? new StickDataConfig(name, count, periodMs) : null;
        return valid;
    }

    private static string UsageOf(string name, string takes) => takes switch
    {
        StickDataTypes.Rate => $"{name}(PERIOD), such as {name}(10s)",
        StickDataTypes.Array => $"{name}(COUNT), 1 to {StickDataTypes.ElementsMax}",
        StickDataTypes.RateArray => $"{name}(COUNT,PERIOD), such as {name}(2,10s)",
        _ => name,
    };

    /// <summary>At commas that do not stand in parentheses.</summary>
    private static List<string> SplitOutside(string list)
    {
        List<string> parts = [];
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= list.Length; i++)
        {
            if (i == list.Length || (list[i] == ',' && depth == 0))
            {
                parts.Add(list[start..i]);
                start = i + 1;
                continue;
            }

            depth += list[i] == '(' ? 1 : list[i] == ')' ? -1 : 0;
        }

        return parts;
    }

    private static bool Has(StickTableConfig table, string name)
    {
        foreach (StickDataConfig data in table.Data)
        {
            if (data.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words of the line from left to right.</summary>
    private sealed class Reader(KeywordCall call, int next)
    {
        private int _next = next;

        public KeywordCall Call { get; } = call;

        public required StickTableConfig Table { get; set; }

        public bool HasType { get; set; }

        public int PeersWord { get; set; }

        public int Last => _next - 1;

        public string Peek => _next < Call.Count ? Call.At.Words[_next].Text : "";

        public bool TryWord(out string word)
        {
            word = Peek;
            return _next < Call.Count && ++_next > 0;
        }

        public bool TryValue(string option, out string value)
        {
            if (TryWord(out value))
            {
                return true;
            }

            Call.Context.Diagnostics.ErrorAtEnd(Call.At, $"'{option}' needs a value", Usage);
            return false;
        }

        public bool Fail(string message, string? fix = null)
        {
            Call.Error(Last, message, fix);
            return false;
        }
    }
}
