namespace Engine.Config.Model;

/// <summary>Statuses of HTTP, 100 to 599. Immutable once the configuration is read.</summary>
public sealed class StatusSet
{
    public const int First = 100;
    public const int Last = 599;

    private const int BitsPerWord = 64;

    private readonly ulong[] _words = new ulong[((Last - First) / BitsPerWord) + 1];

    /// <summary>Any number; what is no status is not in it.</summary>
    public bool Contains(int status)
    {
        uint at = (uint)(status - First);
        return at <= Last - First && (_words[at / BitsPerWord] & (1UL << (int)(at % BitsPerWord))) != 0;
    }

    /// <summary>The same with the statuses of a range added, or removed.</summary>
    internal StatusSet With(int first, int last, bool isIn)
    {
        var changed = new StatusSet();
        _words.CopyTo(changed._words, 0);
        for (int at = first - First; at <= last - First; at++)
        {
            ulong bit = 1UL << (at % BitsPerWord);
            changed._words[at / BitsPerWord] = isIn ? changed._words[at / BitsPerWord] | bit : changed._words[at / BitsPerWord] & ~bit;
        }

        return changed;
    }
}
