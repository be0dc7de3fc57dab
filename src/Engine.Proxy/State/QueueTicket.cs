using System.Threading;
using Engine.IO.Loop;
using Engine.IO.Tasks;

namespace Engine.Proxy.State;

/// <summary>
/// One exchange's place in a queue, used again for its next wait, be it in another backend's queue. What an earlier wait left behind
/// in a queue knows it by its turn.
/// </summary>
internal sealed class QueueTicket
{
    private int _turn;
    private ServerState? _granted;

    internal QueueTicket(EventLoop loop)
    {
        Loop = loop;
        Signal = new LoopSignal(loop);
    }

    internal EventLoop Loop { get; }

    /// <summary>
    /// Set on the loop when a slot was granted (1), or when waiting ended otherwise (0). A 1 may come late, into the next wait:
    /// <see cref="Granted"/> has the last word.
    /// </summary>
    internal LoopSignal Signal { get; }

    /// <summary>The server whose slot was granted, already reserved; null before.</summary>
    internal ServerState? Granted => Volatile.Read(ref _granted);

    /// <summary>The turn that the exchange waits in, or waited in last. Its loop only.</summary>
    internal int Joined { get; private set; }

    /// <summary>True exactly while a slot can still be granted in this turn.</summary>
    internal bool IsWaiting(int turn) => Volatile.Read(ref _turn) == turn;

    /// <summary>Begins a turn. The exchange's loop, holding the queue's lock.</summary>
    internal void Join()
    {
        Volatile.Write(ref _granted, null);
        Joined = _turn + 1;
        Volatile.Write(ref _turn, Joined);
    }

    /// <summary>Ends the turn, with a server or without. Holding the lock of the queue in which it waits.</summary>
    internal void End(ServerState? granted)
    {
        Volatile.Write(ref _granted, granted);
        Volatile.Write(ref _turn, _turn + 1);
    }
}
