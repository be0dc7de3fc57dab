using System.Collections.Generic;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The runtime API in the <c>global</c> section (CFG 3.1).</summary>
internal static class ControlKeywords
{
    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Built("stats socket", SectionSet.Global, Grammar.Free, "Socket of the runtime API: stats socket PATH [OPTIONS].", ControlSocketLines.Build),
        Row.Built("stats timeout", SectionSet.Global, Grammar.Of(Argument.Time()), "Longest silence on the runtime API (10s unless written).", static (g, c) => g.Config.Control.TimeoutMs = c.Int()),
        Row.Built("stats maxconn", SectionSet.Global, Grammar.Of(Argument.Number("CONNECTIONS", 1, int.MaxValue)), "Connections to the runtime API at a time (10 unless written).", static (g, c) => g.Config.Control.MaxConn = c.Int()),
        Row.Hint("stats bind-process", SectionSet.Global, Grammar.Of(Argument.Text("PROCESSES").Repeated()), "Processes that answer on the runtime API.", "one process serves all"),
    ];
}
