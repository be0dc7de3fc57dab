using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>Every case of wire/*.md: as a whole, cut everywhere, and flush against an unreadable page.</summary>
public class WireTests
{
    private readonly HeadReader _reader = new();

    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        for (int i = 0; i < WireDocument.All.Count; i++)
        {
            cases.Add(i, WireDocument.All[i].ToString());
        }

        return cases;
    }

    [Fact]
    public void Documents_AllCases_ExpectSomething()
    {
        Assert.True(WireDocument.All.Count > 200, $"only {WireDocument.All.Count} cases found");
        Assert.DoesNotContain(WireDocument.All, c => c.Expected.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bytes_ReadAtOnce_YieldWhatTheDocumentSays(int index, string name)
    {
        WireCase @case = WireDocument.All[index];
        List<string> found = Read(@case);

        Assert.All(@case.Expected, line => Assert.Contains(Normalised(line), found));
        string[] expectedFields = [.. @case.Expected.Where(IsField).Select(Normalised)];
        if (expectedFields.Length > 0)
        {
            Assert.Equal(expectedFields, found.Where(IsField));
        }

        // What is bad news has to be expected.
        Assert.All(
            found.Where(l => l.StartsWith("invalid", StringComparison.Ordinal) || l.StartsWith("body refused", StringComparison.Ordinal)),
            line => Assert.Contains(line, @case.Expected));
        Assert.True(
            @case.Expected.Contains("close-after") == found.Contains("close-after") || !@case.Expected.Any(l => l.StartsWith("body", StringComparison.Ordinal)),
            name + ": close-after is part of the framing");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bytes_CutAtEveryByte_YieldTheSame(int index, string name)
    {
        WireCase @case = WireDocument.All[index];
        List<string> whole = Read(@case);
        int step = Math.Max(1, @case.Input.Length / 700);
        for (int cut = 0; cut <= @case.Input.Length; cut += step)
        {
            Assert.True(whole.SequenceEqual(ReadCut(@case, cut)), $"{name}: cut at {cut}");
        }

        Assert.True(whole.SequenceEqual(ReadByteByByte(@case)), name + ": byte by byte");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bytes_BeforeUnreadablePage_AreNotReadBeyond(int index, string name)
    {
        WireCase @case = WireDocument.All[index];
        using var page = new GuardedPage(@case.Input.Length);
        int step = Math.Max(1, @case.Input.Length / 300);
        for (int length = @case.Input.Length; length >= 0; length -= step)
        {
            ReadOnlySpan<byte> flush = page.Place(@case.Input.AsSpan(0, length));
            if (@case.Reader == WireReader.Chunked)
            {
                Assert.NotEmpty(ChunkReader.Describe(flush, @case.Limits));
            }
            else
            {
                MessageHead head = _reader.Start(@case.Reader);
                Verdict verdict = HeadReader.Parse(flush, head, @case.Limits);
                Assert.True(verdict.Consumed <= length, name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Head_Forwarded_HasExactlyTheseBytes(int index, string name)
    {
        WireCase @case = WireDocument.All[index];
        if (@case.ForwardOptions is null)
        {
            Assert.Empty(@case.Forwarded);
            return;
        }

        MessageHead head = _reader.Start(@case.Reader);
        Verdict verdict = HeadReader.Parse(@case.Input, head, @case.Limits);
        _reader.Describe(verdict, head, @case.Input, @case);
        byte[] destination = new byte[@case.Forwarded.Length];
        int written = Forwarding.Write(head, @case.ForwardOptions, destination);
        byte[] roomy = new byte[4096];
        string got = HeadReader.Text(roomy.AsSpan(0, Forwarding.Write(head, @case.ForwardOptions, roomy)));
        Assert.Equal(HeadReader.Text(@case.Forwarded), got);
        Assert.Equal(@case.Forwarded.Length, written);
        for (int room = 0; room < written; room++)
        {
            Assert.True(Forwarding.Write(head, @case.ForwardOptions, destination.AsSpan(0, room)) == -1, $"{name}: must not fit in {room}");
        }
    }

    private List<string> Read(WireCase @case) => @case.Reader == WireReader.Chunked
        ? ChunkReader.Describe(@case.Input, @case.Limits)
        : ReadCut(@case, @case.Input.Length);

    private List<string> ReadCut(WireCase @case, int cut)
    {
        if (@case.Reader == WireReader.Chunked)
        {
            return ChunkReader.Describe(@case.Input, @case.Limits, cut);
        }

        MessageHead head = _reader.Start(@case.Reader);
        Verdict verdict = HeadReader.Parse(@case.Input.AsSpan(0, cut), head, @case.Limits);
        if (verdict.Kind == VerdictKind.NeedMore && cut < @case.Input.Length)
        {
            verdict = HeadReader.Parse(@case.Input, head, @case.Limits);
        }

        return _reader.Describe(verdict, head, @case.Input, @case);
    }

    private List<string> ReadByteByByte(WireCase @case)
    {
        if (@case.Reader == WireReader.Chunked)
        {
            return ChunkReader.Describe(@case.Input, @case.Limits, [.. Enumerable.Range(0, @case.Input.Length)]);
        }

        MessageHead head = _reader.Start(@case.Reader);
        Verdict verdict = default;
        for (int length = 0; length <= @case.Input.Length; length++)
        {
            // Each time from another place in memory: offsets must not remember the old one.
            verdict = HeadReader.Parse(@case.Input.AsSpan(0, length).ToArray(), head, @case.Limits);
            if (verdict.Kind != VerdictKind.NeedMore)
            {
                break;
            }
        }

        return _reader.Describe(verdict, head, @case.Input, @case);
    }

    private static bool IsField(string line) => line.StartsWith("field ", StringComparison.Ordinal);

    /// <summary>The documents may spell bytes in several ways, and repeat them.</summary>
    private static string Normalised(string line) => HeadReader.Text(WireDocument.Unescape(line));
}
