using System;
using System.Linq;
using System.Text;
using Engine.Config.Expressions;
using Engine.Proxy.Conditions;
using Engine.Stages.Matchers;
using Xunit;

namespace Engine.Stages.Tests.Matchers;

public class SubstringAutomatonTests
{
    /// <summary>Few letters, so that patterns overlap, begin inside each other and occur now and then.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(9, true)]
    public void AnyPattern_IsFoundWhereAPlainSearchFindsIt(int shortest, bool ignoreCase)
    {
        Random random = new(shortest);
        int found = 0;
        for (int round = 0; round < 2000; round++)
        {
            string[] keys = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Text(random, random.Next(shortest, shortest + 4), "ab"))];
            SubstringAutomaton automaton = SubstringAutomaton.Build([.. keys.Select(Pattern)], ignoreCase);
            string text = Text(random, random.Next(0, 80), ignoreCase ? "abAB" : "abc");
            bool expected = keys.Any(key => text.Contains(key, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
            Assert.True(expected == automaton.IsIn(Encoding.ASCII.GetBytes(text)), $"{string.Join(' ', keys)} in {text}");
            found += expected ? 1 : 0;
        }

        Assert.InRange(found, 1, 1999);
    }

    /// <summary>Long lists of words in long texts, where most of the text is passed over: each occurrence is found, at each place.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AWordOfALongList_IsFoundAtEachPlace(bool ignoreCase)
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789-/. \u007f\u00e9";
        Random random = new(3);
        string[] keys = [.. Enumerable.Range(0, 200).Select(_ => Text(random, random.Next(3, 12), Letters))];
        SubstringAutomaton automaton = SubstringAutomaton.Build([.. keys.Select(Pattern)], ignoreCase);
        for (int round = 0; round < 5000; round++)
        {
            string text = Text(random, random.Next(0, 100), Letters + "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
            if (round % 2 == 0)
            {
                text = text.Insert(random.Next(text.Length + 1), keys[random.Next(keys.Length)]);
            }

            bool expected = keys.Any(key => text.Contains(key, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));
            Assert.True(expected == automaton.IsIn(Encoding.Latin1.GetBytes(text)), text);
        }
    }

    private static string Text(Random random, int length, string letters) => new([.. Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)])]);

    private static (byte[] Key, PatternEntry Entry) Pattern(string key, int index) =>
        (Encoding.Latin1.GetBytes(key), new PatternEntry(index, key, PatternValue.Empty, AclOperator.Equal, 0));
}
