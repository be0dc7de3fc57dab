using System;
using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.RingConfig>;

namespace Engine.Config.Keywords;

/// <summary>The keywords of <c>ring</c> sections (CFG 3.9): lines on their way to log servers.</summary>
internal static class RingKeywords
{
    private const SectionSet R = SectionSet.Ring;

    private static readonly Grammar ServerGrammar = Grammar.Of(
        Argument.Name("NAME"),
        Argument.Address(AddressRules.Server),
        Argument.Choice("legacy", "octet-count").After("log-proto"));

    public static readonly IReadOnlyList<Keyword<RingConfig>> Rows =
    [
        Row.Built("description", R, Grammar.Of(Argument.Text("TEXT").Repeated()), "What this ring is for.", static (r, c) => r.Description = string.Join(' ', c.FindAll("TEXT"))),
        Row.Built("format", R, Grammar.Of(Argument.Choice(LogLines.Headers)), "The header in front of each line.", static (r, c) => r.Header = (LogHeader)Array.IndexOf(LogLines.Headers, c.Text())),
        Row.Built("maxlen", R, Grammar.Of(Argument.Number("BYTES", 80, 65535)), "Bytes of a line at most (1024 unless written).", static (r, c) => r.LengthMax = c.Int()),
        Row.Built("size", R, Grammar.Of(Argument.Size("BYTES", 1024, 1 << 30)), "Bytes that wait for a server at most (16384 unless written).", static (r, c) => r.SizeBytes = c.Int()),
        Row.Built("timeout connect", R, Grammar.Of(Argument.Time()), "How long connecting to a server may take.", static (r, c) => r.ConnectMs = c.Int()),
        Row.Built("timeout server", R, Grammar.Of(Argument.Time()), "How long a server may take no line; a server that takes none loses lines, and nothing else.", static (_, _) => { }),
        Row.Built("server", R, ServerGrammar, "A server that takes the lines: server NAME ADDRESS:PORT [log-proto octet-count].", BuildServer),
        Row.Known("backing-file", R, "Keeps the ring in a file."),
    ];

    public static readonly KeywordTable<RingConfig> Table = new(Rows);

    private static void BuildServer(RingConfig ring, KeywordCall call) =>
        ring.Servers = [.. ring.Servers, new RingServerConfig(call.At, call.Text(), call.Values[1].Addresses![0], call.Find("log-proto")?.Text == "octet-count")];
}
