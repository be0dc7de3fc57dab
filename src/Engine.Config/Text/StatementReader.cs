using System;
using System.Collections.Generic;
using System.Text;
using Engine.Config.Conditions;

namespace Engine.Config.Text;

/// <summary>
/// Turns configuration files into statements, one at a time: a statement is read only when the one before it has been dealt with,
/// so what the reader of keywords does to <see cref="Environment"/> and <see cref="CurrentSection"/> acts on the lines that follow.
/// Conditions and messages (<c>.if</c>, <c>.notice</c> ...) are dealt with here and never come out. Every fault is a diagnostic;
/// nothing throws, and the statements after a faulty line still come.
/// </summary>
/// <param name="paths">Files and directories in command-line order; a directory stands for its *.cfg files.</param>
/// <param name="environment">What variables mean; changed by the reader of keywords.</param>
/// <param name="diagnostics">Receives every fault.</param>
/// <param name="engine">What conditions may ask about; <see cref="EngineFeatures.None"/> when null.</param>
public sealed class StatementReader(
    IReadOnlyList<string> paths,
    ConfigEnvironment environment,
    DiagnosticBag diagnostics,
    EngineFeatures? engine = null)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly ConfigFiles _files = new(diagnostics);
    private readonly WordSplitter _splitter = new(environment);
    private readonly EngineFeatures _engine = engine ?? EngineFeatures.None;

    /// <summary>For text that is not in files: <see cref="ReadText"/>.</summary>
    public StatementReader(ConfigEnvironment environment, DiagnosticBag diagnostics, EngineFeatures? engine = null)
        : this([], environment, diagnostics, engine)
    {
    }

    public ConfigEnvironment Environment => environment;

    public DiagnosticBag Diagnostics => diagnostics;

    /// <summary>
    /// The name of the section being read, its type when it has no name ("global"): what <c>.SECTION</c> stands for. Set by the reader of
    /// keywords; empty at the start of every file, since every file must begin with a section.
    /// </summary>
    public string CurrentSection { get; set; } = "";

    /// <summary>All statements of all files. Also sets HAPROXY_CFGFILES: their names, with semicolons between.</summary>
    public IEnumerable<Statement> ReadAll()
    {
        List<string> files = _files.Expand(paths);
        environment.Set("HAPROXY_CFGFILES", ByteText.FromUnicode(string.Join(';', files)));
        foreach (string file in files)
        {
            if (_files.Read(file) is { } content)
            {
                foreach (Statement statement in ReadFile(file, content))
                {
                    yield return statement;
                }
            }
        }
    }

    /// <summary>The statements of a text, as if it were the file <paramref name="fileName"/>; it must end with a line feed as well.</summary>
    public IEnumerable<Statement> ReadText(string fileName, string text) => ReadBytes(fileName, Encoding.UTF8.GetBytes(text));

    /// <summary>The same for raw bytes, which need not be UTF-8.</summary>
    public IEnumerable<Statement> ReadBytes(string fileName, byte[] content) =>
        _files.TryCount(fileName, content.Length) ? ReadFile(fileName, content) : [];

    private IEnumerable<Statement> ReadFile(string file, byte[] content)
    {
        CurrentSection = "";
        var preprocessor = new Preprocessor(environment, _engine, diagnostics);
        bool nulReported = false;
        int start = SkipByteOrderMark(file, content);
        for (int number = 1; start < content.Length; number++)
        {
            int end = Array.IndexOf(content, (byte)'\n', start);
            SourceLine line = LineOf(file, number, content.AsSpan(start..(end < 0 ? content.Length : end)));
            start = end < 0 ? content.Length : end + 1;
            if (end < 0)
            {
                ReportMissingLineFeed(line);
            }

            if (line.Raw.Contains('\0'))
            {
                nulReported = nulReported || ReportNul(line);
            }
            else if (ReadLine(line, preprocessor) is { } statement)
            {
                yield return statement;
            }
        }

        preprocessor.Finish();
    }

    /// <summary>Null when the line holds no statement, is masked, is a directive, or is faulty.</summary>
    private Statement? ReadLine(in SourceLine line, Preprocessor preprocessor)
    {
        bool isDirective = Preprocessor.IsDirective(line.Raw);
        if (!isDirective && !preprocessor.IsActive)
        {
            return null;
        }

        if (!_splitter.TrySplit(line, preprocessor.Heeds(line.Raw) ? diagnostics : null, out IReadOnlyList<Word> words))
        {
            if (isDirective)
            {
                preprocessor.HandleBroken(line);
            }

            return null;
        }

        if (words.Count == 0)
        {
            return null;
        }

        var statement = new Statement(line.File, line.Number, line.Raw, words);
        if (words[0].Text.StartsWith('.'))
        {
            preprocessor.Handle(statement);
            return null;
        }

        return statement;
    }

    private SourceLine LineOf(string file, int number, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> withoutReturn = bytes.EndsWith((byte)'\r') ? bytes[..^1] : bytes;
        return new SourceLine(file, number, ByteText.FromBytes(withoutReturn), CurrentSection);
    }

    private int SkipByteOrderMark(string file, byte[] content)
    {
        if (!content.AsSpan().StartsWith(ByteOrderMark))
        {
            return 0;
        }

        diagnostics.Add(new Diagnostic(Severity.Warning, new SourceSpan(file, 1, 1, 0), "", "the file begins with a byte order mark, which is skipped", "save it as UTF-8 without one"));
        return ByteOrderMark.Length;
    }

    /// <summary>Fatal in HAProxy as well: a file that was cut off must not be taken for a whole one.</summary>
    private void ReportMissingLineFeed(in SourceLine line) => diagnostics.Add(new Diagnostic(
        Severity.Error,
        line.Span(line.Raw.Length, 0),
        line.Raw,
        "the last line does not end with a line feed, so the file may have been cut off",
        "end the file with a line feed if it is complete"));

    /// <summary>Once per file: a file with one NUL often has thousands.</summary>
    private bool ReportNul(in SourceLine line)
    {
        diagnostics.Add(new Diagnostic(
            Severity.Error,
            line.Span(line.Raw.IndexOf('\0'), 1),
            line.Raw,
            "a NUL byte stands in this line, which is therefore not read",
            "save the file as plain text (ASCII or UTF-8)"));
        return true;
    }
}
