using System.Collections.Generic;

namespace Engine.Config.Expressions;

/// <summary>How a sample is compared with the patterns (CFG 7.1: <c>-m</c> and the suffixes of ACL words).</summary>
public enum AclMatch : byte
{
    Found,
    Boolean,
    Integer,
    Address,
    Binary,
    Length,
    Text,
    Beginning,
    End,
    Substring,
    Directory,
    Domain,
    Regex,
}

/// <summary>The operator in front of integer and length patterns.</summary>
public enum AclOperator : byte { Equal, GreaterOrEqual, Greater, LessOrEqual, Less }

/// <summary>One test: sample, way of matching, patterns. True when any sample value matches any pattern; a missing sample is false.</summary>
/// <param name="UniqueId"><c>-u</c>, or null.</param>
public sealed record AclTest(SampleExpression Sample, AclMatch Match, IReadOnlyList<AclPattern> Patterns, int? UniqueId)
{
    /// <summary>Pattern files of <c>-f</c>, in order; their lines are among <see cref="Patterns"/>.</summary>
    public IReadOnlyList<AclPatternFile> Files { get; init; } = [];

    /// <summary><c>-i</c>, for the patterns of the line.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>False after <c>-n</c>, for the patterns of the line.</summary>
    public bool ResolveNames { get; init; } = true;
}

/// <summary>One pattern as written, on the line or in a file.</summary>
/// <param name="Operator">Only for integer and length matches.</param>
/// <param name="IgnoreCase"><c>-i</c> stood before it.</param>
/// <param name="ResolveNames">False once <c>-n</c> stood before it.</param>
/// <param name="File">The pattern file it comes from, or null.</param>
public sealed record AclPattern(string Text, AclOperator Operator, bool IgnoreCase, bool ResolveNames, string? File)
{
    /// <summary>1-based, in its file.</summary>
    public int Line { get; init; }

    /// <summary>The second column of a file read as a map (<c>-M</c>).</summary>
    public string Value { get; init; } = "";
}
