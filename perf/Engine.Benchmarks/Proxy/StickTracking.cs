using System;
using BenchmarkDotNet.Attributes;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Proxy.Tables;

namespace Engine.Benchmarks.Proxy;

/// <summary>What one request costs that counts itself in a table of a million addresses: look-up, a connection more, a request more, a rate.</summary>
[MemoryDiagnoser]
public class StickTracking
{
    private readonly byte[] _key = new byte[sizeof(int)];
    private StickTableShared? _table;
    private StickCell _count;
    private StickCell _rate;
    private uint _next;

    [Params(1000, 1_000_000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        StickTableConfig config = new(new Statement("bench.cfg", 1, "", []), "t")
        {
            KeyType = StickKeyType.IPv4,
            Size = Entries,
            ExpireMs = 600_000,
            Data = [new("http_req_cnt", 1, 0), new("http_req_rate", 1, 10_000), new("gpc0", 1, 0)],
        };
        _table = new StickTableShared(new StickTablePlan(config, sticks: false), new StickNamesShared());
        _count = _table.Plan.CellOf(StickDataType.HttpReqCount);
        _rate = _table.Plan.CellOf(StickDataType.HttpReqRate);
        for (int i = 0; i < Entries; i++)
        {
            Track(i);
        }
    }

    [Benchmark]
    public long Track()
    {
        // Every key in turn, in an order that no cache foresees.
        _next += 0x9E37_79B1;
        return Track((int)(_next % (uint)Entries));
    }

    private long Track(int key)
    {
        BitConverter.TryWriteBytes(_key, key);
        using StickLease lease = _table!.FindOrAdd(_key, nowMs: 1_000_000);
        lease.Add(_count, 1, 1_000_000);
        lease.Add(_rate, 1, 1_000_000);
        lease.Touch(1_000_000);
        return lease.Read(_count, 1_000_000);
    }
}
