using System;
using System.Collections.Generic;
using Engine.Proxy.Conditions;

namespace Engine.Stages.Matchers;

/// <summary>
/// All patterns as one trie with the links that Aho and Corasick's method follows: states are numbered level by level, so that the
/// children of a state stand side by side and a state is four numbers. Built once, then read only.
/// </summary>
internal sealed class PatternTrie
{
    internal const int None = -1;

    private PatternTrie(int states)
    {
        FirstChild = new int[states + 1];
        Label = new byte[states];
        Fallback = new int[states];
        Output = new int[states];
    }

    internal int States => Label.Length;

    /// <summary>Children of state s are FirstChild[s] up to FirstChild[s + 1], by rising label.</summary>
    internal int[] FirstChild { get; }

    /// <summary>The byte on the way into a state.</summary>
    internal byte[] Label { get; }

    /// <summary>The state of the longest proper suffix of what led here that is in the trie.</summary>
    internal int[] Fallback { get; }

    /// <summary>Index of the first pattern of the list that ends here or in a fallback; or none.</summary>
    internal int[] Output { get; }

    /// <param name="keys">By rising bytes.</param>
    /// <param name="entries">Of the keys, in the same order.</param>
    internal static PatternTrie Build(byte[][] keys, PatternEntry[] entries)
    {
        int states = CountStates(keys);
        PatternTrie trie = new(states);
        trie.NumberByLevel(keys, entries);
        trie.Link(entries);
        return trie;
    }

    /// <summary>The child of a state by a byte, or none.</summary>
    internal int Child(int state, byte label)
    {
        int first = FirstChild[state];
        int found = Label.AsSpan(first, FirstChild[state + 1] - first).IndexOf(label);
        return found < 0 ? None : first + found;
    }

    private static int CountStates(byte[][] keys)
    {
        int states = 1;
        for (int i = 0; i < keys.Length; i++)
        {
            states += keys[i].Length - (i == 0 ? 0 : keys[i].AsSpan().CommonPrefixLength(keys[i - 1]));
        }

        return states;
    }

    /// <summary>Sorted keys with a common beginning are neighbours: a state is a range of them, its children the ranges of equal next bytes.</summary>
    private void NumberByLevel(byte[][] keys, PatternEntry[] entries)
    {
        Queue<(int First, int End, int Depth)> ranges = new();
        ranges.Enqueue((0, keys.Length, 0));
        int next = 1;
        for (int state = 0; state < States; state++)
        {
            (int first, int end, int depth) = ranges.Dequeue();
            FirstChild[state] = next;
            Output[state] = None;
            for (; first < end && keys[first].Length == depth; first++)
            {
                if (Output[state] == None || entries[first].Id < entries[Output[state]].Id)
                {
                    Output[state] = first;
                }
            }

            while (first < end)
            {
                byte label = keys[first][depth];
                int behind = first + 1;
                while (behind < end && keys[behind][depth] == label)
                {
                    behind++;
                }

                Label[next++] = label;
                ranges.Enqueue((first, behind, depth + 1));
                first = behind;
            }
        }

        FirstChild[States] = next;
    }

    private void Link(PatternEntry[] entries)
    {
        for (int state = 0; state < States; state++)
        {
            for (int child = FirstChild[state]; child < FirstChild[state + 1]; child++)
            {
                int fallback = state == 0 ? None : Fallback[state];
                int target = state == 0 ? 0 : None;
                while (target == None)
                {
                    target = Child(fallback, Label[child]);
                    if (target == None && fallback == 0)
                    {
                        target = 0;
                    }

                    fallback = target == None ? Fallback[fallback] : fallback;
                }

                Fallback[child] = target;
                int inherited = Output[target];
                if (inherited != None && (Output[child] == None || entries[inherited].Id < entries[Output[child]].Id))
                {
                    Output[child] = inherited;
                }
            }
        }
    }
}
