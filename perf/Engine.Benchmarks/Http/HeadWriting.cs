using BenchmarkDotNet.Attributes;
using Engine.Http;

namespace Engine.Benchmarks.Http;

/// <summary>Writing a parsed head for the next hop.</summary>
[MemoryDiagnoser]
public class HeadWriting
{
    private readonly ParsedMessages _messages = new();
    private readonly byte[] _destination = new byte[16384];

    [Benchmark]
    public int Request() =>
        HeadWriter.WriteRequest(_messages.Request, new RequestRewrite { ExtraLines = "X-Forwarded-For: 192.0.2.1\r\n"u8 }, _destination);

    [Benchmark]
    public int Response() => HeadWriter.WriteResponse(_messages.Response, new ResponseRewrite(), _destination);
}
