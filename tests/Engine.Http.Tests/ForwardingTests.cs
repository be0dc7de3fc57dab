using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>Whatever the parser lets through, the writer makes a message of that the next reader reads in one way only.</summary>
public class ForwardingTests
{
    private const int Mutations = 40_000;
    private static readonly string[] HopByHop = ["CONNECTION", "KEEP-ALIVE", "PROXY-CONNECTION", "TE", "UPGRADE"];

    private readonly HeadReader _reader = new();
    private readonly HeadReader _next = new();

    [Theory]
    [InlineData(5)]
    [InlineData(31337)]
    public void Mutations_Forwarded_AreStrictlyValidAndSayTheSame(int seed)
    {
        var mutator = new Mutator(seed);
        WireCase[] cases = [.. WireDocument.All.Where(c => c.Reader != WireReader.Chunked)];
        byte[][] corpus = [.. cases.Select(c => c.Input)];
        byte[] destination = new byte[32768];
        int forwarded = 0;
        for (int i = 0; i < Mutations; i++)
        {
            WireCase @case = cases[mutator.Below(cases.Length)];
            byte[] input = mutator.Mutate(@case.Input, corpus);
            MessageHead head = _reader.Start(@case.Reader);
            Verdict verdict = HeadReader.Parse(input, head, @case.Limits);
            List<string> description = _reader.Describe(verdict, head, input, @case);
            if (verdict.Kind != VerdictKind.Done || description.Any(l => l.StartsWith("body refused", StringComparison.Ordinal)))
            {
                continue;
            }

            forwarded++;
            // A request keeps HTTP/1.0, which needs no Host.
            int written = Forwarding.Write(head, head.Version == HttpVersion.Http10 ? ["1.0"] : [], destination);
            CompareWithNext(head, description, destination.AsSpan(0, written), @case);
        }

        Assert.True(forwarded > Mutations / 10, $"only {forwarded} were forwarded");
    }

    private void CompareWithNext(MessageHead head, List<string> description, ReadOnlySpan<byte> sent, WireCase @case)
    {
        string text = HeadReader.Text(sent);
        MessageHead next = _next.Start(@case.Reader);

        // In unsafe mode a message stays odd in ways that only unsafe readers take; line structure is strict in any case.
        Verdict verdict = HeadReader.Parse(sent, next, new HeadLimits(65535, 101, @case.Limits.AcceptUnsafe));
        Assert.True(verdict.Kind == VerdictKind.Done && verdict.Consumed == sent.Length, $"{verdict.Kind} {verdict.Fault} {text}");
        Assert.Equal(sent.Count((byte)'\n'), sent.Count("\r\n"u8));
        Assert.Equal(sent.Count((byte)'\r'), sent.Count("\r\n"u8));
        List<string> nextDescription = _next.Describe(verdict, next, sent, @case with { Limits = @case.Limits with { AcceptUnsafe = true } });
        string Body(List<string> lines) => lines.Single(l => l.StartsWith("body", StringComparison.Ordinal));
        Assert.True(Body(description) == Body(nextDescription), $"{Body(description)} became {Body(nextDescription)}: {text}");

        var expected = new List<string>();
        foreach (HeadField field in head.Fields)
        {
            string name = HeadReader.Text(head.NameOf(field));
            if (!field.IsRemoved && !HopByHop.Contains(name.ToUpperInvariant()) && !IsNamed(head, name))
            {
                expected.Add("field " + name + ": " + HeadReader.Text(head.ValueOf(field)));
            }
        }

        Assert.Equal(expected, nextDescription.Where(l => l.StartsWith("field ", StringComparison.Ordinal) && l is not ("field TE: trailers" or "field Connection: TE")));
    }

    private static bool IsNamed(MessageHead head, string name)
    {
        if (name.ToUpperInvariant() is "HOST" or "CONTENT-LENGTH" or "TRANSFER-ENCODING")
        {
            return false;
        }

        foreach (HeadField field in head.Fields)
        {
            if (field.Name == FieldName.Connection && !field.IsRemoved
                && System.Text.Encoding.Latin1.GetString(head.ValueOf(field)).Split(',')
                    .Any(t => string.Equals(t.Trim(' ', '\t'), name, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
