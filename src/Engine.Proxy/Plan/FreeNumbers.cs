using System;
using System.Collections.Generic;

namespace Engine.Proxy.Plan;

/// <summary>Numbers things in order of declaration, around the numbers that the operator gave (CFG 4.2 id, 5.1 id, 5.2 id).</summary>
internal sealed class FreeNumbers
{
    private readonly HashSet<int> _taken = [];
    private int _next = 1;

    private FreeNumbers()
    {
    }

    /// <summary>Knows the numbers that were written from the start.</summary>
    internal static FreeNumbers Around<T>(IEnumerable<T> all, Func<T, int?> written)
    {
        FreeNumbers numbers = new();
        foreach (T one in all)
        {
            if (written(one) is { } id)
            {
                numbers._taken.Add(id);
            }
        }

        return numbers;
    }

    /// <summary>The written number, or the first free one from its place in the order on: the third of three is 3, whatever the second was given.</summary>
    internal int Next(int? written)
    {
        int id = written ?? NextFree();
        _next++;
        return id;
    }

    private int NextFree()
    {
        while (!_taken.Add(_next))
        {
            _next++;
        }

        return _next;
    }
}
