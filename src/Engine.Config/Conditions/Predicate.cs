using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Conditions;

/// <summary>What predicates look at.</summary>
internal readonly record struct ConditionContext(ConfigEnvironment Environment, EngineFeatures Engine);

/// <summary>One predicate: a row of the table below.</summary>
/// <param name="Name">As written before the parenthesis.</param>
/// <param name="Arguments">How many it takes, neither more nor less.</param>
/// <param name="Help">One line for people.</param>
/// <param name="Test">The answer; called with exactly <paramref name="Arguments"/> texts.</param>
/// <param name="Check">Refuses an argument, with the fix; null when every text will do.</param>
internal sealed record Predicate(
    string Name,
    int Arguments,
    string Help,
    Func<ConditionContext, IReadOnlyList<string>, bool> Test,
    Func<string, string?>? Check = null)
{
    /// <summary>How OpenSSL begins when it says its version.</summary>
    private const string OpenSslName = "OpenSSL ";

    /// <summary>CFG 2.4. A new predicate is a new row.</summary>
    public static IReadOnlyList<Predicate> All { get; } =
    [
        new("defined", 1, "the environment variable is set, be it empty", (c, a) => c.Environment.Get(a[0]) is not null),
        new("feature", 1, "the feature is part of this build (-vv lists them)", (c, a) => c.Engine.Features.Contains(a[0])),
        new("enabled", 1, "the option is on in this run", (c, a) => c.Engine.Options.Contains(a[0])),
        new("streq", 2, "the texts are equal", (_, a) => a[0] == a[1]),
        new("strneq", 2, "the texts differ", (_, a) => a[0] != a[1]),
        new("strstr", 2, "the first text contains the second", (_, a) => a[0].Contains(a[1], StringComparison.Ordinal)),
        new("version_atleast", 1, "the language version is this one or newer", (c, a) => CompareVersion(c, a[0]) >= 0, CheckVersion),
        new("version_before", 1, "the language version is older than this one", (c, a) => CompareVersion(c, a[0]) < 0, CheckVersion),
        new("openssl_version_atleast", 1, "the OpenSSL of this machine is this version or newer; false where there is none", (c, a) => CompareOpenSsl(c, a[0]) >= 0, CheckOpenSslVersion),
        new("openssl_version_before", 1, "the OpenSSL of this machine is older than this version; false where there is none", (c, a) => CompareOpenSsl(c, a[0]) < 0, CheckOpenSslVersion),
        new("ssllib_name_startswith", 1, "what the TLS library of this machine calls itself begins so; false where there is none", (c, a) => c.Engine.SslLibrary?.Invoke()?.StartsWith(a[0], StringComparison.Ordinal) ?? false),
        new("awslc_api_atleast", 1, "the TLS library is AWS-LC with this API number or a higher one", (c, a) => c.Engine.AwsLcApi >= int.Parse(a[0], null), CheckInteger),
        new("awslc_api_before", 1, "the TLS library is AWS-LC with a lower API number", (c, a) => c.Engine.AwsLcApi < int.Parse(a[0], null), CheckInteger),
    ];

    public static Predicate? Find(ReadOnlySpan<char> name)
    {
        foreach (Predicate predicate in All)
        {
            if (name.SequenceEqual(predicate.Name))
            {
                return predicate;
            }
        }

        return null;
    }

    private static int CompareVersion(ConditionContext context, string version)
    {
        _ = EngineVersion.TryParse(context.Engine.CompatibleVersion, out EngineVersion ours);
        _ = EngineVersion.TryParse(version, out EngineVersion asked);
        return ours.CompareTo(asked);
    }

    /// <summary>Null, which is neither less nor more, when there is no OpenSSL.</summary>
    private static int? CompareOpenSsl(ConditionContext context, string version)
    {
        string library = context.Engine.SslLibrary?.Invoke() ?? "";
        if (!library.StartsWith(OpenSslName, StringComparison.Ordinal) || !OpenSslVersion.TryParse(library[OpenSslName.Length..], out OpenSslVersion ours))
        {
            return null;
        }

        _ = OpenSslVersion.TryParse(version, out OpenSslVersion asked);
        return ours.CompareTo(asked);
    }

    private static string? CheckVersion(string text) =>
        EngineVersion.TryParse(text, out _) ? null : "write a version such as 3.4, 2.6.12 or 2.4-dev19";

    private static string? CheckOpenSslVersion(string text) =>
        OpenSslVersion.TryParse(text, out _) ? null : "write a version such as 1.1.1w or 3.0.11";

    private static string? CheckInteger(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, null, out _) ? null : "write a number such as 30";
}
