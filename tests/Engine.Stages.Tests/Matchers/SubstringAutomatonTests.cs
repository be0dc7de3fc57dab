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

    private static string Text(Random random, int length, string letters) => new([.. Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)])]);

    private static (byte[] Key, PatternEntry Entry) Pattern(string key, int index) =>
        (Encoding.ASCII.GetBytes(key), new PatternEntry(index, key, PatternValue.Empty, AclOperator.Equal, 0));
}
