using System.Collections.Generic;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Keywords;

/// <summary>The word in front of a keyword.</summary>
internal enum Prefix : byte { None, No, Default }

/// <summary>One argument as written and as parsed.</summary>
/// <param name="Argument">What it was parsed as.</param>
/// <param name="Word">Index of its word in the statement; of the key for a flag.</param>
/// <param name="Text">The word, or the choice.</param>
/// <param name="Number">Number, ms or bytes.</param>
/// <param name="Addresses">Of an address argument, at least one; else null.</param>
internal readonly record struct ArgumentValue(Argument Argument, int Word, string Text, long Number, IReadOnlyList<AddressConfig>? Addresses = null);

/// <summary>A keyword met in a statement, its arguments parsed and checked against the grammar: what builders are given.</summary>
/// <param name="context">The run.</param>
/// <param name="at">The statement.</param>
/// <param name="name">The keyword's name as the table has it.</param>
/// <param name="keywordWord">Index of the keyword's first word.</param>
/// <param name="firstArgument">Index of the first word behind the name.</param>
internal sealed class KeywordCall(ReadContext context, Statement at, string name, int keywordWord, int firstArgument)
{
    private readonly List<ArgumentValue> _values = [];

    public ReadContext Context { get; } = context;

    public Statement At { get; } = at;

    public string Name { get; } = name;

    /// <summary>Index of the keyword's first word.</summary>
    public int Word { get; } = keywordWord;

    /// <summary>Index of the first word behind the name; may be one past the end.</summary>
    public int First { get; } = firstArgument;

    /// <summary>Index one past the last word that belongs to the keyword: the end of the line, unless a condition follows.</summary>
    public int Count { get; init; } = at.Words.Count;

    public Prefix Prefix { get; init; }

    /// <summary>False for <c>no KEYWORD</c>.</summary>
    public bool IsOn => Prefix != Prefix.No;

    public IReadOnlyList<ArgumentValue> Values => _values;

    public void Add(ArgumentValue value) => _values.Add(value);

    /// <summary>The first argument, which the grammar requires.</summary>
    public int Int() => (int)_values[0].Number;

    public long Long() => _values[0].Number;

    public string Text() => _values[0].Text;

    /// <summary>The argument with this label, or with this key; null when it was not written.</summary>
    public ArgumentValue? Find(string labelOrKey)
    {
        foreach (ArgumentValue value in _values)
        {
            if (value.Argument.Key == labelOrKey || (value.Argument.Key is null && value.Argument.Label == labelOrKey))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>All texts given for a repeated argument.</summary>
    public List<string> FindAll(string labelOrKey)
    {
        var texts = new List<string>();
        foreach (ArgumentValue value in _values)
        {
            if (value.Argument.Key == labelOrKey || (value.Argument.Key is null && value.Argument.Label == labelOrKey))
            {
                texts.Add(value.Text);
            }
        }

        return texts;
    }

    public void Error(int word, string message, string? fix = null) => Context.Diagnostics.Error(At, word, message, fix);

    public void Warning(int word, string message, string? fix = null) => Context.Diagnostics.Warning(At, word, message, fix);

    /// <summary>Warns that a hint changes nothing.</summary>
    /// <param name="reason">A clause.</param>
    public void HasNoEffect(string reason) => Warning(Word, $"'{Name}' has no effect: {reason}", "remove it");

    /// <summary>Refuses the keyword as not supported yet.</summary>
    public void NotSupported()
    {
        SourceSpan first = At.SpanOf(Word);
        SourceSpan last = At.SpanOf(First - 1);
        SourceSpan name = first with { Length = last.Column + last.Length - first.Column };
        Context.Diagnostics.Add(new Diagnostic(Severity.Error, name, At.Raw, $"'{Name}' is known, but not supported yet"));
    }

    /// <summary>Refuses a part of the line as not supported yet.</summary>
    public void NotSupported(string what, int word) => Context.NotSupported(At, word, what);
}
