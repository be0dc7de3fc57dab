using System;

namespace Engine.Config.Keywords;

/// <summary>Makes the rows of tables short to write.</summary>
internal static class Row<TTarget>
{
    public static Keyword<TTarget> Built(string name, SectionSet sections, Grammar grammar, string summary, Action<TTarget, KeywordCall> build) =>
        new(name, sections, grammar, summary) { Build = build, Standing = Standing.Built };

    /// <summary>Part of the language, not supported yet.</summary>
    public static Keyword<TTarget> Known(string name, SectionSet sections, string summary) =>
        new(name, sections, Grammar.Free, summary);

    /// <summary>Tunes what does not exist here: the words are counted, and a warning says that they change nothing.</summary>
    /// <param name="reason">A clause: "HTTP/2 is not spoken yet".</param>
    public static Keyword<TTarget> Hint(string name, SectionSet sections, Grammar grammar, string summary, string reason) =>
        new(name, sections, grammar, summary) { Standing = Standing.Hint, Reason = reason };

    /// <summary>An old spelling that still works.</summary>
    /// <param name="advice">What to write instead: "write 'timeout connect' instead".</param>
    public static Keyword<TTarget> Obsolete(string name, SectionSet sections, Grammar grammar, string advice, Action<TTarget, KeywordCall> build) =>
        new(name, sections, grammar, advice) { Build = build, Standing = Standing.Obsolete, Advice = advice };

    /// <summary>No longer part of the language.</summary>
    public static Keyword<TTarget> Removed(string name, SectionSet sections, string advice) =>
        new(name, sections, Grammar.Free, advice) { Standing = Standing.Removed, Advice = advice };
}
