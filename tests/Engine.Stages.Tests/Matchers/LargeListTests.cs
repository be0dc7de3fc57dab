using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using Engine.Config.Expressions;
using Engine.Config.Text;
using Engine.IO.Tests;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;
using Engine.Stages.Matchers;
using Engine.Stages.Tests.Stand;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Stages.Tests.Matchers;

/// <summary>Lists of 100,000 entries: what they cost is printed; what decides is memory, the shape of the index and the answers.</summary>
public sealed class LargeListTests(ITestOutputHelper output)
{
    private const int Entries = 100_000;

    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData(AclMatch.Text)]
    [InlineData(AclMatch.Beginning)]
    [InlineData(AclMatch.End)]
    [InlineData(AclMatch.Substring)]
    [InlineData(AclMatch.Domain)]
    [InlineData(AclMatch.Address)]
    [InlineData(AclMatch.Integer)]
    public void AListOfManyEntries_IsFoundInAndAllocatesNothing(AclMatch match)
    {
        string[] keys = [.. Enumerable.Range(0, Entries).Select(i => KeyOf(match, i))];
        long before = GC.GetTotalAllocatedBytes(true);
        Stopwatch watch = Stopwatch.StartNew();
        IndexBench bench = new IndexBench(match).Add(keys);
        output.WriteLine($"{match}: loaded in {watch.ElapsedMilliseconds} ms, {(GC.GetTotalAllocatedBytes(true) - before) >> 20} MB allocated");

        Assert.Equal(keys[0], bench.Find(keys[0]));
        Assert.Equal(keys[^1], bench.Find(keys[^1]));
        byte[] key = ByteText.ToBytes(keys[Entries / 2]);
        Assert.Equal(0, Allocations.LeastOf(1, () => MatchAll(bench.Index, key)));
        watch.Restart();
        MatchAll(bench.Index, key);
        output.WriteLine($"{match}: {watch.Elapsed.TotalNanoseconds / Entries:F0} ns for a match");
    }

    private void MatchAll(PatternIndex index, byte[] key)
    {
        Sample sample = default;
        sample.SetText(key);
        SampleCasts.TryCast(ref sample, index.Wants, _scratch);
        for (int i = 0; i < Entries; i++)
        {
            Assert.True(index.Matches(sample));
        }
    }

    [Fact]
    public void AFileOfManyEntries_IsLoadedWithAConfiguration()
    {
        StringBuilder list = new();
        for (int i = 0; i < Entries; i++)
        {
            list.Append(KeyOf(AclMatch.Text, i)).Append('\n');
        }

        Dictionary<string, string> files = new() { ["/list"] = list.ToString() };
        Stopwatch watch = Stopwatch.StartNew();
        using SampleStand stand = new("acl listed req.hdr(x) -f /list\nhttp-request deny if listed", files: files);
        output.WriteLine($"configuration with the list compiled in {watch.ElapsedMilliseconds} ms");
        Assert.True(stand.Next($"GET / HTTP/1.1\r\nHost: a\r\nX: {KeyOf(AclMatch.Text, 4711)}\r\n\r\n").Denies());
        Assert.False(stand.Next("GET / HTTP/1.1\r\nHost: a\r\nX: unlisted\r\n\r\n").Denies());
        Assert.Equal(Entries, stand.Plan.Names.Patterns.Find("/list")!.Count);
    }

    /// <summary>The usual list of user agents: a table that fits into the first cache levels.</summary>
    [Fact]
    public void FortyUserAgents_AreOneTable()
    {
        (byte[] Key, PatternEntry Entry)[] agents = [.. Enumerable.Range(0, 40).Select(i =>
            (Encoding.ASCII.GetBytes($"badbot-{i}/"), new PatternEntry(i, "", PatternValue.Empty, AclOperator.Equal, 0)))];
        SubstringAutomaton automaton = SubstringAutomaton.Build(agents, ignoreCase: false);
        Assert.True(automaton.IsTable);
        byte[] text = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"u8.ToArray();
        const int Times = 100_000;
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < Times; i++)
        {
            Assert.False(automaton.IsIn(text));
        }

        output.WriteLine($"{watch.Elapsed.TotalNanoseconds / Times:F0} ns for {text.Length} bytes and 40 patterns");
    }

    private static string KeyOf(AclMatch match, int i) => match switch
    {
        AclMatch.Integer => $"{i * 7}",
        AclMatch.Address => $"{1 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}.{i % 250}",
        AclMatch.Domain => $"host{i}.zone{i % 97}.example.com",
        _ => $"entry-{(uint)i * 2654435761u:x8}-{i}",
    };
}
