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

    /// <summary>A warning at word <paramref name="word"/> of the statement.</summary>
    public void Warning(Statement at, int word, string message, string? fix = null) =>
        Add(new Diagnostic(Severity.Warning, at.SpanOf(word), at.Raw, message, fix));
}
