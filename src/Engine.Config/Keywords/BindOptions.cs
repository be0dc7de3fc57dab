using Engine.Config.Known;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.BindConfig>;

namespace Engine.Config.Keywords;

/// <summary>The built options of a <c>bind</c> line (CFG 5.1).</summary>
internal static class BindOptions
{
    private const SectionSet S = SectionSet.None;

    public static readonly KeywordTable<BindConfig> Table = new(
        [
            Row.Built("name", S, Grammar.Of(Argument.Text("NAME")), "What this listener is called on statistics.", static (b, c) => b.Name = c.Text()),
            Row.Built("id", S, Grammar.Of(Argument.Number("NUMBER", 1, int.MaxValue)), "A number for this listener that no other has.", static (b, c) => b.Id = c.Int()),
            Row.Built("maxconn", S, Grammar.Of(Argument.Number("CONNECTIONS", 0, int.MaxValue)), "Connections of this listener; beyond it accepting pauses.", static (b, c) => b.MaxConn = c.Int()),
            Row.Built("backlog", S, Grammar.Of(Argument.Number("CONNECTIONS", 0, int.MaxValue)), "Connections the kernel holds before they are accepted.", static (b, c) => b.Backlog = c.Int()),
            Row.Built("interface", S, Grammar.Of(Argument.Text("NAME")), "Accepts only what arrives on this network interface.", static (b, c) => b.Interface = c.Text()),
            Row.Built("transparent", S, Grammar.None, "Accepts connections to addresses that are not the machine's own.", static (b, _) => b.Transparent = true),
            Row.Built("defer-accept", S, Grammar.None, "Accepts a connection only once it has sent something.", static (b, _) => b.DeferAccept = true),
            Row.Built("tfo", S, Grammar.None, "TCP Fast Open: data with the first packet.", static (b, _) => b.TcpFastOpen = true),
            Row.Built("v4v6", S, Grammar.None, "An IPv6 address for all also takes IPv4.", static (b, _) => b.V4V6 = true),
            Row.Built("v6only", S, Grammar.None, "An IPv6 address takes IPv6 only.", static (b, _) => b.V6Only = true),
            Row.Built("cc", S, Grammar.Of(Argument.Text("ALGORITHM")), "Congestion control of the kernel for these connections: bbr, cubic, reno ...", static (b, c) => b.CongestionControl = c.Text()),
            Row.Built("mss", S, Grammar.Of(Argument.Number("BYTES", -65535, 65535)), "Largest TCP segment; negative to lower what the system chooses.", static (b, c) => b.Mss = c.Int()),
            Row.Built("tcp-ut", S, Grammar.Of(Argument.Time()), "How long sent data may wait for acknowledgement before the connection is dropped.", static (b, c) => b.TcpUserTimeoutMs = c.Int()),
            Row.Built("mode", S, Grammar.Of(Argument.Text("OCTAL")), "Permissions of a UNIX socket: mode 660.", BuildMode),
            Row.Built("user", S, Grammar.Of(Argument.Text("NAME")), "Owner of a UNIX socket.", static (b, c) => b.UnixUser = c.Text()),
            Row.Built("group", S, Grammar.Of(Argument.Text("NAME")), "Group of a UNIX socket.", static (b, c) => b.UnixGroup = c.Text()),
            Row.Built("uid", S, Grammar.Of(Argument.Number("NUMBER", 0, int.MaxValue)), "Owner of a UNIX socket, as a number.", static (b, c) => b.UnixUid = c.Int()),
            Row.Built("gid", S, Grammar.Of(Argument.Number("NUMBER", 0, int.MaxValue)), "Group of a UNIX socket, as a number.", static (b, c) => b.UnixGid = c.Int()),
            Row.Built("proto", S, Grammar.Of(Argument.Choice("h1").KnowingAlso("h2", "fcgi", "none", "quic")), "The protocol, whatever was negotiated.", static (_, _) => { }),
            Row.Built("accept-proxy", S, Grammar.None, "Connections begin with a PROXY header, which tells the client's address.", static (b, _) => b.AcceptsProxy = true),
            Row.Built("guid-prefix", S, Grammar.Of(Argument.Text("PREFIX")), "The beginning of a name for each listener of the line that nothing else has.", static (b, c) => b.GuidPrefix = c.Text()),
            Row.Built("namespace", S, Grammar.Of(Argument.Text("NAME")), "Refused: one process serves one network namespace.", static (_, c) => c.Error(c.Word, ServerOptions.NoNamespace, ServerOptions.NamespaceAdvice)),
            Row.Hint("nice", S, Grammar.Of(Argument.Number("NICE", -1024, 1024)), "Priority of this listener's connections.", "every exchange of a loop gets its turn"),
            OfControl("level", "user", "operator", "admin"),
            OfControl("severity-output", "none", "number", "string"),
            OfControl("expose-fd", "listeners"),
            Row.Built("accept-netscaler-cip", S, Grammar.Of(Argument.Text("MAGIC")), "Refused: NetScaler's header is not read.", static (_, c) => c.Error(c.Word, NoNetScaler, NetScalerAdvice)),
            Row.Hint("process", S, Grammar.Of(Argument.Text("PROCESSES")), "Processes or threads that accept.", "every thread accepts from every listener"),
        ],
        TlsOptionRows.ForBind<BindConfig>(static b => b.Tls),
        KnownBindOptions.Rows);

    internal const string NoNetScaler = "the NetScaler client IP header is not supported";
    internal const string NetScalerAdvice = "let the NetScaler send a PROXY header and write 'accept-proxy'";

    /// <summary>HAProxy takes these on any bind line, where they mean nothing.</summary>
    private static Keyword<BindConfig> OfControl(string name, params string[] choices) =>
        Row.Built(name, S, Grammar.Of(Argument.Choice(choices)), "Refused: an option of 'stats socket' lines.", (_, c) => c.Error(c.Word, $"'{name}' is an option of the runtime API's sockets", "write it on a 'stats socket' line of the global section"));

    private static void BuildMode(BindConfig bind, KeywordCall call)
    {
        string text = call.Text();
        int mode = 0;
        foreach (char c in text)
        {
            if (c is < '0' or > '7' || mode > 511)
            {
                call.Error(call.Values[0].Word, $"'{text}' is not a mode", "write permissions as octal digits, such as 660");
                return;
            }

            mode = (mode << 3) + (c - '0');
        }

        bind.UnixMode = mode;
    }
}
