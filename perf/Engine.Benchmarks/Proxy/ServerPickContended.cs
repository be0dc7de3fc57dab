using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using BenchmarkDotNet.Attributes;
using Engine.Benchmarks.Config;
using Engine.Benchmarks.Http;
using Engine.IO.Addressing;
using Engine.Proxy.Stages;
using Engine.Proxy.State;

namespace Engine.Benchmarks.Proxy;

/// <summary>
/// What exchanges do to a backend, on several threads at once as loops do: a pick, the slot taken, another exchange's slot given back.
/// A time is that of all threads together divided by all picks: with more threads than processors it stays what it is with as many, unless
/// they stand in each other's way.
/// </summary>
[MemoryDiagnoser]
public class ServerPickContended : IDisposable
{
    private const int PicksPerThread = 2000;

    /// <summary>Slots that each thread holds at a time.</summary>
    private const int Held = 16;

    private readonly ParsedMessages _messages = new();
    private Barrier _barrier = new(1);
    private Thread[] _threads = [];
    private Balancer? _balancer;
    private volatile bool _ends;

    [ParamsSource(nameof(Algorithms))]
    public string Algorithm { get; set; } = "";

    [Params(100, 10_000)]
    public int Servers { get; set; }

    [Params(1, 2, 16)]
    public int Threads { get; set; }

    public static IEnumerable<string> Algorithms => ["roundrobin", "leastconn", "random"];

    [GlobalSetup]
    public void Start()
    {
        _balancer = Compiled.Plan(ServerPick.Backend(Algorithm, Servers)).Backends[0].Balancer;
        _barrier = new Barrier(Threads + 1);
        _ends = false;
        _threads = new Thread[Threads];
        for (int i = 0; i < Threads; i++)
        {
            _threads[i] = new Thread(Work);
            _threads[i].Start();
        }
    }

    /// <summary>One go of all threads, which divide the picks among themselves.</summary>
    [Benchmark(OperationsPerInvoke = 16 * PicksPerThread)]
    public int PickTakeAndRelease()
    {
        _barrier.SignalAndWait();
        _barrier.SignalAndWait();
        return Threads;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _ends = true;
        _barrier.SignalAndWait();
        Array.ForEach(_threads, static thread => thread.Join());
        _barrier.Dispose();
        _threads = [];
        GC.SuppressFinalize(this);
    }

    private void Work()
    {
        EndpointAddress client = EndpointAddress.FromIP(IPAddress.Loopback, 20000);
        ServerState?[] held = new ServerState?[Held];
        while (true)
        {
            _barrier.SignalAndWait();
            if (_ends)
            {
                return;
            }

            for (int i = 0; i < 16 * PicksPerThread / Threads; i++)
            {
                ref ServerState? place = ref held[i % Held];
                place?.Release();
                place = _balancer!.Pick(new PickRequest { Client = client, Head = _messages.Request });
                if (place?.TryReserve() == false)
                {
                    place = null;
                }
            }

            _barrier.SignalAndWait();
        }
    }
}
