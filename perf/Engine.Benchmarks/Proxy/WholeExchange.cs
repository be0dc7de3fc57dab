using BenchmarkDotNet.Attributes;

namespace Engine.Benchmarks.Proxy;

/// <summary>
/// Everything the engine does for a request, from its bytes at the client's socket to the answer's there, without a kernel: what
/// is left of a request's cost when the system calls are taken away. One loop, a browser's request, an answer of 128 bytes.
/// </summary>
[MemoryDiagnoser]
public class WholeExchange
{
    private ExchangeStand? _kept;
    private ExchangeStand? _closed;

    [GlobalSetup]
    public void Open()
    {
        _kept = new ExchangeStand("http-reuse always");
        _closed = new ExchangeStand("option httpclose");
    }

    /// <summary>Both connections are there and stay. Answer bytes.</summary>
    [Benchmark(Baseline = true)]
    public int KeptConnections() => _kept!.Carry();

    /// <summary>Accept, connect, and close on both sides. Answer bytes.</summary>
    [Benchmark]
    public int ConnectionPerRequest() => _closed!.CarryOnNewConnection();

    [GlobalCleanup]
    public void Close()
    {
        _kept!.Dispose();
        _closed!.Dispose();
    }
}
