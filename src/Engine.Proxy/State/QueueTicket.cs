using System.Threading;
using Engine.IO.Loop;
using Engine.IO.Tasks;

namespace Engine.Proxy.State;

/// <summary>
/// One exchange's place in a queue, again and again for the exchanges to come. The queue's lock guards all but the signal, which
/// belongs to the exchange's loop.
/// </summary>
internal sealed class QueueTicket
{
    private ServerState? _granted;

    internal QueueTicket(EventLoop loop)
    {
        Loop = loop;
        Signal = new LoopSignal(loop);
    }

    internal EventLoop Loop { get; }

    /// <summary>Set on the loop when a slot was granted, or when waiting ends otherwise.</summary>
    internal LoopSignal Signal { get; }

    /// <summary>True exactly while the ticket can still be granted a slot: it is linked then.</summary>
    internal bool IsWaiting { get; set; }

    /// <summary>Tickets that stood before it when it joined.</summary>
    internal int Ahead { get; set; }

    /// <summary>The server whose slot was granted and is not taken over yet.</summary>
    internal ServerState? Granted
    {
        get => Volatile.Read(ref _granted);
        set => Volatile.Write(ref _granted, value);
    }

    internal QueueTicket? Earlier { get; set; }

    internal QueueTicket? Later { get; set; }

    /// <summary>On the loop, by post. A grant that was taken over before its post came must not wake the next wait.</summary>
    internal void OnGranted()
    {
        if (Granted is not null)
        {
            Signal.Set(1);
        }
    }
}
