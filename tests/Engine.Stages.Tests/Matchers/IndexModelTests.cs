using System;
using System.Collections.Generic;
using System.Linq;
using Engine.Config.Expressions;
using Xunit;

namespace Engine.Stages.Tests.Matchers;

/// <summary>
/// Each index against the plain reading of its rule, on random patterns over few letters, so that they overlap, nest and repeat;
/// patterns come and go meanwhile.
/// </summary>
public sealed class IndexModelTests
{
    private const int Rounds = 400;

    [Theory]
    [InlineData(AclMatch.Text)]
    [InlineData(AclMatch.Beginning)]
    [InlineData(AclMatch.End)]
    [InlineData(AclMatch.Substring)]
    [InlineData(AclMatch.Directory)]
    [InlineData(AclMatch.Domain)]
    public void TheIndex_AgreesWithItsModel(AclMatch match)
    {
        Random random = new(20260101 + (int)match);
        for (int round = 0; round < Rounds; round++)
        {
            IndexBench bench = new(match);
            List<string> keys = [];
            for (int step = 0; step < 12; step++)
            {
                if (keys.Count > 0 && random.Next(3) == 0)
                {
                    string gone = keys[random.Next(keys.Count)];
                    keys.Remove(gone);
                    bench.Remove(gone);
                }
                else if (WordOf(random, 4) is var key && !keys.Contains(key))
                {
                    keys.Add(key);
                    bench.Add(key);
                }

                string text = WordOf(random, 9);
                Assert.Equal(Expected(match, keys, text), bench.Find(text));
            }
        }
    }

    [Fact]
    public void Integers_AgreeWithTheirModel()
    {
        Random random = new(7);
        for (int round = 0; round < Rounds; round++)
        {
            IndexBench bench = new(AclMatch.Integer);
            List<(int Low, int High, string Key)> ranges = [];
            for (int step = 0; step < 10; step++)
            {
                int low = random.Next(-20, 20);
                int high = low + random.Next(-1, 10);
                string key = low == high ? $"{low}" : $"{low}:{high}";
                if (ranges.All(range => range.Key != key))
                {
                    ranges.Add((low, high, key));
                    bench.Add(key);
                }

                int number = random.Next(-25, 35);
                Assert.Equal(ranges.FirstOrDefault(range => range.Low <= number && number <= range.High).Key, bench.Find($"{number}"));
            }
        }
    }

    [Fact]
    public void Networks_AgreeWithTheirModel()
    {
        Random random = new(11);
        for (int round = 0; round < Rounds; round++)
        {
            IndexBench bench = new(AclMatch.Address);
            List<(uint Address, int Bits, string Key)> networks = [];
            for (int step = 0; step < 12; step++)
            {
                int bits = random.Next(3) switch { 0 => random.Next(0, 4), 1 => random.Next(24, 33), _ => 32 };
                uint address = (uint)random.Next(0, 8) << 29 | (uint)random.Next(0, 8);
                address = bits == 0 ? 0 : address >> (32 - bits) << (32 - bits);
                string key = $"{new System.Net.IPAddress(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(address))}/{bits}";
                if (networks.Count > 0 && random.Next(3) == 0)
                {
                    bench.Remove(networks[0].Key);
                    networks.RemoveAt(0);
                }
                else if (networks.All(network => network.Key != key))
                {
                    networks.Add((address, bits, key));
                    bench.Add(key);
                }

                uint asked = (uint)random.Next(0, 8) << 29 | (uint)random.Next(0, 8);
                string? expected = networks
                    .Where(network => network.Bits == 0 || (asked ^ network.Address) >> (32 - network.Bits) == 0)
                    .OrderByDescending(network => network.Bits)
                    .FirstOrDefault().Key;
                Assert.Equal(expected, bench.Find(new System.Net.IPAddress(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(asked)).ToString()));
            }
        }
    }

    [Fact]
    public void Duplicates_AreFoundUntilTheLastIsGone()
    {
        Proxy.Conditions.PatternReference list = new("/list") { IsLoaded = true };
        Proxy.Conditions.PatternSet set = list.SetOf(BuiltInStages.Catalog.MatcherOf(AclMatch.Text)!, default, (_, error) => Assert.Fail(error));
        Assert.True(list.TryAdd("a", "", out _));
        Assert.True(list.TryAdd("a", "", out _));
        IReadOnlyList<Proxy.Conditions.PatternEntry> both = list.Entries();
        Assert.True(list.Remove(both[0].Id));
        Proxy.Samples.Sample sample = default;
        sample.SetText("a"u8);
        Assert.Same(both[1], set.Find(sample));
        Assert.True(list.Remove(both[1].Id));
        Assert.Null(set.Find(sample));
    }

    /// <summary>CFG 7.1.2: versions have two parts, and a bare number is a major one; "3:3.1" is the manual's own.</summary>
    [Theory]
    [InlineData("3:3.1", 0x30000, true)]
    [InlineData("3:3.1", 0x30001, true)]
    [InlineData("3:3.1", 0x30002, false)]
    [InlineData("3:3.1", 3, false)]
    [InlineData("3.3", 0x30003, true)]
    public void Versions_HaveTwoParts(string pattern, int version, bool expected) =>
        Assert.Equal(expected, new IndexBench(AclMatch.Integer, areVersions: true).Add(pattern).Find($"{version}") is not null);

    private static string WordOf(Random random, int lengthMax)
    {
        char[] letters = new char[random.Next(0, lengthMax + 1)];
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = "aab/."[random.Next(5)];
        }

        return new string(letters);
    }

    private static string? Expected(AclMatch match, List<string> keys, string text) => match switch
    {
        AclMatch.Text => keys.FirstOrDefault(key => key == text),
        AclMatch.Beginning => keys.Where(key => text.StartsWith(key, StringComparison.Ordinal)).OrderByDescending(key => key.Length).FirstOrDefault(),
        AclMatch.End => keys.FirstOrDefault(key => text.EndsWith(key, StringComparison.Ordinal)),
        AclMatch.Substring => keys.FirstOrDefault(key => text.Contains(key, StringComparison.Ordinal)),
        AclMatch.Directory => keys.FirstOrDefault(key => HasWord(text, key, "/?")),
        _ => keys.FirstOrDefault(key => HasWord(text, key, "/?.:")),
    };

    private static bool HasWord(string text, string key, string delimiters)
    {
        string word = key.Trim(delimiters.ToCharArray());
        for (int at = 0; word.Length > 0 && at + word.Length <= text.Length; at++)
        {
            bool starts = at == 0 || delimiters.Contains(text[at - 1]);
            bool ends = at + word.Length == text.Length || delimiters.Contains(text[at + word.Length]);
            if (starts && ends && string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
            {
                return true;
            }
        }

        return false;
    }
}
