using BenchmarkDotNet.Attributes;
using Engine.Http;

namespace Engine.Benchmarks.Http;

/// <summary>Deciding where the body of a parsed message ends.</summary>
[MemoryDiagnoser]
public class FramingDecisions
{
    private readonly ParsedMessages _messages = new();

    [Benchmark]
    public long Request() => Framing.OfRequest(_messages.Request, acceptUnsafe: false).Length;

    [Benchmark]
    public long Response() => Framing.OfResponse(_messages.Response, HttpMethod.Get).Length;
}
