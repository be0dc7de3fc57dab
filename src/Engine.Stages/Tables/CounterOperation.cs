using System.Collections.Generic;
using Engine.Proxy.Samples;
using Engine.Proxy.Tables;
using K = Engine.Stages.Tables.CounterKind;
using T = Engine.Proxy.Tables.StickDataType;

namespace Engine.Stages.Tables;

/// <summary>One way to look at an entry of a table: the same behind <c>sc_</c>, <c>src_</c> and <c>table_</c> (CFG 7.3.1, 7.3.3).</summary>
/// <param name="Name">Behind the prefix; of converters without "get_" and "updt_".</param>
/// <param name="Documentation">What it gives.</param>
/// <param name="HasElement">True for arrays: the element is an argument.</param>
internal sealed record CounterOperation(string Name, string Documentation, K Kind, T Type, bool HasElement = false)
{
    /// <summary>All that fetches of tracked keys, fetches of the source address and converters have in common.</summary>
    internal static readonly IReadOnlyList<CounterOperation> All =
    [
        new("bytes_in_rate", "bytes from the client per period", K.Read, T.BytesInRate),
        new("bytes_out_rate", "bytes to the client per period", K.Read, T.BytesOutRate),
        new("clr_gpc0", "gpc0, which is then 0", K.Clear, T.Gpc0),
        new("clr_gpc1", "gpc1, which is then 0", K.Clear, T.Gpc1),
        new("clr_gpc", "an element of gpc, which is then 0", K.Clear, T.Gpc, HasElement: true),
        new("conn_cnt", "connections so far", K.Read, T.ConnCount),
        new("conn_cur", "connections now", K.Read, T.ConnCurrent),
        new("conn_rate", "connections per period", K.Read, T.ConnRate),
        new("get_gpc0", "gpc0", K.Read, T.Gpc0),
        new("get_gpc1", "gpc1", K.Read, T.Gpc1),
        new("get_gpc", "an element of gpc", K.Read, T.Gpc, HasElement: true),
        new("get_gpt0", "gpt0", K.Read, T.Gpt0),
        new("get_gpt", "an element of gpt", K.Read, T.Gpt, HasElement: true),
        new("glitch_cnt", "glitches so far", K.Read, T.GlitchCount),
        new("glitch_rate", "glitches per period", K.Read, T.GlitchRate),
        new("gpc0_rate", "increments of gpc0 per period", K.Read, T.Gpc0Rate),
        new("gpc1_rate", "increments of gpc1 per period", K.Read, T.Gpc1Rate),
        new("gpc_rate", "increments of an element of gpc per period", K.Read, T.GpcRate, HasElement: true),
        new("http_err_cnt", "requests that were the client's error so far", K.Read, T.HttpErrCount),
        new("http_err_rate", "requests that were the client's error per period", K.Read, T.HttpErrRate),
        new("http_fail_cnt", "responses that were the server's failure so far", K.Read, T.HttpFailCount),
        new("http_fail_rate", "responses that were the server's failure per period", K.Read, T.HttpFailRate),
        new("http_req_cnt", "requests so far", K.Read, T.HttpReqCount),
        new("http_req_rate", "requests per period", K.Read, T.HttpReqRate),
        new("inc_gpc0", "gpc0 after counting one more", K.Increment, T.Gpc0),
        new("inc_gpc1", "gpc1 after counting one more", K.Increment, T.Gpc1),
        new("inc_gpc", "an element of gpc after counting one more", K.Increment, T.Gpc, HasElement: true),
        new("kbytes_in", "KB from the client so far", K.ReadKilo, T.BytesInCount),
        new("kbytes_out", "KB to the client so far", K.ReadKilo, T.BytesOutCount),
        new("sess_cnt", "sessions so far", K.Read, T.SessCount),
        new("sess_rate", "sessions per period", K.Read, T.SessRate),
        new("trackers", "how many connections and requests track it now", K.Trackers, T.ConnCurrent),
    ];

    /// <summary>True when a key that is not there is to get an entry.</summary>
    internal bool Creates => Kind is K.Increment or K.CountConnection;

    /// <summary>The integer it comes to: 0 where there is no entry. False when the table does not keep the value.</summary>
    internal bool TryApply(StickTableShared table, scoped in StickLease lease, int element, long nowMs, ref Sample sample)
    {
        sample.Set(0L);
        if (!lease.IsFound)
        {
            return true;
        }

        if (Kind == K.Trackers)
        {
            sample.Set((long)lease.Trackers);
            return true;
        }

        StickCell cell = table.Plan.CellOf(Type, element);
        switch (Kind)
        {
            case K.Increment:
                sample.Set(CounterUpdate.Add(table, lease, new CounterPlace(Type, element), 1, nowMs));
                return true;
            case K.CountConnection when cell.IsStored:
                lease.Add(cell, 1, nowMs);
                lease.Add(table.Plan.CellOf(T.ConnRate), 1, nowMs);
                lease.Touch(nowMs);
                break;
            case K.Clear when cell.IsStored:
                sample.Set(lease.Read(cell, nowMs));
                lease.Set(cell, 0, nowMs);
                lease.Touch(nowMs);
                return true;
        }

        if (cell.IsStored)
        {
            sample.Set(lease.Read(cell, nowMs) >> (Kind == K.ReadKilo ? 10 : 0));
        }

        return cell.IsStored;
    }
}
