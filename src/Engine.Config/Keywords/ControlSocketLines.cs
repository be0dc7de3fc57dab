using System;
using Engine.Config.Model;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.ControlSocketConfig>;

namespace Engine.Config.Keywords;

/// <summary>Reads <c>stats socket ADDRESS [OPTIONS]</c>: options of <c>bind</c> lines and a few of its own.</summary>
internal static class ControlSocketLines
{
    private static readonly Grammar AddressGrammar = Grammar.BeforeOptions(Argument.Address(AddressRules.Control));

    private static readonly KeywordTable<ControlSocketConfig> Options = new(
    [
        Row.Built("level", SectionSet.None, Grammar.Of(Argument.Choice("user", "operator", "admin")), "What its clients may do (operator unless written).", static (s, c) => s.Level = LevelOf(c.Text())),
        Row.Built("expose-fd", SectionSet.None, Grammar.Of(Argument.Choice("listeners")), "A new process may take over the listening sockets by it.", static (s, _) => s.ExposesListeners = true),
        Shared("mode", "Permissions of the socket: mode 660."),
        Shared("user", "Owner of the socket."),
        Shared("group", "Group of the socket."),
        Shared("uid", "Owner of the socket, as a number."),
        Shared("gid", "Group of the socket, as a number."),
        Shared("backlog", "Connections the kernel holds before they are accepted."),
        Shared("interface", "Accepts only what arrives on this network interface."),
        Shared("name", "What this socket is called."),
        Shared("id", "A number for this socket."),
        Shared("maxconn", "Without effect: write 'stats maxconn'."),
        Shared("v4v6", "An IPv6 address for all also takes IPv4."),
        Shared("v6only", "An IPv6 address takes IPv6 only."),
        Row.Built("severity-output", SectionSet.None, Grammar.Of(Argument.Choice("none", "number", "string")), "Puts the severity in front of messages (none unless written).", static (s, c) => s.Severities = SeverityOf(c.Text())),
        Row.Known("ssl", SectionSet.None, "TLS on the socket."),
        Row.Known("crt", SectionSet.None, "Certificate of the socket.") with { Grammar = Grammar.Of(Argument.Text("FILE")) },
        Row.Hint("process", SectionSet.None, Grammar.Of(Argument.Text("PROCESSES")), "Processes that answer on the socket.", "one process serves all"),
    ]);

    public static void Build(GlobalBuilder global, KeywordCall call)
    {
        var addresses = new KeywordCall(call.Context, call.At, "stats socket", call.Word, call.First);
        if (!new ArgumentReader(AddressGrammar, addresses).TryRead(mustEnd: false, out int end))
        {
            return;
        }

        var socket = new ControlSocketConfig { Bind = new BindConfig { Where = call.At, Addresses = addresses.Values[0].Addresses! } };
        if (OptionList.TryRead(Options, socket, call, end, "stats socket"))
        {
            global.ControlSockets.Add(socket);
        }
    }

    /// <summary>An option as <c>bind</c> lines have it.</summary>
    private static Keyword<ControlSocketConfig> Shared(string name, string summary)
    {
        Keyword<BindConfig> bind = BindOptions.Table.Get(name) ?? throw new InvalidOperationException(name);
        return Row.Built(name, SectionSet.None, bind.Grammar, summary, (socket, call) => bind.Build!(socket.Bind, call));
    }

    private static SeverityDisplay SeverityOf(string word) => word switch
    {
        "number" => SeverityDisplay.Number,
        "string" => SeverityDisplay.Word,
        _ => SeverityDisplay.None,
    };

    private static ControlLevel LevelOf(string word) => word switch
    {
        "admin" => ControlLevel.Admin,
        "user" => ControlLevel.User,
        _ => ControlLevel.Operator,
    };
}
