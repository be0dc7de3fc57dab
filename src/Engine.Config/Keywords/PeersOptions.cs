using System.Collections.Generic;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.ServerConfig>;

namespace Engine.Config.Keywords;

/// <summary>The options of <c>peer</c>, <c>server</c> and <c>default-server</c> lines of a <c>peers</c> section (CFG 3.5): how a machine is connected to, and what it is told.</summary>
internal static class PeersOptions
{
    private const SectionSet S = SectionSet.None;

    /// <summary>Of servers: what means the same between machines.</summary>
    private static readonly HashSet<string> Shared = ["source", "cc", "tcp-ut", "tfo", "no-tfo"];

    /// <summary>About names asked for by each request, and about checks.</summary>
    private static readonly HashSet<string> Foreign = ["sni", "check-ssl", "no-check-ssl", "check-sni", "check-alpn"];

    public static readonly KeywordTable<ServerConfig> Table = new(Rows());

    private static List<Keyword<ServerConfig>> Rows()
    {
        List<Keyword<ServerConfig>> rows =
        [
            Row.Built("shard", S, Grammar.Of(Argument.Number("NUMBER", 0, int.MaxValue)), "The part of the keys that this machine is told of; 0 unless written, for all.", static (s, c) => s.Shard = c.Int()),
        ];
        HashSet<string> tls = [];
        foreach (Keyword<ServerConfig> row in ServerTlsOptions.Rows)
        {
            _ = Foreign.Contains(row.Name) || tls.Add(row.Name);
        }

        foreach (Keyword<ServerConfig> row in ServerOptions.Table.All)
        {
            if (row.Name != "shard")
            {
                rows.Add(Shared.Contains(row.Name) || tls.Contains(row.Name) || row.Standing != Standing.Built ? row : row with { Build = PassOver });
            }
        }

        return rows;
    }

    private static void PassOver(ServerConfig server, KeywordCall call) =>
        call.Warning(call.Word, $"'{call.Name}' means nothing between machines that share tables, and is ignored", "remove it");
}
