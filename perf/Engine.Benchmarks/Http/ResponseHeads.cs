using BenchmarkDotNet.Attributes;
using Engine.Http;

namespace Engine.Benchmarks.Http;

/// <summary>Parsing response heads.</summary>
[MemoryDiagnoser]
public class ResponseHeads
{
    private readonly ResponseHead _head = new();

    [Benchmark]
    public int Nginx()
    {
        _head.Reset();
        return ResponseParser.Parse(Messages.Response, _head, HeadLimits.Default).Consumed;
    }
}
