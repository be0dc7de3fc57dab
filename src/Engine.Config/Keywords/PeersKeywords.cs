using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Values;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.PeersConfig>;

namespace Engine.Config.Keywords;

/// <summary>The keywords of <c>peers</c> sections (CFG 3.5).</summary>
internal static class PeersKeywords
{
    private const SectionSet Home = SectionSet.Peers;

    public static readonly KeywordTable<PeersConfig> Table = new(
    [
        Row.Built("peer", Home, Grammar.Of(Argument.Name("NAME"), Argument.Address(AddressRules.Server)), "A machine that shares the tables: peer NAME ADDRESS:PORT.", BuildMember),
        Row.Built("server", Home, Grammar.Of(Argument.Name("NAME"), Argument.Address(AddressRules.Server).OrNone()), "The same; this machine's own address may stand on a 'bind' line.", BuildMember),
        Row.Built("bind", Home, Grammar.Of(Argument.Address(AddressRules.Bind)), "Where this machine listens for the others.", BuildBind),
        Row.Built("table", Home, Grammar.Free, "A table that is shared: table NAME type TYPE size SIZE [OPTIONS].", BuildTable),
        Row.Built("disabled", Home, Grammar.None, "Shares nothing.", static (p, _) => p.Disabled = true),
        Row.Built("enabled", Home, Grammar.None, "Undoes 'disabled'.", static (p, _) => p.Disabled = false),
        Row.Known("default-bind", Home, "Options of the 'bind' line."),
        Row.Known("default-server", Home, "Options of the lines of machines."),
        Row.Known("log", Home, "Sends log lines about connections of other machines to this target."),
        Row.Known("shards", Home, "Spreads the keys over machines instead of sending all to all."),
    ]);

    private static void BuildMember(PeersConfig peers, KeywordCall call)
    {
        foreach (PeersMemberConfig known in peers.Members)
        {
            if (known.Name == call.Text())
            {
                call.Error(call.Values[0].Word, $"peers '{peers.Name}' has '{call.Text()}' twice", $"line {known.Where.Line} has the same name: rename one of them");
                return;
            }
        }

        AddressConfig? address = call.Values.Count > 1 ? call.Values[1].Addresses![0] : null;
        if (address is { FirstPort: 0, Family: AddressFamily.Any or AddressFamily.IPv4 or AddressFamily.IPv6 })
        {
            call.Error(call.Values[1].Word, "this address needs a port", "write it as ADDRESS:PORT");
            return;
        }

        peers.Members = [.. peers.Members, new PeersMemberConfig(call.At, call.Text(), address)];
    }

    private static void BuildBind(PeersConfig peers, KeywordCall call)
    {
        if (peers.Bind is not null)
        {
            call.Error(call.Word, $"peers '{peers.Name}' listens already, see line {peers.Bind.Where.Line}", "keep one 'bind' line");
            return;
        }

        peers.Bind = new BindConfig { Where = call.At, Addresses = call.Values[0].Addresses! };
    }

    private static void BuildTable(PeersConfig peers, KeywordCall call)
    {
        if (call.First >= call.Count)
        {
            call.Context.Diagnostics.ErrorAtEnd(call.At, "'table' needs a name", "write it as: table NAME type TYPE size SIZE");
            return;
        }

        string name = call.At.Words[call.First].Text;
        if (StickTableLines.Read(call, call.First + 1, $"{peers.Name}/{name}") is { } table)
        {
            peers.Tables = [.. peers.Tables, table with { Peers = peers.Name }];
        }
    }
}
