using System;
using System.Collections.Generic;
using Engine.Config.Text;

namespace Engine.Config.Expressions;

/// <summary>A log-format string (CFG 8.2.6) as a list of items, flags already resolved for each.</summary>
public sealed record LogFormat(IReadOnlyList<LogItem> Items)
{
    /// <summary>What <c>%{...}o</c> set for the whole line; with an encoding among it the line is one object of its named items.</summary>
    public LogFlags Lasting { get; init; }
}

/// <summary>How an item is written (<c>%{+Q,-X}</c>); what <c>%{...}o</c> set holds for every item after it.</summary>
[Flags]
public enum LogFlags : byte
{
    None = 0,
    Quote = 1,
    Hex = 2,
    Escape = 4,
    Binary = 8,
    Json = 16,
    Cbor = 32,
}

/// <summary>What an item is cast to (<c>%(name:type)</c>).</summary>
public enum LogCast : byte { None, Text, Integer, Boolean }

/// <summary>One piece of a log line.</summary>
public abstract record LogItem;

/// <summary>Text that is printed as it is; never holds a delimiting space, unless it is the whole of a non-log string.</summary>
public sealed record LogLiteral(string Text) : LogItem;

/// <summary>One or more spaces: a single delimiter, dropped together with an item that expands to nothing.</summary>
public sealed record LogSpace : LogItem;

/// <summary><c>%alias</c>.</summary>
/// <param name="Alias">Without the percent sign: "ci", "TR".</param>
/// <param name="Label"><c>%(name)</c>, or null.</param>
public sealed record LogAlias(string Alias, LogFlags Flags, string? Label, LogCast Cast, SourceSpan Where) : LogItem;

/// <summary><c>%[expression]</c>.</summary>
public sealed record LogSample(SampleExpression Expression, LogFlags Flags, string? Label, LogCast Cast, SourceSpan Where) : LogItem;
