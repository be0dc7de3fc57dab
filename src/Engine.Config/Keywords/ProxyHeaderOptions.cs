using System;
using System.Collections.Generic;
using System.Globalization;
using Engine.Config.Expressions;
using Engine.Config.Model;
using Row = Engine.Config.Keywords.Row<Engine.Config.Model.ServerConfig>;

namespace Engine.Config.Keywords;

/// <summary>Options of server lines about the PROXY header (CFG 5.2): the last word about the version counts, options add up.</summary>
internal static class ProxyHeaderOptions
{
    private const SectionSet S = SectionSet.None;

    private static readonly ProxyHeaderConfig None = new(0, []);

    /// <summary>Words of <c>proxy-v2-options</c>.</summary>
    private static readonly string[] Words = ["ssl", "cert-cn", "ssl-cipher", "cert-sig", "cert-key", "authority", "crc32c", "unique-id"];

    public static readonly IReadOnlyList<Keyword<ServerConfig>> Rows =
    [
        Row.Built("send-proxy", S, Grammar.None, "Tells the server the client's address in a PROXY header of version 1.", static (s, _) => Set(s, 1)),
        Row.Built("send-proxy-v2", S, Grammar.None, "The same in version 2.", static (s, _) => Set(s, 2)),
        Row.Built("send-proxy-v2-ssl", S, Grammar.None, "The same with what is known of the client's TLS.", static (s, _) => Set(s, 2, "ssl")),
        Row.Built("send-proxy-v2-ssl-cn", S, Grammar.None, "The same with the common name of the client's certificate.", static (s, _) => Set(s, 2, "ssl", "cert-cn")),
        Row.Built("no-send-proxy", S, Grammar.None, "Undoes 'send-proxy' of default-server.", static (s, _) => Unset(s, 1)),
        Row.Built("no-send-proxy-v2", S, Grammar.None, "Undoes 'send-proxy-v2' of default-server.", static (s, _) => Unset(s, 2)),
        Row.Built("no-send-proxy-v2-ssl", S, Grammar.None, "Undoes 'send-proxy-v2-ssl' of default-server.", static (s, _) => Unset(s, 2, "ssl")),
        Row.Built("no-send-proxy-v2-ssl-cn", S, Grammar.None, "Undoes 'send-proxy-v2-ssl-cn' of default-server.", static (s, _) => Unset(s, 2, "ssl", "cert-cn")),
        Row.Built("proxy-v2-options", S, Grammar.Of(Argument.Text("OPTION,...")), "What a header of version 2 tells beside the addresses.", AddOptions),
        Row.Built("set-proxy-v2-tlv-fmt", S, Grammar.Of(Argument.Format("FORMAT")), "A field of one's own in a header of version 2: set-proxy-v2-tlv-fmt(0xE0) FORMAT.", AddField),
    ];

    private static void Set(ServerConfig server, int version, params string[] options) =>
        server.ProxyHeader = (server.ProxyHeader ?? None) with { Version = version, Options = Union(server.ProxyHeader?.Options ?? [], options) };

    /// <summary>As in HAProxy each undoes what its counterpart does; the header itself goes with its version.</summary>
    private static void Unset(ServerConfig server, int version, params string[] options)
    {
        if (server.ProxyHeader is not { } header)
        {
            return;
        }

        List<string> left = [];
        foreach (string option in header.Options)
        {
            if (Array.IndexOf(options, option) < 0)
            {
                left.Add(option);
            }
        }

        server.ProxyHeader = header with { Version = header.Version == version ? 0 : header.Version, Options = left };
    }

    private static void AddOptions(ServerConfig server, KeywordCall call)
    {
        string[] written = call.Text().Split(',');
        foreach (string option in written)
        {
            if (Array.IndexOf(Words, option) < 0)
            {
                call.Error(call.Values[0].Word, $"'{option}' is no option of a PROXY header", $"there are {Spelling.List(Words, "and")}");
                return;
            }
        }

        // Whatever is told of certificates stands in the part about TLS.
        bool isTls = Array.Exists(written, static option => option.StartsWith("cert-", StringComparison.Ordinal) || option == "ssl-cipher");
        server.ProxyHeader = (server.ProxyHeader ?? None) with { Options = Union(server.ProxyHeader?.Options ?? [], isTls ? [.. written, "ssl"] : written) };
    }

    private static void AddField(ServerConfig server, KeywordCall call)
    {
        string word = call.At.Words[call.Word].Text;
        int open = word.IndexOf('(', StringComparison.Ordinal);
        string type = open < 0 || !word.EndsWith(')') ? "" : word[(open + 1)..^1];
        bool isHex = type.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!byte.TryParse(isHex ? type[2..] : type, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out byte number))
        {
            call.Error(call.Word, "the type of the field is missing", "write it in parentheses, from 0 to 255: set-proxy-v2-tlv-fmt(0xE0) %[src]");
            return;
        }

        ProxyHeaderConfig header = server.ProxyHeader ?? None;
        server.ProxyHeader = header with { Fields = [.. header.Fields, new ProxyFieldConfig(call.At, call.Values[0].Word, number)] };
    }

    private static List<string> Union(IReadOnlyList<string> some, IReadOnlyList<string> more)
    {
        List<string> all = [.. some];
        foreach (string one in more)
        {
            if (!all.Contains(one))
            {
                all.Add(one);
            }
        }

        return all;
    }
}
