using System.Collections.Generic;

namespace Engine.Config.Text;

/// <summary>Collects every finding of every file of one run, so that the operator sees all of them at once.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _all = [];

    public IReadOnlyList<Diagnostic> All => _all;

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        _all.Add(diagnostic);
        if (diagnostic.Severity == Severity.Error)
        {
            Errors++;
        }
        else if (diagnostic.Severity == Severity.Warning)
        {
            Warnings++;
        }
    }

    /// <summary>An error at word <paramref name="word"/> of the statement.</summary>
    public void Error(Statement at, int word, string message, string? fix = null) =>
        Add(new Diagnostic(Severity.Error, at.SpanOf(word), at.Raw, message, fix));

    /// <summary>An error inside word <paramref name="word"/>, as a value parser found it.</summary>
    public void Error(Statement at, int word, ValueIssue issue) =>
        Add(new Diagnostic(Severity.Error, at.SpanWithin(word, issue.Offset, issue.Length), at.Raw, issue.Message, issue.Fix));

    /// <summary>An error after the last word: something is missing there.</summary>
    public void ErrorAtEnd(Statement at, string message, string? fix = null) =>
        Add(new Diagnostic(Severity.Error, at.SpanAfterLast(), at.Raw, message, fix));

    /// <summary>An error that concerns a whole file or the whole configuration (<paramref name="file"/> is then "").</summary>
    public void ErrorInFile(string file, string message, string? fix = null) =>
        Add(new Diagnostic(Severity.Error, new SourceSpan(file, 0, 0, 0), "", message, fix));

    /// <summary>A warning at word <paramref name="word"/> of the statement.</summary>
    public void Warning(Statement at, int word, string message, string? fix = null) =>
        Add(new Diagnostic(Severity.Warning, at.SpanOf(word), at.Raw, message, fix));

    /// <summary>A warning inside word <paramref name="word"/>: a value that was accepted, but should be written otherwise.</summary>
    public void Warning(Statement at, int word, ValueIssue issue) =>
        Add(new Diagnostic(Severity.Warning, at.SpanWithin(word, issue.Offset, issue.Length), at.Raw, issue.Message, issue.Fix));
}
