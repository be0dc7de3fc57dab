using System;
using BenchmarkDotNet.Attributes;
using Engine.Http;

namespace Engine.Benchmarks.Http;

/// <summary>Walking through a chunked body of 64 KB; payload is found, not copied.</summary>
[MemoryDiagnoser]
public class ChunkedDecoding
{
    private byte[] _body = [];

    [Params(64, 4096)]
    public int ChunkBytes { get; set; }

    [GlobalSetup]
    public void Encode() => _body = Messages.Chunked(ChunkBytes, 65536 / ChunkBytes);

    [Benchmark]
    public long Decode()
    {
        var decoder = new ChunkedDecoder(HeadLimits.Default);
        ReadOnlySpan<byte> rest = _body;
        long bytes = 0;
        while (true)
        {
            ChunkStep step = decoder.Next(rest);
            if (step.Kind != ChunkStepKind.Data)
            {
                return bytes;
            }

            bytes += step.DataLength;
            rest = rest[step.Consumed..];
        }
    }
}
