using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Engine.IO.Tls;

namespace Engine.Proxy.Tls;

/// <summary>One certificate of a listener, with the options that hold for it and the names that lead to it.</summary>
/// <param name="Certificate">As it is now.</param>
/// <param name="Options">Of its crt-list line, the bind line and the global defaults, in this order.</param>
/// <param name="Trust">What clients are verified against; null = they are not.</param>
/// <param name="Told">Authorities clients are told of; null = those of <paramref name="Trust"/>.</param>
/// <param name="Filters">SNI filters of a crt-list line; empty = the names in the certificate.</param>
public sealed record TlsEntry(TlsCertificate Certificate, TlsOptions Options, TlsTrust? Trust, TlsTrust? Told, IReadOnlyList<string> Filters)
{
    /// <summary>The crt-list it came from; null = a <c>crt</c>.</summary>
    public string? List { get; init; }

    /// <summary>Its line there, from 1.</summary>
    public int Line { get; init; }

    /// <summary>What stands between the brackets of that line.</summary>
    public string OptionsText { get; init; } = "";

    /// <summary>Names that lead to it. <c>!*</c> takes away those of the certificate; exclusions alone leave them.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            bool positive = false;
            List<string> names = [];
            foreach (string filter in Filters)
            {
                if (filter == "!*")
                {
                    return [];
                }

                positive |= filter[0] != '!';
                names.Add(filter.ToLowerInvariant());
            }

            return positive ? names : [.. Certificate.Names, .. names];
        }
    }

    internal bool TryMakeContext([NotNullWhen(true)] out TlsContext? context, [NotNullWhen(false)] out string? error)
    {
        if (!TlsContext.TryCreate(Options, isServer: true, out context, out error) || !context.TryUse(Certificate, out error))
        {
            error = $"certificate '{Certificate.Path}': {error}";
            return false;
        }

        if (Trust is not null)
        {
            context.Trust(Trust, Told);
        }

        return true;
    }
}
