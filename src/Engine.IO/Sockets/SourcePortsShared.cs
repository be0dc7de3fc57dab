using System.Threading;

namespace Engine.IO.Sockets;

/// <summary>Ports to connect from, taken in turn by all loops (CFG 5.2 source): one that was left long ago is the likeliest to be free.</summary>
public sealed class SourcePortsShared
{
    private readonly int _first;
    private int _taken = -1;

    /// <param name="first">1..65535.</param>
    /// <param name="last">Not less than <paramref name="first"/>.</param>
    public SourcePortsShared(int first, int last)
    {
        _first = first;
        Count = last - first + 1;
    }

    public int Count { get; }

    /// <summary>The next one; which may be in use.</summary>
    public int Next() => _first + (int)((uint)Interlocked.Increment(ref _taken) % (uint)Count);
}
