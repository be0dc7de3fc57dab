using System.Collections.Generic;
using Engine.Config.Keywords;
using Engine.Config.Model;

namespace Engine.Config.Known;

/// <summary>Options of <c>bind</c> that are not supported yet, with the number of words they take.</summary>
internal static class KnownBindOptions
{
    private static readonly Grammar OneWord = Grammar.Of(Argument.Text("VALUE"));

    public static readonly IReadOnlyList<Keyword<BindConfig>> Rows =
    [
        Value("cc", "TCP congestion control algorithm."),
        Value("idle-ping", "H2 ping interval on idle conns."),
        Value("label", "Free label for the bind line."),
        Value("nbconn", "Reverse-HTTP connection count."),
        Value("quic-cc-algo", "QUIC congestion control."),
        Flag("quic-force-retry", "Always send QUIC Retry."),
        Value("quic-socket", "QUIC socket mode."),
        Value("shards", "Number of listener sockets per address."),
        Value("tcp-md5sig", "TCP MD5 signature."),
        Value("tcp-ss", "TCP Save SYN."),
        Value("thread", "Restrict listener to threads."),
        Value("ca-sign-file", "CA for on-the-fly certificate generation."),
        Value("ca-sign-pass", "Passphrase of ca-sign-file."),
        Flag("ech", "Encrypted ClientHello keys (experimental)."),
        Flag("generate-certificates", "Generate certs by SNI."),
        Value("ktls", "Kernel TLS."),
    ];

    private static Keyword<BindConfig> Flag(string name, string summary) => new(name, SectionSet.None, Grammar.None, summary);

    private static Keyword<BindConfig> Value(string name, string summary) => new(name, SectionSet.None, OneWord, summary);
}
