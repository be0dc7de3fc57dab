using Engine.Proxy.Tables;
using T = Engine.Proxy.Tables.StickDataType;

namespace Engine.Stages.Tables;

/// <summary>Counts at general purpose counters: at the total and at its rate, whichever the table keeps.</summary>
internal static class CounterUpdate
{
    /// <summary>The total afterwards; where only the rate is kept, the count of its period; 0 where neither is.</summary>
    internal static long Add(StickTableShared table, scoped in StickLease lease, CounterPlace place, long amount, long nowMs)
    {
        StickCell total = table.Plan.CellOf(place.Type, place.Element);
        StickCell rate = table.Plan.CellOf(RateOf(place.Type), place.Element);
        if (!total.IsStored && !rate.IsStored)
        {
            return 0;
        }

        lease.Add(rate, amount, nowMs);
        lease.Add(total, amount, nowMs);
        lease.Touch(nowMs);
        return total.IsStored ? lease.Read(total, nowMs) : lease.Rate(rate).Current;
    }

    private static T RateOf(T type) => type switch
    {
        T.Gpc0 => T.Gpc0Rate,
        T.Gpc1 => T.Gpc1Rate,
        _ => T.GpcRate,
    };
}
