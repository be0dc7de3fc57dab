using System.Collections.Generic;
using Engine.Config.Expressions;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Expressions;

/// <summary>Log-format strings (CFG 8.2.6).</summary>
public sealed class LogFormatTests
{
    [Theory]
    [InlineData("%ci:%cp [%t]", "%ci ':' %cp _ '[' %t ']'")]
    [InlineData("a   b", "'a' _ 'b'")]
    [InlineData("100%% of %b", "'100%' _ 'of' _ %b")]
    [InlineData("%{+Q}r %r", "%r+Quote _ %r")]
    [InlineData("%{+Q,+X}o %ci %{-Q}b %s", "_ %ci+Quote, Hex _ %b+Hex _ %s+Quote, Hex")]
    [InlineData("%(name)ci %(n:sint)B", "%ci=name _ %B=n:Integer")]
    [InlineData("%[src,lower]%[ path ]", "[src() lower()] [path()]")]
    [InlineData("%ts-- %ms,%ft", "%ts '--' _ %ms ',' %ft")]
    [InlineData("%TR/%Tw", "%TR '/' %Tw")]
    public void ValidFormats(string text, string items)
    {
        (LogFormat? format, string findings) = Parse(text, isLog: true);
        Assert.Equal("", findings);
        Assert.Equal(items, Describe(format!));
    }

    [Fact]
    public void OutsideOfLogs_SpacesAreText() => Assert.Equal("'a  b ' %ci", Describe(Parse("a  b %ci", isLog: false).Format!));

    [Theory]
    [InlineData("%foo", "1-4 unknown log alias '%foo' | write %% for a percent sign")]
    [InlineData("a %cii", "3-6 unknown log alias '%cii' | did you mean 'ci'?")]
    [InlineData("50%", "3-3 nothing follows '%' | name an alias such as %ci, or write %% for a percent sign")]
    [InlineData("%-5d", "1-1 no log alias begins with '-' | write %% for a percent sign")]
    [InlineData("%{+Z}b", "3-4 unknown log flag '+Z' | the flags are +Q, +X, +E, +bin, +json and +cbor, or with - to end them")]
    [InlineData("%{+Q b", "2-6 missing '}' after the flags | write it as %{+Q}alias")]
    [InlineData("%(a:int)ci", "5-7 unknown type 'int' of a log item | the types are str, sint and bool")]
    [InlineData("%(a ci", "2-6 missing ')' after the name of the item | write it as %(name:type)alias")]
    [InlineData("%[src", "1-5 missing ']' after the sample expression | write it as %[fetch(args),converter(args)]")]
    [InlineData("%[src;lower]", "6-6 unexpected ';' in the sample expression | write it as %[fetch(args),converter(args)]")]
    [InlineData("%[srcc]", "3-6 unknown sample fetch 'srcc' | did you mean 'src'?")]
    public void Faults_PointAtTheirPlace(string text, string finding) => Assert.Equal(finding, Parse(text, isLog: true).Findings);

    [Theory]
    [InlineData("plain text", true)]
    [InlineData("100%%", true)]
    [InlineData("%%%ci", false)]
    [InlineData("%", false)]
    public void PlainText_IsToldFromFormats(string text, bool isPlain) => Assert.Equal(isPlain, LogFormatParser.IsPlain(text));

    private static (LogFormat? Format, string Findings) Parse(string text, bool isLog)
    {
        var bag = new DiagnosticBag();
        var statement = new Statement("a.cfg", 1, text, [new Word(text, 1, text.Length)]);
        return (LogFormatParser.Parse(statement, 0, isLog, SampleTests.Context(bag)), SampleTests.Places(bag));
    }

    private static string Describe(LogFormat format)
    {
        var items = new List<string>();
        foreach (LogItem item in format.Items)
        {
            items.Add(item switch
            {
                LogLiteral literal => $"'{literal.Text}'",
                LogAlias alias => $"%{alias.Alias}{Extras(alias.Flags, alias.Label, alias.Cast)}",
                LogSample sample => $"[{SampleTests.Describe(sample.Expression)}]{Extras(sample.Flags, sample.Label, sample.Cast)}",
                _ => "_",
            });
        }

        return string.Join(' ', items);
    }

    private static string Extras(LogFlags flags, string? label, LogCast cast) =>
        (flags == LogFlags.None ? "" : $"+{flags}") + (label is null ? "" : $"={label}") + (cast == LogCast.None ? "" : $":{cast}");
}
