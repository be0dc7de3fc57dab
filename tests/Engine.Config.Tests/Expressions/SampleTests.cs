using System;
using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Expressions;

/// <summary>Sample expressions: fetch(args),converter(args),... (CFG 7.3, second-level quoting of 2.3).</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("src", "src()", SampleKind.Address)]
    [InlineData("req.hdr(host)", "req.hdr(host)", SampleKind.Text)]
    [InlineData("req.hdr(host,-1),lower,length", "req.hdr(host|-1) lower() length()", SampleKind.Integer)]
    [InlineData("base32+src", "base32+src()", SampleKind.Binary)]
    [InlineData("path()", "path()", SampleKind.Text)]
    [InlineData("str( a b )", "str( a b )", SampleKind.Text)]
    [InlineData("str('a,b)')", "str(a,b))", SampleKind.Text)]
    [InlineData("str(\"a'b\")", "str(a'b)", SampleKind.Text)]
    [InlineData("str(a\\\\b\\ c\\.d)", "str(a\\b c\\.d)", SampleKind.Text)]
    [InlineData("path,regsub(^/x,,g)", "path() regsub(^/x||g)", SampleKind.Text)]
    [InlineData("src,debug", "src() debug()", SampleKind.Address)]
    [InlineData("nbsrv", "nbsrv()", SampleKind.Integer)]
    public void ValidExpressions(string text, string calls, SampleKind kind)
    {
        (SampleExpression? expression, string findings) = Parse(text);
        Assert.Equal("", findings);
        Assert.Equal(calls, Describe(expression!));
        Assert.Equal(kind, expression!.Kind);
    }

    [Theory]
    [InlineData("pathh", "1-5 unknown sample fetch 'pathh' | did you mean 'path'?")]
    [InlineData("path_beg", "1-8 'path_beg' is an ACL word, not a sample fetch | use 'path' here")]
    [InlineData("path,lowr", "6-9 unknown converter 'lowr' | did you mean 'lower'?")]
    [InlineData("path,", "6-5 a converter is expected after ',' | name one, such as lower, or remove the comma")]
    [InlineData("(x)", "1-3 a sample fetch is expected, not '(x)' | name one, such as src, path or req.hdr(host)")]
    [InlineData("req.hdr(a,b)", "11-11 argument 2 of 'req.hdr' must be a number, not 'b' | write it as req.hdr([string,integer])")]
    [InlineData("path(a)", "6-6 'path' takes no arguments: 'a' is one too many | write 'path' alone")]
    [InlineData("str", "1-3 'str' needs 1 argument, not 0 | write it as str(string)")]
    [InlineData("path,regsub(a)", "6-14 'regsub' needs 2 arguments, not 1 | write it as regsub(regex,string[,string])")]
    [InlineData("req.hdr(host", "8-12 missing ')' after the arguments of 'req.hdr' | close the parenthesis; a comma or parenthesis inside an argument must be quoted")]
    [InlineData("str('a)", "6-8 unmatched ' in the arguments | close the quote")]
    [InlineData("path lower", "5-10 unexpected ' lower' after the sample expression | converters are joined with commas: fetch(args),converter(args)")]
    public void Faults_PointAtTheirPlace(string text, string finding) => Assert.Equal(finding, Parse(text).Findings);

    [Fact]
    public void CaretsFit_BehindEscapesAndQuotes()
    {
        // In the raw line a backslash and quotes take room that the word no longer has.
        var bag = new DiagnosticBag();
        Assert.Null(LogFormatParser.Parse(Split("x %[path\\ ,\"lower\",fooo]"), 1, isLog: false, Context(bag)));
        Diagnostic finding = Assert.Single(bag.All);
        Assert.Equal("unexpected ',' in the sample expression", finding.Message);
        Assert.Equal((11, 1), (finding.Where.Column, finding.Where.Length));
    }

    [Fact]
    public void EveryFetchAndConverterOfTheReference_HasASignature()
    {
        var missing = new List<string>();
        foreach (string row in Configured.Resource("expressions.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] cells = row.Split('\t');
            bool isThere = cells[0] switch
            {
                "sample-fetch" => SampleCatalog.Fetches.ContainsKey(cells[1]),
                "converter" => SampleCatalog.Converters.ContainsKey(cells[1]),
                "acl-keyword" => AclWords.All.ContainsKey(cells[1]),
                "predefined-acl" => PredefinedAcls.All.ContainsKey(cells[1]),
                _ => LogAliases.IsKnown(cells[1][1..], Configured.Basic),
            };
            if (!isThere)
            {
                missing.Add(row);
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void NamesThatOnlyAStageKnows_AreTaken()
    {
        Vocabulary vocabulary = Configured.Open with { SampleFetches = ["weir.loop"], Converters = ["shout"] };
        var bag = new DiagnosticBag();
        SampleExpression? expression = SampleParser.Parse(Split("weir.loop(1),shout"), 0, new ExpressionContext(vocabulary, bag, SideFiles.OnDisk));
        Assert.Equal("weir.loop(1) shout()", Describe(expression!));
    }

    private static (SampleExpression? Expression, string Findings) Parse(string text)
    {
        var bag = new DiagnosticBag();
        string raw = text.AsSpan().IndexOfAny('\'', '"') < 0 ? text : "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
        var statement = new Statement("a.cfg", 1, raw, [new Word(text, 1, raw.Length)]);
        return (SampleParser.Parse(statement, 0, Context(bag)), Places(bag));
    }

    internal static ExpressionContext Context(DiagnosticBag bag) => new(Configured.Basic, bag, SideFiles.OnDisk);

    /// <summary>"FIRST-LAST MESSAGE | FIX" for each finding, columns of the line.</summary>
    internal static string Places(DiagnosticBag bag)
    {
        var lines = new List<string>();
        foreach (Diagnostic finding in bag.All)
        {
            lines.Add($"{finding.Where.Column}-{finding.Where.Column + finding.Where.Length - 1} {finding.Message}" + (finding.Fix is null ? "" : " | " + finding.Fix));
        }

        return string.Join('\n', lines);
    }

    internal static Statement Split(string line)
    {
        foreach (Statement statement in new StatementReader(new ConfigEnvironment(), new DiagnosticBag()).ReadText("a.cfg", line + "\n"))
        {
            return statement;
        }

        throw new InvalidOperationException("the line holds no statement");
    }

    internal static string Describe(SampleExpression expression)
    {
        var calls = new List<string> { Describe(expression.Fetch) };
        foreach (SampleCall converter in expression.Converters)
        {
            calls.Add(Describe(converter));
        }

        return string.Join(' ', calls);
    }

    private static string Describe(SampleCall call) => $"{call.Name}({string.Join('|', call.Arguments)})";
}
