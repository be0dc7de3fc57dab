using System;
using System.IO.Pipelines;

namespace Engine.IO.Pipes;

/// <summary>A <see cref="PipeWriter"/> of one loop that can also be flushed without a result to unpack: the common case sends all at once.</summary>
public abstract class LoopWriter : PipeWriter
{
    /// <summary>True once sending has failed: what is written from then on goes nowhere.</summary>
    public abstract bool HasFailed { get; }

    /// <summary>Set when the connection is closed right behind the next flush: its last bytes may then leave in one segment with the FIN.</summary>
    public abstract bool ClosesNext { get; set; }

    /// <summary>Sends what is unflushed. False when some of it has to wait: <see cref="PipeWriter.FlushAsync"/> waits for the rest.</summary>
    public abstract bool TryFlush();

    /// <summary>The same for what is unflushed and <paramref name="source"/> behind it, which must stay valid until all is sent.</summary>
    public abstract bool TryWrite(ReadOnlyMemory<byte> source);

    /// <summary>
    /// <see cref="TryFlush"/> for a whole message behind which its other side is waited for: what leaves may leave with the end of the
    /// turn, together with what others send, since a loop that sends many at a time finds its own code and the kernel's still at hand.
    /// Where some of it then has to wait, whoever waits for this connection's input is woken early, and sees <see cref="OwesRest"/>.
    /// </summary>
    public abstract bool TryFlushSoon();

    /// <summary>Likewise <see cref="TryWrite"/>.</summary>
    public abstract bool TryWriteSoon(ReadOnlyMemory<byte> source);

    /// <summary>True when some of what <see cref="TryFlushSoon"/> took could not be sent: <see cref="PipeWriter.FlushAsync"/> waits for the rest.</summary>
    public abstract bool OwesRest { get; }
}
