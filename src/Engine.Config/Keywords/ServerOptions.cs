using Engine.Config.Expressions;
using Engine.Config.Known;
using Engine.Config.Model;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.ServerConfig>;

namespace Engine.Config.Keywords;

/// <summary>The built options of <c>server</c> and <c>default-server</c> lines (CFG 5.2).</summary>
internal static class ServerOptions
{
    private const SectionSet S = SectionSet.None;

    internal const string NoNamespace = "'namespace' is not supported: one process serves one network namespace";
    internal const string NamespaceAdvice = "start weir in the namespace: ip netns exec NAME weir ...";

    public static readonly KeywordTable<ServerConfig> Table = new(
        [
            Row.Built("id", S, Grammar.Of(Argument.Number("NUMBER", 1, int.MaxValue)), "A number for this server that no other of the backend has.", static (s, c) => s.Id = c.Int()),
            Row.Built("ws", S, Grammar.Of(Argument.Choice("auto", "h1").KnowingAlso("h2")), "What WebSocket streams are spoken in: as HTTP/1.1 is spoken with servers, both mean the same.", static (_, _) => { }),
            Row.Built("weight", S, Grammar.Of(Argument.Number("WEIGHT", 0, 256)), "Share of the load against other servers (1 unless written); 0 takes no new load.", static (s, c) => s.Weight = c.Int()),
            Row.Built("backup", S, Grammar.None, "Used only when no other server is usable.", static (s, _) => s.Backup = true),
            Row.Built("no-backup", S, Grammar.None, "Undoes 'backup' of default-server.", static (s, _) => s.Backup = false),
            Row.Built("cookie", S, Grammar.Of(Argument.Text("VALUE")), "What the persistence cookie calls this server.", static (s, c) => s.Cookie = c.Text()),
            Row.Built("non-stick", S, Grammar.None, "No stick table keeps this server.", static (s, _) => s.NonStick = true),
            Row.Built("stick", S, Grammar.None, "Undoes 'non-stick' of default-server.", static (s, _) => s.NonStick = false),
            Row.Built("disabled", S, Grammar.None, "Starts in maintenance.", static (s, _) => s.Disabled = true),
            Row.Built("enabled", S, Grammar.None, "Undoes 'disabled' of default-server.", static (s, _) => s.Disabled = false),
            Row.Built("maxconn", S, Grammar.Of(Argument.Number("REQUESTS", 0, int.MaxValue)), "Requests at a time; more wait in the queue. 0 for no limit.", static (s, c) => s.MaxConn = c.Int()),
            Row.Built("minconn", S, Grammar.Of(Argument.Number("REQUESTS", 0, int.MaxValue)), "Requests at a time while the backend has little load; grows to maxconn with it.", static (s, c) => s.MinConn = c.Int()),
            Row.Built("maxqueue", S, Grammar.Of(Argument.Number("REQUESTS", 0, int.MaxValue)), "Requests that may wait for this server; more go elsewhere. 0 for no limit.", static (s, c) => s.MaxQueue = c.Int()),
            Row.Built("hash-key", S, Grammar.Of(Argument.Choice("id", "addr", "addr-port").KnowingAlso("guid")), "What the server's places on a consistent ring are made of (its id unless written).", static (s, c) => s.HashKey = HashKeyOf(c.Text())),
            Row.Built("pool-max-conn", S, Grammar.Of(Argument.Number("CONNECTIONS", -1, int.MaxValue)), "Idle connections kept; -1 (unless written) for no limit, 0 for none.", static (s, c) => s.PoolMaxConn = c.Int()),
            Row.Built("pool-purge-delay", S, Grammar.Of(Argument.Time()), "How often half of the idle connections are closed (5s unless written); 0 for never keeping any.", static (s, c) => s.PoolPurgeDelayMs = c.Int()),
            Row.Built("pool-low-conn", S, Grammar.Of(Argument.Number("CONNECTIONS", 0, int.MaxValue)), "Idle connections below which threads do not take each other's.", static (s, c) => s.PoolLowConn = c.Int()),
            Row.Built("max-reuse", S, Grammar.Of(Argument.Number("REQUESTS", -1, int.MaxValue)), "Further requests on a connection before it is closed; -1 for no limit.", static (s, c) => s.MaxReuse = c.Int() < 0 ? null : c.Int()),
            Row.Built("cc", S, Grammar.Of(Argument.Text("ALGORITHM")), "Congestion control of the kernel for these connections: bbr, cubic, reno ...", static (s, c) => s.CongestionControl = c.Text()),
            Row.Built("tcp-ut", S, Grammar.Of(Argument.Time()), "How long sent data may wait for acknowledgement before the connection is dropped.", static (s, c) => s.TcpUserTimeoutMs = c.Int()),
            Row.Built("source", S, SourceLines.Grammar, "Address to connect from, and the one that the server sees (usesrc).", static (s, c) => s.Source = SourceLines.Read(c)),
            Row.Built("namespace", S, Grammar.Of(Argument.Text("NAME")), "Refused: one process serves one network namespace.", static (_, c) => c.Error(c.Word, NoNamespace, NamespaceAdvice)),
            Row.Built("shard", S, Grammar.Of(Argument.Number("NUMBER", 0, int.MaxValue)), "Of peers sections: the part of the keys that this machine is told of.", static (_, c) => c.Error(c.Word, "'shard' is an option of the lines of a peers section", "remove it")),
            Row.Built("tfo", S, Grammar.None, "TCP Fast Open: the first bytes go along with the first packet; see 'retry-on' for what is then repeated.", static (s, _) => s.TcpFastOpen = true),
            Row.Built("no-tfo", S, Grammar.None, "Undoes 'tfo' of default-server.", static (s, _) => s.TcpFastOpen = false),
            Row.Built("redir", S, Grammar.Of(Argument.Text("PREFIX")), "Sends GET and HEAD requests for this server there, with 302: PREFIX and the path.", static (s, c) => s.Redirect = c.Text()),
            Row.Built("pool-conn-name", S, Grammar.Of(Argument.Sample("EXPRESSION")), "Connections are shared by requests for which it has the same value (that of 'sni' unless written).", BuildPoolName),
            Row.Built("guid", S, Grammar.Of(Argument.Text("NAME")), "A name for this server that nothing else has.", static (s, c) => s.Guid = c.Text()),
            Row.Built("proto", S, Grammar.Of(Argument.Choice("h1").KnowingAlso("h2", "fcgi", "none")), "The protocol, whatever was negotiated.", static (_, _) => { }),

            // Undo what this engine never does.
            Undo("no-check-reuse-pool"),
            Undo("no-check-sni-auto"),
        ],
        ProxyHeaderOptions.Rows,
        ResolutionOptions.Rows,
        ServerTlsOptions.Rows,
        CheckServerOptions.Rows,
        KnownServerOptions.Rows);

    private static void BuildPoolName(ServerConfig server, KeywordCall call)
    {
        if (SampleParser.Parse(call.At, call.Values[0].Word, call.Context.Expressions) is { } sample)
        {
            SupportGate.CheckSample(call.Context, call.At, sample);
            server.PoolName = new SniConfig(call.At, call.Values[0].Word, sample);
        }
    }

    private static HashKey HashKeyOf(string word) => word switch
    {
        "addr" => HashKey.Address,
        "addr-port" => HashKey.AddressAndPort,
        _ => HashKey.Id,
    };

    private static Keyword<ServerConfig> Undo(string name) =>
        Row.Built(name, S, Grammar.None, "Undoes the option of default-server.", static (_, _) => { });
}
