using Engine.Config.Text;

namespace Engine.Config.Model;

/// <summary>A <c>filter bwlim-in</c> or <c>filter bwlim-out</c> line: a limit that rules switch on for an exchange (CFG 9.7).</summary>
/// <param name="IsOut">What goes to the client is limited; else what comes from it.</param>
/// <param name="LimitBytes"><c>default-limit</c>: bytes in each period.</param>
/// <param name="PeriodMs"><c>default-period</c>.</param>
/// <param name="MinBytes"><c>min-size</c>: fewer bytes are not sent, unless they are all that is there.</param>
public sealed record BandwidthLimitConfig(Statement Where, string Name, bool IsOut, long LimitBytes, int PeriodMs, int MinBytes)
{
    /// <summary>The section's name.</summary>
    public string Section { get; internal init; } = "";

    /// <summary>True when a <c>filter compression</c> line for the same direction stands before it in its section: compressed bytes count then.</summary>
    public bool FollowsCompression { get; internal init; }

    /// <summary>Index of the word that computes the key of those who share the limit; 0 = everybody has one of his own.</summary>
    public int KeyWord { get; internal init; }

    /// <summary>The table in which they are counted; null = that of the section.</summary>
    public string? Table { get; internal init; }
}
