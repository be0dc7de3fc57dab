using System;

namespace Engine.Config.Keywords;

/// <summary>How far the engine is with a keyword.</summary>
internal enum Standing : byte
{
    /// <summary>Its value reaches the model.</summary>
    Built,

    /// <summary>Part of the language, refused as not supported yet.</summary>
    Known,

    /// <summary>Tunes something that does not exist here: accepted, with a warning that says why it has no effect. Never what limits, protects, authenticates or routes.</summary>
    Hint,

    /// <summary>An old spelling: works, with a warning that names the modern one.</summary>
    Obsolete,

    /// <summary>No longer part of the language: an error that names what to write instead.</summary>
    Removed,
}

/// <summary>The prefixes a keyword can take.</summary>
internal enum Negation : byte { Never, No, NoAndDefault }

/// <summary>One keyword: parsing, diagnostics, suggestions, completion and manual all come from this row.</summary>
/// <typeparam name="TTarget">What it builds.</typeparam>
/// <param name="Name">One to three words: "maxconn", "timeout client", "capture request header".</param>
/// <param name="Sections">Where it may stand; unused for options inside a line.</param>
/// <param name="Grammar">Its arguments.</param>
/// <param name="Summary">One line of documentation.</param>
internal sealed record Keyword<TTarget>(string Name, SectionSet Sections, Grammar Grammar, string Summary)
{
    /// <summary>Puts the parsed arguments into the target; null unless <see cref="Standing"/> is Built or Obsolete.</summary>
    public Action<TTarget, KeywordCall>? Build { get; init; }

    public Standing Standing { get; init; } = Standing.Known;

    public Negation Negation { get; init; }

    /// <summary>What to write instead of an obsolete or removed keyword, as a sentence.</summary>
    public string? Advice { get; init; }

    /// <summary>Why a hint has no effect, as a clause: "HTTP/2 is not spoken yet".</summary>
    public string? Reason { get; init; }

    /// <summary>Standing in a section without the capability is an error, not a warning: the line carries traffic.</summary>
    public bool IsErrorElsewhere { get; init; }
}
