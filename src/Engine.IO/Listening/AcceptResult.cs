namespace Engine.IO.Listening;

/// <summary>What one attempt to accept a connection came to.</summary>
public enum AcceptResult : byte
{
    /// <summary>A connection; try again for the next.</summary>
    Accepted,

    /// <summary>The queue is empty: wait for the poller.</summary>
    Drained,

    /// <summary>That connection was lost before it was ours, or a signal came: try again at once.</summary>
    Retry,

    /// <summary>
    /// No descriptor or memory left (EMFILE, ENFILE, ENOBUFS, ENOMEM). The connection still waits, so an edge-triggered poller will not
    /// tell again and trying at once would spin: pause, and come back when a connection closed or some time passed.
    /// </summary>
    Exhausted,

    /// <summary>The socket does not listen any more (closed, shut down): forget it.</summary>
    Dead,
}
