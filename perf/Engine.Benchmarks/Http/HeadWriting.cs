using BenchmarkDotNet.Attributes;
using Engine.Http;

namespace Engine.Benchmarks.Http;

/// <summary>Framing a parsed head and writing it for the next hop.</summary>
[MemoryDiagnoser]
public class HeadWriting
{
    private readonly RequestHead _request = new();
    private readonly ResponseHead _response = new();
    private readonly byte[] _storage = new byte[16384];
    private readonly byte[] _responseStorage = new byte[16384];
    private readonly byte[] _destination = new byte[16384];

    [GlobalSetup]
    public void Parse()
    {
        Messages.BrowserRequest.CopyTo(_storage, 0);
        RequestParser.Parse(Messages.BrowserRequest, _request, HeadLimits.Default);
        _request.Attach(_storage, Messages.BrowserRequest.Length);
        Messages.Response.CopyTo(_responseStorage, 0);
        ResponseParser.Parse(Messages.Response, _response, HeadLimits.Default);
        _response.Attach(_responseStorage, Messages.Response.Length);
    }

    [Benchmark]
    public int Request() =>
        HeadWriter.WriteRequest(_request, new RequestRewrite { ExtraLines = "X-Forwarded-For: 192.0.2.1\r\n"u8 }, _destination);

    [Benchmark]
    public int Response() => HeadWriter.WriteResponse(_response, new ResponseRewrite(), _destination);

    [Benchmark]
    public long FrameRequest() => Framing.OfRequest(_request, acceptUnsafe: false).Length;

    [Benchmark]
    public long FrameResponse() => Framing.OfResponse(_response, HttpMethod.Get).Length;
}
