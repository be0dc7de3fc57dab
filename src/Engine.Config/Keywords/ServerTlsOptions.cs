using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Model;

namespace Engine.Config.Keywords;

/// <summary>The TLS options of <c>server</c> and <c>default-server</c> lines (CFG 5.2).</summary>
internal static class ServerTlsOptions
{
    private const SectionSet S = SectionSet.None;

    public static readonly IReadOnlyList<Keyword<ServerConfig>> Rows =
    [
        Flag("ssl", "Speaks TLS with this server.", static t => t.Enabled = true),
        Flag("no-ssl", "Undoes 'ssl' of default-server.", static t => t.Enabled = false),
        One("crt", "PATH", "Certificate with its key in PEM, for servers that ask for one.", static (t, c) => t.Certificates = [TlsOptionRows.FileOf(c)]),
        new("verify", S, Grammar.Of(Argument.Choice("none", "required")), "Whether the server's certificate is verified (required unless written).") { Standing = Standing.Built, Build = static (s, c) => s.Tls.Verify = TlsOptionRows.VerifyOf(c.Text()) },
        One("verifyhost", "NAME", "The name the server's certificate must carry.", static (t, c) => t.VerifyHost = TlsOptionRows.ListOf(c)),
        Flag("no-verifyhost", "Undoes 'verifyhost' of default-server.", static t => t.VerifyHost = null),
        One("sni", "EXPRESSION", "The name asked of the server, computed for each request: req.hdr(host).", BuildSni),
        Flag("no-sni-auto", "Asks for no name that is not written, which this engine never does.", static _ => { }),
        Flag("ssl-reuse", "Undoes 'no-ssl-reuse' of default-server.", static t => t.ReusesSessions = true),
        Flag("no-ssl-reuse", "Makes a full handshake each time.", static t => t.ReusesSessions = false),
        Flag("no-renegotiate", "Refuses renegotiation, which this engine always does.", static _ => { }),
        new("renegotiate", S, Grammar.None, "Renegotiation.") { Standing = Standing.Removed, Advice = "remove it: renegotiation is never allowed (TLS 1.3 has none)" },
        new("allow-0rtt", S, Grammar.None, "Early data.") { Standing = Standing.Hint, Reason = "early data can be replayed by anybody, and is never sent" },
        One("npn", "PROTOCOLS", "The forerunner of ALPN.", static (_, c) => c.Warning(c.Word, "'npn' is ignored: no server negotiates that way any more", "write 'alpn'")),
        Flag("check-ssl", "Health checks speak TLS.", static t => t.CheckEnabled = true),
        Flag("no-check-ssl", "Health checks do not speak TLS.", static t => t.CheckEnabled = false),
        One("check-sni", "NAME", "The name health checks ask for.", static (t, c) => t.CheckSni = c.Text()),
        One("check-alpn", "PROTOCOLS", "Protocols that health checks agree on.", static (t, c) => t.CheckAlpn = TlsWords.ReadAlpn(c)),
        .. TlsOptionRows.Shared<ServerConfig>(static s => s.Tls),
    ];

    private static void BuildSni(TlsConfig tls, KeywordCall call)
    {
        int word = call.Values[0].Word;
        if (SampleParser.Parse(call.At, word, call.Context.Expressions) is { } expression)
        {
            SupportGate.CheckSample(call.Context, call.At, expression);
            tls.Sni = new SniConfig(call.At, word, expression);
        }
    }

    private static Keyword<ServerConfig> Flag(string name, string summary, System.Action<TlsConfig> set) =>
        TlsOptionRows.Flag<ServerConfig>(name, summary, static s => s.Tls, set);

    private static Keyword<ServerConfig> One(string name, string label, string summary, System.Action<TlsConfig, KeywordCall> set) =>
        TlsOptionRows.One<ServerConfig>(name, label, summary, static s => s.Tls, set);
}
