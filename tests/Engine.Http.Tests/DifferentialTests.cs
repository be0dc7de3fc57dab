using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>The fast parsers against the plain one: on the documents, and on random mutations of them. A seed reproduces any failure.</summary>
public partial class DifferentialTests
{
    private const int MutationsPerSeed = 40_000;

    private readonly HeadReader _reader = new();

    [Fact]
    public void Documents_BothParsers_Agree()
    {
        foreach (WireCase @case in Heads())
        {
            Compare(@case.Input, @case);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20260101)]
    [InlineData(4711)]
    [InlineData(99991)]
    public void Mutations_BothParsers_Agree(int seed)
    {
        var mutator = new Mutator(seed);
        WireCase[] cases = [.. Heads()];
        byte[][] corpus = [.. cases.Select(c => c.Input)];
        using var page = new GuardedPage(1 << 17);
        var faults = new Dictionary<HttpFault, int>();
        for (int i = 0; i < MutationsPerSeed; i++)
        {
            WireCase @case = cases[mutator.Below(cases.Length)];
            byte[] input = mutator.Mutate(@case.Input, corpus);
            HttpFault fault = Compare(page.Place(input), @case);
            faults[fault] = faults.GetValueOrDefault(fault) + 1;
            CompareCut(input, mutator.Below(input.Length + 1), @case);
        }

        // A run that only ever saw garbage would prove little.
        Assert.True(faults[HttpFault.None] > MutationsPerSeed / 10, $"only {faults[HttpFault.None]} were not refused");
        Assert.True(faults.Count > 35, $"only {faults.Count} kinds of fault seen");
    }

    private static IEnumerable<WireCase> Heads() => WireDocument.All
        .Where(c => c.Reader != WireReader.Chunked)
        .Select(c => c with { Limits = c.Limits with { AcceptUnsafe = false } });

    /// <summary>Same verdict, same fault, same fields from both parsers.</summary>
    private HttpFault Compare(ReadOnlySpan<byte> input, WireCase @case)
    {
        bool isRequest = @case.Reader == WireReader.Request;
        PlainHead plain = PlainParser.Parse(input, isRequest, @case.Limits);
        MessageHead head = _reader.Start(@case.Reader);
        Verdict verdict = HeadReader.Parse(input, head, @case.Limits);
        List<string> expected = Describe(plain, isRequest);
        List<string> found = _reader.Describe(verdict, head, input, @case with { RequestMethod = HttpMethod.Other });
        if (verdict.Kind == VerdictKind.Done)
        {
            found = [.. found.Where(l => Comparable().IsMatch(l)), .. new[] { $"consumed {verdict.Consumed}", $"length {head.ContentLength}" }];
            found = [.. found.Select(l => l.StartsWith("field", StringComparison.Ordinal) ? Blanks().Replace(l, " ") : l)];
        }

        if (verdict.Kind == VerdictKind.Done && head.Coding == TransferCoding.Chunked)
        {
            // Framing removes the losing field from one side only.
            found.RemoveAll(l => ContentLengthLine().IsMatch(l));
            expected.RemoveAll(l => ContentLengthLine().IsMatch(l));
        }

        if (verdict.Kind == VerdictKind.Done && (head is ResponseHead { Status: < 200 or 204 } || head is RequestHead { Method: HttpMethod.Connect }))
        {
            found.RemoveAll(l => FramingLine().IsMatch(l));
            expected.RemoveAll(l => FramingLine().IsMatch(l));
        }

        Assert.True(
            expected.SequenceEqual(found),
            $"{@case.Reader}\n{HeadReader.Text(input)}\nplain: {string.Join(" | ", expected)}\nfast:  {string.Join(" | ", found)}");
        return verdict.Fault;
    }

    private void CompareCut(ReadOnlySpan<byte> input, int cut, WireCase @case)
    {
        MessageHead head = _reader.Start(@case.Reader);
        Verdict whole = HeadReader.Parse(input, head, @case.Limits);
        List<string> expected = _reader.Describe(whole, head, input, @case);
        head = _reader.Start(@case.Reader);
        Verdict verdict = HeadReader.Parse(input[..cut], head, @case.Limits);
        if (verdict.Kind == VerdictKind.NeedMore)
        {
            verdict = HeadReader.Parse(input, head, @case.Limits);
        }

        Assert.True(expected.SequenceEqual(_reader.Describe(verdict, head, input, @case)), $"cut at {cut}: {HeadReader.Text(input)}");
    }

    private static List<string> Describe(PlainHead head, bool isRequest)
    {
        if (head.NeedsMore)
        {
            return ["need-more"];
        }

        if (head.Fault != HttpFault.None)
        {
            return ["invalid " + head.Fault];
        }

        var lines = new List<string> { "done", "version " + (head.Is11 ? "1.1" : "1.0") };
        lines.AddRange(isRequest
            ? ["method " + Text(head.Method), "target " + Text(head.Target)]
            : ["status " + head.Status, "reason " + Text(head.Reason)]);
        lines.AddRange(head.Fields.Select(f => Blanks().Replace($"field {Text(f.Name)}: {Text(f.Value)}", " ")));
        lines.Add($"consumed {head.Consumed}");
        lines.Add($"length {head.Length}");
        return lines;
    }

    private static string Text(string text) => HeadReader.Text(System.Text.Encoding.Latin1.GetBytes(text));

    [GeneratedRegex("^(done|version|method|target|status|reason|field)( |$)")]
    private static partial Regex Comparable();

    [GeneratedRegex(@"( |\\t)+")]
    private static partial Regex Blanks();

    [GeneratedRegex("^field content-length:", RegexOptions.IgnoreCase)]
    private static partial Regex ContentLengthLine();

    [GeneratedRegex("^field (content-length|transfer-encoding):", RegexOptions.IgnoreCase)]
    private static partial Regex FramingLine();
}
