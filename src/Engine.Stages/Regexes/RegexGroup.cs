namespace Engine.Stages.Regexes;

/// <summary>What a group caught: bytes of the text that was matched.</summary>
/// <param name="Start">-1 when the group took no part.</param>
internal readonly record struct RegexGroup(int Start, int Length)
{
    /// <summary>The whole match, and those that \1 to \9 name.</summary>
    internal const int CountMax = 10;

    internal static RegexGroup None => new(-1, 0);
}
