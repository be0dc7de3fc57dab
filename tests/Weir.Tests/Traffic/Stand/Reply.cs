using System;
using System.Globalization;

namespace Weir.Tests.Traffic.Stand;

/// <summary>A whole response as it was received.</summary>
/// <param name="Head">Status line and header lines, with the empty line.</param>
internal sealed record Reply(string Head, string Body)
{
    public int Status => int.Parse(Head.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);

    /// <summary>Value of a field; null when there is none.</summary>
    public string? this[string name]
    {
        get
        {
            int at = Head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return null;
            }

            at += name.Length + 4;
            return Head[at..Head.IndexOf("\r\n", at, StringComparison.Ordinal)];
        }
    }
}
