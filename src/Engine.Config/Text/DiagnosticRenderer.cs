using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace Engine.Config.Text;

/// <summary>
/// Writes findings for people: severity, place and cause on the first line, then the line itself with the offending text underlined,
/// then the fix. Plain ASCII around the operator's own text; colours only when asked for (a terminal).
/// </summary>
/// <param name="output">Where to write; stays the caller's.</param>
/// <param name="useColours">Terminal escapes around severity, place and underline.</param>
/// <param name="showDiagnostics">Also the findings of severity <see cref="Severity.Diagnostic"/> (HAProxy's <c>-dD</c>).</param>
public sealed class DiagnosticRenderer(TextWriter output, bool useColours = false, bool showDiagnostics = false)
{
    private const string Bold = "\e[1m";
    private const string Cyan = "\e[1;36m";
    private const string Reset = "\e[0m";

    /// <summary>The whole report: every finding in the order in which it was found, then the summary.</summary>
    public static string Render(DiagnosticBag bag, bool showDiagnostics = false)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new DiagnosticRenderer(text, showDiagnostics: showDiagnostics).Write(bag);
        return text.ToString();
    }

    /// <summary>The whole report: every finding in the order in which it was found, then the summary when there is something to sum up.</summary>
    public void Write(DiagnosticBag bag)
    {
        foreach (Diagnostic diagnostic in bag.All)
        {
            Write(diagnostic);
        }

        if (Summary(bag) is { Length: > 0 } summary)
        {
            output.WriteLine(summary);
        }
    }

    /// <summary>One finding.</summary>
    public void Write(Diagnostic diagnostic)
    {
        if (diagnostic.Severity == Severity.Diagnostic && !showDiagnostics)
        {
            return;
        }

        string place = Place(diagnostic);
        output.Write(Paint($"[{Label(diagnostic.Severity)}]", ColourOf(diagnostic.Severity)) + " ");
        output.Write(place.Length == 0 ? "" : Paint(place + ":", Bold) + " ");
        output.WriteLine(Printable.Text(diagnostic.Message));
        if (diagnostic.Where.Line > 0 && diagnostic.SourceLine.Length > 0)
        {
            WriteSource(diagnostic);
        }

        if (diagnostic.Fix is not null)
        {
            output.WriteLine($"  {Paint("help:", Cyan)} {Printable.Text(diagnostic.Fix)}");
        }
    }

    /// <summary>"2 errors, 1 warning in haproxy.cfg"; empty when there is neither.</summary>
    public static string Summary(DiagnosticBag bag)
    {
        if (bag.Errors + bag.Warnings == 0)
        {
            return "";
        }

        var files = new HashSet<string>();
        foreach (Diagnostic diagnostic in bag.All)
        {
            if (diagnostic.Severity >= Severity.Warning && diagnostic.Where.File.Length > 0)
            {
                files.Add(diagnostic.Where.File);
            }
        }

        string counts = bag.Errors == 0 ? Count(bag.Warnings, "warning")
            : bag.Warnings == 0 ? Count(bag.Errors, "error")
            : $"{Count(bag.Errors, "error")}, {Count(bag.Warnings, "warning")}";
        return counts + files.Count switch
        {
            0 => "",
            1 => " in " + Only(files),
            _ => $" in {files.Count} files",
        };
    }

    private void WriteSource(Diagnostic diagnostic)
    {
        SourceSpan where = diagnostic.Where;
        string number = where.Line.ToString(CultureInfo.InvariantCulture);
        string margin = new(' ', number.Length);
        SourceExcerpt excerpt = SourceExcerpt.Of(diagnostic.SourceLine, where.Column - 1, where.Length);
        string underline = Paint("^" + new string('~', excerpt.UnderlineWidth - 1), ColourOf(diagnostic.Severity));
        output.WriteLine($"  {number} | {excerpt.Text}");
        output.WriteLine($"  {margin} | {new string(' ', excerpt.UnderlineAt)}{underline}");
    }

    /// <summary>The column is counted in characters as people and editors do, not in bytes.</summary>
    private static string Place(Diagnostic diagnostic)
    {
        SourceSpan where = diagnostic.Where;
        if (where.Line == 0)
        {
            return Printable.FileName(where.File);
        }

        int column = Printable.Characters(diagnostic.SourceLine, where.Column - 1) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{Printable.FileName(where.File)}:{where.Line}:{column}");
    }

    private string Paint(string text, string colour) => useColours ? colour + text + Reset : text;

    private static string Label(Severity severity) => severity switch
    {
        Severity.Error => "ERROR",
        Severity.Warning => "WARNING",
        Severity.Notice => "NOTICE",
        _ => "DIAG",
    };

    private static string ColourOf(Severity severity) => severity switch
    {
        Severity.Error => "\e[1;31m",
        Severity.Warning => "\e[1;33m",
        Severity.Notice => "\e[1;32m",
        _ => "\e[1;34m",
    };

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Only(HashSet<string> files)
    {
        foreach (string file in files)
        {
            return Printable.FileName(file);
        }

        return "";
    }
}
