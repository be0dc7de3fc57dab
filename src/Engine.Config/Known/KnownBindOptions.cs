using System.Collections.Generic;
using Engine.Config.Keywords;
using Engine.Config.Model;

namespace Engine.Config.Known;

/// <summary>Options of <c>bind</c> that are not supported yet, or change nothing here, with the number of words they take.</summary>
internal static class KnownBindOptions
{
    private const string NoHttp2 = "HTTP/2 is not spoken yet";
    private const string NoQuic = "QUIC is not spoken";
    private const string NoKernelTls = "TLS records are made by OpenSSL, never by the kernel";

    private static readonly Grammar OneWord = Grammar.Of(Argument.Text("VALUE"));
    private static readonly Grammar OnOff = Grammar.Of(Argument.Choice("on", "off"));

    public static readonly IReadOnlyList<Keyword<BindConfig>> Rows =
    [
        Hint("idle-ping", OneWord, "H2 ping interval on idle conns.", NoHttp2),
        Hint("label", OneWord, "Free label for the bind line.", "nothing asks for labels"),
        Value("nbconn", "Reverse-HTTP connection count."),
        Hint("quic-cc-algo", OneWord, "QUIC congestion control.", NoQuic),
        Hint("quic-force-retry", Grammar.None, "Always send QUIC Retry.", NoQuic),
        Hint("quic-socket", OneWord, "QUIC socket mode.", NoQuic),
        Hint("shards", OneWord, "Number of listener sockets per address.", "every thread has a socket of its own"),
        Value("tcp-md5sig", "TCP MD5 signature."),
        Hint("tcp-ss", OneWord, "TCP Save SYN.", "nothing reads the packet that would be saved"),
        Hint("thread", OneWord, "Restrict listener to threads.", "every thread accepts from every listener"),
        Value("ca-sign-file", "CA for on-the-fly certificate generation."),
        Value("ca-sign-pass", "Passphrase of ca-sign-file."),
        Flag("ech", "Encrypted ClientHello keys (experimental)."),
        Flag("generate-certificates", "Generate certs by SNI."),
        Hint("ktls", OnOff, "Kernel TLS.", NoKernelTls),
    ];

    private static Keyword<BindConfig> Flag(string name, string summary) => new(name, SectionSet.None, Grammar.None, summary);

    private static Keyword<BindConfig> Hint(string name, Grammar grammar, string summary, string reason) => Row<BindConfig>.Hint(name, SectionSet.None, grammar, summary, reason);

    private static Keyword<BindConfig> Value(string name, string summary) => new(name, SectionSet.None, OneWord, summary);
}
