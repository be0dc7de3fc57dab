using BenchmarkDotNet.Attributes;
using Engine.Http;

namespace Engine.Benchmarks.Http;

/// <summary>Parsing heads. The goal: a 700-byte browser request in at most 467 ns (1.5 GB/s), 0 bytes allocated.</summary>
[MemoryDiagnoser]
public class HeadParsing
{
    private readonly RequestHead _request = new();
    private readonly ResponseHead _response = new();

    [Benchmark(Baseline = true)]
    public int BrowserRequest() => Parse(Messages.BrowserRequest);

    [Benchmark]
    public int SmallRequest() => Parse(Messages.SmallRequest);

    [Benchmark]
    public int Response()
    {
        _response.Reset();
        return ResponseParser.Parse(Messages.Response, _response, HeadLimits.Default).Consumed;
    }

    private int Parse(byte[] bytes)
    {
        _request.Reset();
        return RequestParser.Parse(bytes, _request, HeadLimits.Default).Consumed;
    }
}
