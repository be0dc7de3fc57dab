using System.Collections.Generic;
using System.Threading;

namespace Engine.Proxy.Loops;

/// <summary>
/// Whether every loop of an engine still turns: each is asked, and answers when its next turn comes. A loop that hangs in a turn, or whose
/// thread is gone, never answers.
/// </summary>
/// <param name="loops">All loops of the engine.</param>
public sealed class LoopPulse(IReadOnlyList<ProxyLoop> loops)
{
    private int _missing;

    /// <summary>
    /// True when every loop has turned since the question before (and at the first one); all are asked again then. False: at least one owes
    /// its answer still. One thread at a time; returns at once.
    /// </summary>
    public bool Beat()
    {
        if (Volatile.Read(ref _missing) > 0)
        {
            return false;
        }

        _missing = loops.Count;
        foreach (ProxyLoop loop in loops)
        {
            loop.Loop.Post(static pulse => Interlocked.Decrement(ref ((LoopPulse)pulse!)._missing), this);
        }

        return true;
    }
}
