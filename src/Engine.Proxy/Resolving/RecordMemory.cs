using System.Collections.Generic;
using Engine.IO.DomainNames;

namespace Engine.Proxy.Resolving;

/// <summary>Records that answers had, each as long as <c>hold obsolete</c> says: one answer need not show all of them.</summary>
internal sealed class RecordMemory
{
    private readonly List<(DnsRecord Record, long SeenMs)> _known = [];

    /// <summary>The records of an answer, and behind them those that were in earlier ones not too long ago.</summary>
    internal List<DnsRecord> Merge(IReadOnlyList<DnsRecord> records, long nowMs, int holdMs)
    {
        _known.RemoveAll(known => nowMs - known.SeenMs >= holdMs || Has(records, known.Record));
        List<DnsRecord> all = [.. records];
        foreach ((DnsRecord record, _) in _known)
        {
            all.Add(record);
        }

        foreach (DnsRecord record in records)
        {
            _known.Add((record, nowMs));
        }

        return all;
    }

    private static bool Has(IReadOnlyList<DnsRecord> records, in DnsRecord record)
    {
        foreach (DnsRecord one in records)
        {
            // A new weight makes no new place.
            if (one.Address == record.Address && one.Target == record.Target && one.Port == record.Port)
            {
                return true;
            }
        }

        return false;
    }
}
