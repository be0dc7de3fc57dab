using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.PeersBuilder>;

namespace Engine.Config.Keywords;

/// <summary>The keywords of <c>peers</c> sections (CFG 3.5).</summary>
internal static class PeersKeywords
{
    private const SectionSet Home = SectionSet.Peers;

    private static readonly AddressConfig NoAddress = new(AddressFamily.Any, "", 0, 0);

    private static readonly Grammar BindGrammar = Grammar.BeforeOptions(Argument.Address(AddressRules.Bind));

    private static readonly Grammar PlacedGrammar = Grammar.BeforeOptions(Argument.Name("NAME"), Argument.Address(AddressRules.Server));

    private static readonly Grammar NamedGrammar = Grammar.BeforeOptions(Argument.Name("NAME"));

    public static readonly KeywordTable<PeersBuilder> Table = new(
    [
        Row.Built("peer", Home, Grammar.Free, "A machine that shares the tables: peer NAME ADDRESS:PORT [OPTIONS].", static (p, c) => BuildMember(p, c, PlacedGrammar)),
        Row.Built("server", Home, Grammar.Free, "The same; this machine's own address may stand on a 'bind' line: server NAME [ADDRESS:PORT] [OPTIONS].", static (p, c) => BuildMember(p, c, HasAddress(c) ? PlacedGrammar : NamedGrammar)),
        Row.Built("bind", Home, Grammar.Free, "Where this machine listens for the others: bind ADDRESS:PORT [OPTIONS].", BuildBind),
        Row.Built("default-bind", Home, Grammar.Free, "Options of the place where this machine listens.", BuildDefaultBind),
        Row.Built("default-server", Home, Grammar.Free, "Options that the following lines of machines start with.", BuildDefaultServer),
        Row.Built("shards", Home, Grammar.Of(Argument.Number("NUMBER", 1, int.MaxValue)), "Spreads the keys over as many parts, each for the machines whose 'shard' it is, instead of sending all to all.", static (p, c) => p.Peers.Shards = c.Int()),
        Row.Built("log global", Home, Grammar.None, "Sends log lines where the global section says.", BuildGlobalLog),
        Row.Built("log", Home, LogLines.Grammar, "Sends log lines about connections of other machines to this target.", LogLines.BuildPeers) with { Negation = Negation.NoAndDefault },
        Row.Built("table", Home, Grammar.Free, "A table that is shared: table NAME type TYPE size SIZE [OPTIONS].", BuildTable),
        Row.Built("disabled", Home, Grammar.None, "Shares nothing.", static (p, _) => p.Peers.Disabled = true),
        Row.Built("enabled", Home, Grammar.None, "Undoes 'disabled'.", static (p, _) => p.Peers.Disabled = false),
    ]);

    /// <summary>What stands behind the name is an option, or an address.</summary>
    private static bool HasAddress(KeywordCall call) => call.First + 1 < call.Count && PeersOptions.Table.Get(call.At.Words[call.First + 1].Text) is null;

    private static void BuildGlobalLog(PeersBuilder builder, KeywordCall call)
    {
        builder.UsesGlobalLogs = true;
        LogLines.Gate(call);
    }

    private static void BuildMember(PeersBuilder builder, KeywordCall call, Grammar grammar)
    {
        PeersConfig peers = builder.Peers;
        var head = new KeywordCall(call.Context, call.At, call.Name, call.Word, call.First);
        if (!new ArgumentReader(grammar, head).TryRead(mustEnd: false, out int end))
        {
            return;
        }

        foreach (PeersMemberConfig known in peers.Members)
        {
            if (known.Name == head.Text())
            {
                call.Error(head.Values[0].Word, $"peers '{peers.Name}' has '{head.Text()}' twice", $"line {known.Where.Line} has the same name: rename one of them");
                return;
            }
        }

        AddressConfig? address = head.Values.Count > 1 ? head.Values[1].Addresses![0] : null;
        if (address is { FirstPort: 0, Family: AddressFamily.Any or AddressFamily.IPv4 or AddressFamily.IPv6 })
        {
            call.Error(head.Values[1].Word, "this address needs a port", "write it as ADDRESS:PORT");
            return;
        }

        ServerConfig options = (builder.DefaultServer ?? NewOptions(call)).CopyAs(call.At, head.Text(), address ?? NoAddress);
        OptionList.TryRead(PeersOptions.Table, options, call, end, call.Name);
        peers.Members = [.. peers.Members, new PeersMemberConfig(call.At, head.Text(), address, options, builder.DefaultServerWords + call.At.Raw)];
    }

    private static void BuildDefaultServer(PeersBuilder builder, KeywordCall call)
    {
        builder.DefaultServer ??= NewOptions(call);
        builder.DefaultServerWords += call.At.Raw;
        OptionList.TryRead(PeersOptions.Table, builder.DefaultServer, call, call.First, "default-server");
    }

    private static void BuildDefaultBind(PeersBuilder builder, KeywordCall call)
    {
        builder.Peers.BindWords += call.At.Raw;
        BindConfig bind = builder.Peers.DefaultBind ??= new BindConfig { Where = call.At, Addresses = [] };
        if (TryReadBind(bind, call, call.First))
        {
            builder.DefaultBinds.Add(call);
        }
    }

    private static void BuildBind(PeersBuilder builder, KeywordCall call)
    {
        PeersConfig peers = builder.Peers;
        var head = new KeywordCall(call.Context, call.At, "bind", call.Word, call.First);
        if (!new ArgumentReader(BindGrammar, head).TryRead(mustEnd: false, out int end))
        {
            return;
        }

        IReadOnlyList<AddressConfig> addresses = head.Values[0].Addresses!;
        if (peers.Bind is not null || addresses.Count > 1 || addresses[0].FirstPort != addresses[0].LastPort)
        {
            call.Error(call.Word, $"peers '{peers.Name}' listens at one place{(peers.Bind is null ? "" : $", see line {peers.Bind.Where.Line}")}", "write one 'bind' line with one address and port");
            return;
        }

        peers.BindWords += call.At.Raw;
        peers.Bind = new BindConfig { Where = call.At, Addresses = addresses };
        foreach (KeywordCall line in builder.DefaultBinds)
        {
            TryReadBind(peers.Bind, line, line.First);
        }

        TryReadBind(peers.Bind, call, end);
    }

    private static bool TryReadBind(BindConfig bind, KeywordCall call, int first)
    {
        int errors = call.Context.Diagnostics.Errors;
        OptionList.TryRead(BindOptions.Table, bind, call, first, call.Name);
        if (bind.AcceptsProxy || bind.MaxConn is not null)
        {
            call.Error(call.Word, $"'{(bind.AcceptsProxy ? "accept-proxy" : "maxconn")}' is not for the place where other machines connect", "remove it");
        }

        return call.Context.Diagnostics.Errors == errors;
    }

    private static ServerConfig NewOptions(KeywordCall call) => new() { Where = call.At, Name = "", Address = NoAddress };

    private static void BuildTable(PeersBuilder builder, KeywordCall call)
    {
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'table' needs a name", "write it as: table NAME type TYPE size SIZE");
            return;
        }

        PeersConfig peers = builder.Peers;
        string name = call.At.Words[call.First].Text;
        if (StickTableLines.Read(call, call.First + 1, $"{peers.Name}/{name}") is { } table)
        {
            peers.Tables = [.. peers.Tables, table with { Peers = peers.Name }];
        }
    }
}
