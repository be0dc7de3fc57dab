namespace Engine.IO.Polling;

/// <summary>Something the loop reports readiness to. Lives in one slot of its loop's handler table.</summary>
public abstract class PollHandler
{
    /// <summary>Slot and generation under which the descriptor is registered; 0 = not registered.</summary>
    internal ulong PollKey;

    /// <summary>Called on the loop, once per reported edge; must not block.</summary>
    protected internal abstract void OnReady(ReadyFlags flags);
}
