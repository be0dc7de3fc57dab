using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Tidy.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Engine.Tidy.Rules;

/// <summary>
/// The core cannot mention its furniture: what a stage brings is named in the stage and in its table row only. Identifiers and string
/// literals count, comments do not. Engine.Config may list the words of the operator's language as data (so that it can say "known, not
/// supported yet", or name the modern spelling), but must not act upon one: no type named after it, no comparison with it.
/// Listed are the words that can mean nothing but a stage: "first", "source" or "return" cannot be policed.
/// </summary>
internal sealed class StageWordRule : Rule
{
    /// <summary>Without hyphens and underscores, in lower case.</summary>
    private static readonly string[] Everywhere =
    [
        // balancing algorithms and hashes
        "roundrobin", "staticrr", "leastconn", "sdbm", "djb2", "wt6", "murmur",
        // codecs
        "gzip", "deflate", "brotli", "zstd",
        // converters
        "base64", "urldec", "urlenc", "regsub", "jsonquery", "xxh64",
        // rule actions
        "setheader", "addheader", "delheader", "replaceheader", "replacevalue", "replacepath", "setpath", "setquery", "normalizeuri",
        // exporters
        "prometheus", "promex",
    ];

    /// <summary>Keywords of the language (the operator's storey knows them) that the core must not know.</summary>
    private static readonly string[] ProxyOnly =
    [
        "httpchk", "sslhellochk", "mysqlcheck", "redischeck", "smtpchk", "ldapcheck", "pgsqlcheck", "tcpcheck",
        "httplog", "tcplog", "httpslog", "haproxystats",
    ];

    /// <summary>The one place that lists the words of the language, so that an unknown word can be told from one not supported yet.</summary>
    private const string Dictionary = "src/Engine.Config/Known";

    public override string Name => "stage-word";

    public override IEnumerable<Finding> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp)
        {
            bool proxy = file.IsIn("src/Engine.Proxy");
            if (!proxy && (!file.IsIn("src/Engine.Config") || file.IsIn(Dictionary)))
            {
                continue;
            }

            string[] words = proxy ? [.. Everywhere, .. ProxyOnly] : Everywhere;
            foreach (SyntaxToken token in file.Root.DescendantTokens().Where(token => IsName(token) && (proxy || IsActedUpon(token))))
            {
                string flat = token.ValueText.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
                if (words.FirstOrDefault(word => flat.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } found)
                {
                    yield return At(file, token, found, "this word belongs to a stage: let the stage's own file and table row name it");
                }
            }
        }
    }

    /// <summary>An identifier, or a literal that something is compared with.</summary>
    private static bool IsActedUpon(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken)
        || token.Parent?.Parent is ConstantPatternSyntax or CaseSwitchLabelSyntax
        || token.Parent?.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression };

    private static bool IsName(SyntaxToken token) => token.Kind() is SyntaxKind.IdentifierToken
        or SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken;
}
