using System;
using BenchmarkDotNet.Attributes;
using Engine.Proxy.Loops;
using Engine.Proxy.Servers;
using Engine.Proxy.State;

namespace Engine.Benchmarks.Proxy;

/// <summary>An idle server connection is taken from its loop's pool and kept again: what an exchange pays for reuse.</summary>
[MemoryDiagnoser]
public class PoolTakeAndKeep
{
    private ExchangeStand? _stand;
    private ServerPool? _pool;

    [Params(1, 256)]
    public int Idle { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _stand = new ExchangeStand("");
        ProxyLoop place = _stand.Place;
        ServerState server = _stand.Server;
        _pool = place.PoolOf(server);
        for (int i = 0; i < Idle; i++)
        {
            ServerConnection connection = place.RentServer();
            connection.Assign(server);
            connection.Exchanges = 2; // proven: `http-reuse aggressive` may have it
            _pool.TryKeep(connection);
        }
    }

    [Benchmark]
    public bool TakeAndKeep() => _pool!.TryKeep(_pool.TryTake(provenOnly: false, default) ?? throw new InvalidOperationException("The pool is empty."));

    [Benchmark]
    public bool TakeProvenAndKeep() => _pool!.TryKeep(_pool.TryTake(provenOnly: true, default) ?? throw new InvalidOperationException("The pool is empty."));

    [GlobalCleanup]
    public void Leave() => _stand!.Dispose();
}
