using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Engine.Config.Expressions;
using Engine.Config.Text;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;
using Xunit;

namespace Engine.Stages.Tests.Conditions;

/// <summary>Lists edited while they are read: what the runtime API does (MGT 9.3: add, del, set, clear, prepare, commit).</summary>
public sealed class PatternReferenceTests
{
    [Fact]
    public void OneList_IsMatchedInSeveralWays()
    {
        PatternReference list = new("/list") { IsLoaded = true };
        PatternSet exact = SetOf(list, AclMatch.Text);
        PatternSet part = SetOf(list, AclMatch.Substring);
        Assert.True(list.TryAdd("abc", "", out _));
        Assert.True(Matches(exact, "abc"));
        Assert.False(Matches(exact, "xabcx"));
        Assert.True(Matches(part, "xabcx"));
        Assert.Equal(1, list.Remove("abc"u8));
        Assert.False(Matches(exact, "abc"));
        Assert.False(Matches(part, "xabcx"));
    }

    [Fact]
    public void AnEntryThatOneWayCannotTake_IsInNone()
    {
        PatternReference list = new("/list") { IsLoaded = true };
        PatternSet exact = SetOf(list, AclMatch.Text);
        SetOf(list, AclMatch.Integer);
        Assert.False(list.TryAdd("abc", "", out string? error));
        Assert.Contains("neither a number nor a range", error, StringComparison.Ordinal);
        Assert.False(Matches(exact, "abc"));
        Assert.Equal(0, list.Count);
        Assert.True(list.TryAdd("12", "", out _));
        Assert.True(Matches(exact, "12"));
    }

    [Fact]
    public void Values_AreSetByKeyOrByNumber()
    {
        PatternReference list = new("/map") { IsLoaded = true };
        list.TryAdd("a", "1", out _);
        list.TryAdd("a", "2", out _);
        list.TryAdd("b", "3", out _);
        Assert.True(list.TrySet("a", "9", out _));
        Assert.Equal(["9", "9", "3"], Values(list));
        Assert.True(list.TrySet(list.Entries()[1].Id, "8", out _));
        Assert.Equal(["9", "8", "3"], Values(list));
        Assert.False(list.TrySet("c", "1", out string? error));
        Assert.Equal("there is no such key", error);
        Assert.True(list.Remove(list.Entries()[0].Id));
        Assert.Equal(["8", "3"], Values(list));
        Assert.Equal(1, list.Remove("a"u8));
        Assert.Equal(["3"], Values(list));
    }

    [Fact]
    public void AValueOfTheWrongKind_IsRefused()
    {
        PatternReference list = new("/map") { IsLoaded = true };
        list.TryAdd("a", "1", out _);
        list.Want(PatternValueKind.Integer, (entry, _) => Assert.Fail(entry.Key));
        Assert.False(list.TrySet("a", "one", out string? error));
        Assert.Contains("'one' is no number", error, StringComparison.Ordinal);
        Assert.False(list.TryAdd("b", "two", out _));
        Assert.Equal(["1"], Values(list));
    }

    [Fact]
    public void APreparedVersion_IsSeenOnceItIsCommitted()
    {
        PatternReference list = new("/list") { IsLoaded = true };
        PatternSet set = SetOf(list, AclMatch.Text);
        list.TryAdd("old", "", out _);
        uint dropped = list.Prepare();
        uint version = list.Prepare();
        Assert.True(list.TryAdd("new", "", out _, version));
        Assert.True(Matches(set, "old"));
        Assert.False(Matches(set, "new"));
        Assert.Equal(["old"], list.Entries().Select(entry => entry.Key));
        Assert.Equal(["new"], list.Entries(version).Select(entry => entry.Key));
        Assert.Equal(2, list.Count);

        Assert.True(list.TryCommit(version, out _));
        Assert.False(Matches(set, "old"));
        Assert.True(Matches(set, "new"));
        Assert.Equal(version, list.CurrentVersion);
        Assert.False(list.TryCommit(dropped, out _));
        Assert.False(list.TryAdd("more", "", out _, dropped));

        Assert.True(list.Clear());
        Assert.False(Matches(set, "new"));
        Assert.Equal(0, list.Count);
    }

    /// <summary>Readers never see a list without the key that no edit touches, nor half of a committed version.</summary>
    [Theory]
    [InlineData(AclMatch.Text)]
    [InlineData(AclMatch.Beginning)]
    [InlineData(AclMatch.End)]
    [InlineData(AclMatch.Substring)]
    [InlineData(AclMatch.Domain)]
    [InlineData(AclMatch.Regex)]
    [InlineData(AclMatch.Integer)]
    [InlineData(AclMatch.Address)]
    public void Readers_SeeEveryEditWhole(AclMatch match)
    {
        const int Readers = 2;
        const int Edits = 300;
        bool numbers = match == AclMatch.Integer;
        Func<int, string> key = match == AclMatch.Address ? i => $"10.0.{i >> 8}.{i & 255}" : numbers ? i => $"{i}" : i => $"k{i}";
        PatternReference list = new("/list") { IsLoaded = true };
        PatternSet set = SetOf(list, match);
        list.TryAdd(key(0), "", out _);
        int lost = 0;
        bool done = false;
        Thread[] readers = new Thread[Readers];
        for (int i = 0; i < Readers; i++)
        {
            readers[i] = new Thread(() =>
            {
                while (!Volatile.Read(ref done))
                {
                    if (!Matches(set, key(0)))
                    {
                        Interlocked.Increment(ref lost);
                    }
                }
            });
            readers[i].Start();
        }

        for (int edit = 0; edit < Edits; edit++)
        {
            list.TryAdd(key(1 + (edit % 40)), "", out _);
            list.Remove(ByteText.ToBytes(key(1 + (edit * 7 % 40))));
            if (edit % 50 == 0)
            {
                uint version = list.Prepare();
                list.TryAdd(key(0), "", out _, version);
                list.TryCommit(version, out _);
            }
        }

        Volatile.Write(ref done, true);
        foreach (Thread reader in readers)
        {
            reader.Join();
        }

        Assert.Equal(0, lost);
        HashSet<string> left = [.. list.Entries().Select(entry => entry.Key)];
        for (int i = 0; i <= 40; i++)
        {
            string probe = key(i);
            Assert.Equal(left.Contains(probe) || (!numbers && match != AclMatch.Address && left.Any(other => IsMatch(match, other, probe))), Matches(set, probe));
        }
    }

    private static bool IsMatch(AclMatch match, string key, string text) => match switch
    {
        AclMatch.Beginning => text.StartsWith(key, StringComparison.Ordinal),
        AclMatch.End => text.EndsWith(key, StringComparison.Ordinal),
        AclMatch.Substring or AclMatch.Regex => text.Contains(key, StringComparison.Ordinal),
        _ => key == text,
    };

    private static PatternSet SetOf(PatternReference list, AclMatch match) =>
        list.SetOf(BuiltInStages.Catalog.MatcherOf(match)!, default, (entry, error) => Assert.Fail($"{entry.Key}: {error}"));

    private static bool Matches(PatternSet set, string text)
    {
        Sample sample = default;
        sample.SetText(ByteText.ToBytes(text));
        return SampleCasts.TryCast(ref sample, set.Wants, null!) && set.Matches(sample);
    }

    private static IEnumerable<string> Values(PatternReference list) => list.Entries().Select(entry => ByteText.FromBytes(entry.Value.Bytes));
}
