namespace Engine.IO.Loop;

/// <summary>
/// One deadline of one owner, moved as often as needed at the price of a field write: the wheel learns of a later deadline only
/// when the earlier one comes due. Owned and touched by one loop.
/// </summary>
public sealed class LoopTimer
{
    internal LoopTimer? Previous;
    internal LoopTimer? Next;
    internal long QueuedTick = -1;
    internal int Slot = -1;

    private readonly ITimerOwner _owner;

    public LoopTimer(ITimerOwner owner) => _owner = owner;

    /// <summary>Loop time in ms at which the owner is called; <see cref="Off"/> when it is not to be called.</summary>
    public long DueMs { get; internal set; } = Off;

    public const long Off = long.MaxValue;

    public bool IsSet => DueMs != Off;

    /// <summary>No call from now on. Leaves the wheel's entry where it is: it is dropped when it comes due.</summary>
    public void Clear() => DueMs = Off;

    internal void Fire() => _owner.OnTimer(this);
}
