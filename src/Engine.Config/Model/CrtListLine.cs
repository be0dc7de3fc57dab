using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>One line of a crt-list.</summary>
/// <param name="Where">The line; its first word is the path.</param>
/// <param name="Options">Between the brackets.</param>
/// <param name="Filters">Names that lead to it, <c>!name</c> among them; empty = those in the certificate.</param>
public sealed record CrtListLine(Statement Where, TlsConfig Options, IReadOnlyList<string> Filters)
{
    /// <summary>The certificate, or the base name of a bundle.</summary>
    public string Path => Where.Words[0].Text;

    /// <summary>What stands between the brackets, as written; empty without.</summary>
    public string OptionsText
    {
        get
        {
            int open = Where.Raw.IndexOf('[', StringComparison.Ordinal);
            int close = Where.Raw.IndexOf(']', StringComparison.Ordinal);
            return open < 0 || close < open ? "" : Where.Raw[(open + 1)..close].Trim();
        }
    }
}
