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
}
