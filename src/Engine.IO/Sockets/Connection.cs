using System.IO.Pipelines;
using Engine.IO.Loop;
using Engine.IO.Pipes;
using Engine.IO.Polling;

namespace Engine.IO.Sockets;

/// <summary>
/// A byte stream to one side: plain TCP, and later TLS over it. Owned by one loop. At most one read and one write are under way
/// at a time. It is closed by its owner only, after the owner's own reads and writes have returned.
/// </summary>
public abstract class Connection : PollHandler, IDuplexPipe
{
    protected Connection(EventLoop loop) => Loop = loop;

    public EventLoop Loop { get; }

    public abstract LoopReader Input { get; }

    public abstract LoopWriter Output { get; }

    PipeReader IDuplexPipe.Input => Input;

    PipeWriter IDuplexPipe.Output => Output;

    /// <summary>True exactly while a descriptor is open.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>True once the peer has sent FIN or reset, also while bytes are still to be read before it.</summary>
    public abstract bool PeerClosed { get; }

    /// <summary>True once the connection is broken in both directions: nobody is there to read what is sent.</summary>
    public abstract bool IsReset { get; }

    /// <summary>errno of the first failure; 0 while there was none.</summary>
    public abstract int Error { get; }

    /// <summary>Told when the peer closes while nobody reads.</summary>
    public IConnectionOwner? Owner { get; set; }

    /// <summary>Lets a read, a write or a connect that waits right now return cancelled. Nothing sticks: later ones are not concerned.</summary>
    public abstract void CancelWaits();

    /// <summary>Sends FIN behind what has been flushed.</summary>
    public abstract void ShutdownSend();

    /// <summary>Ends the connection and gives back its buffers. Idempotent.</summary>
    /// <param name="reset">Discard what is unsent and send RST instead of FIN.</param>
    public abstract void Close(bool reset);
}
