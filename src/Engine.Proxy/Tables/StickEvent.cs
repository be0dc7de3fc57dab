namespace Engine.Proxy.Tables;

/// <summary>What is counted at tracked keys at a time: a number and a rate of the same thing, and how much.</summary>
/// <param name="Count">The total, if the table keeps it.</param>
/// <param name="Rate">The rate, likewise.</param>
/// <param name="Amount">1, or a number of bytes.</param>
/// <param name="Before">Bytes of the same exchange that were counted before: what they left of a unit of the rate (CFG 11.1 brates-factor) is not lost.</param>
internal readonly record struct StickEvent(StickDataType Count, StickDataType Rate, long Amount, long Before = 0)
{
    internal static readonly StickEvent Session = new(StickDataType.SessCount, StickDataType.SessRate, 1);
    internal static readonly StickEvent Request = new(StickDataType.HttpReqCount, StickDataType.HttpReqRate, 1);
    internal static readonly StickEvent Error = new(StickDataType.HttpErrCount, StickDataType.HttpErrRate, 1);
    internal static readonly StickEvent Failure = new(StickDataType.HttpFailCount, StickDataType.HttpFailRate, 1);

    internal static StickEvent BytesIn(long bytes, long before) => new(StickDataType.BytesInCount, StickDataType.BytesInRate, bytes, before);

    internal static StickEvent BytesOut(long bytes, long before) => new(StickDataType.BytesOutCount, StickDataType.BytesOutRate, bytes, before);

    /// <summary>At an entry of a table of that plan.</summary>
    internal void CountAt(StickTablePlan plan, scoped in StickLease lease, long nowMs)
    {
        StickCell count = plan.CellOf(Count);
        StickCell rate = plan.CellOf(Rate);
        if (count.IsStored || rate.IsStored)
        {
            bool isBytes = Count is StickDataType.BytesInCount or StickDataType.BytesOutCount;
            lease.Add(count, Amount, nowMs);
            lease.Add(rate, isBytes ? ((Before + Amount) / plan.ByteRateFactor) - (Before / plan.ByteRateFactor) : Amount, nowMs);
            lease.Touch(nowMs);
        }
    }
}
