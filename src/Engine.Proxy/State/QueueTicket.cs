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

    /// <summary>True from <see cref="Dismiss"/> until somebody has looked.</summary>
    private bool _dismissed;

    internal QueueTicket(EventLoop loop)
    {
        Loop = loop;
        Signal = new LoopSignal(loop);
    }

    internal EventLoop Loop { get; }

    /// <summary>Set on the loop when a slot was granted, or when waiting ends otherwise.</summary>
    internal LoopSignal Signal { get; }

    /// <summary>The list it stands in; null exactly while it cannot be granted a slot.</summary>
    internal TicketList? List { get; set; }

    /// <summary>True while it stands in a list.</summary>
    internal bool IsWaiting => List is not null;

    /// <summary>The only server it waits for; null = any of the backend's.</summary>
    internal ServerState? Only { get; set; }

    /// <summary>Its place in the order: lower ones are served first, of equals the one that came first.</summary>
    internal long Rank { get; set; }

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

    /// <summary>A slot is the exchange's. Any loop, under the queue's lock.</summary>
    internal void Grant(ServerState server)
    {
        Granted = server;
        Loop.Post(static state => ((QueueTicket)state!).OnDecided(), this);
    }

    /// <summary>The server it waited for is gone: its exchange has to choose again. Any loop, under the queue's lock.</summary>
    internal void Dismiss()
    {
        Volatile.Write(ref _dismissed, true);
        Loop.Post(static state => ((QueueTicket)state!).OnDecided(), this);
    }

    /// <summary>True when the wait ended by <see cref="Dismiss"/>; forgets it.</summary>
    internal bool TakeDismissal()
    {
        bool dismissed = Volatile.Read(ref _dismissed);
        Volatile.Write(ref _dismissed, false);
        return dismissed;
    }

    /// <summary>On the loop, by post. What was taken over before its post came must not wake the next wait.</summary>
    private void OnDecided()
    {
        if (Granted is not null || Volatile.Read(ref _dismissed))
        {
            Signal.Set(1);
        }
    }
}
