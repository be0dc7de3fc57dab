using Engine.IO.Loop;
using Engine.IO.Tasks;

namespace Engine.Proxy.State;

/// <summary>One exchange's place in a queue. The queue's lock guards <see cref="IsWaiting"/>; the rest belongs to the exchange's loop.</summary>
internal sealed class QueueTicket
{
    internal QueueTicket(EventLoop loop)
    {
        Loop = loop;
        Signal = new LoopSignal(loop);
    }

    internal EventLoop Loop { get; }

    /// <summary>Set on the loop when a slot was granted (1), or when waiting ended otherwise (0).</summary>
    internal LoopSignal Signal { get; }

    /// <summary>True exactly while the ticket can still be granted a slot.</summary>
    internal bool IsWaiting { get; set; }

    /// <summary>Tickets that stood before it when it joined.</summary>
    internal int Ahead { get; set; }

    /// <summary>The server whose slot was granted; already reserved.</summary>
    internal ServerState? Granted { get; set; }
}
