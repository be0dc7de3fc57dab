using System.Collections.Generic;
using Engine.Config.Keywords;
using Row = Engine.Config.Keywords.Row<Engine.Config.Keywords.GlobalBuilder>;

namespace Engine.Config.Known;

/// <summary>Keywords of <c>global</c> about TLS that are not supported yet.</summary>
internal static class KnownTlsKeywords
{
    public static readonly IReadOnlyList<Keyword<GlobalBuilder>> Rows =
    [
        Row.Known("ssl-passphrase-cmd", SectionSet.Global, "Command providing private key passphrases."),
        Row.Known("ssl-skip-self-issued-ca", SectionSet.Global, "Omit self-issued CA from served chains."),
        Row.Known("jwt.decrypt_alg_list", SectionSet.Global, "Allowed JWE key algorithms for JWT decryption converters."),
        Row.Known("jwt.decrypt_enc_list", SectionSet.Global, "Allowed JWE content-encryption algorithms."),
        Row.Known("tune.ssl.keyupdate-rate-limit", SectionSet.Global, "Limit TLS1.3 KeyUpdate rate."),
    ];
}
