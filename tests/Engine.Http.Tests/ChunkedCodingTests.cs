using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Engine.Http.Tests;

public class ChunkedCodingTests
{
    private const int Mutations = 40_000;

    [Theory]
    [InlineData(1, "1\r\n")]
    [InlineData(15, "f\r\n")]
    [InlineData(16, "10\r\n")]
    [InlineData(16384, "4000\r\n")]
    [InlineData(int.MaxValue, "7fffffff\r\n")]
    [InlineData(long.MaxValue, "7fffffffffffffff\r\n")]
    public void ChunkHeader_OfSize_IsHexadecimal(long size, string expected)
    {
        byte[] destination = new byte[ChunkedEncoder.ChunkHeaderBytesMax];
        int written = ChunkedEncoder.WriteChunkHeader(destination, size);
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(destination, 0, written));
        Assert.Equal(-1, ChunkedEncoder.WriteChunkHeader(destination.AsSpan(0, expected.Length - 1), size));
    }

    [Fact]
    public void Trailer_WithoutRoom_IsNotWritten()
    {
        byte[] destination = new byte[6];
        Assert.Equal(6, ChunkedEncoder.WriteTrailer(destination, "A: 1"u8));
        Assert.Equal("A: 1\r\n"u8, destination);
        Assert.Equal(-1, ChunkedEncoder.WriteTrailer(destination, "A: 12"u8));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(77)]
    public void Body_EncodedInRandomChunks_IsDecodedUnchangedWhereverCut(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            byte[] body = new byte[random.Next(0, 3000)];
            random.NextBytes(body);
            byte[] wire = Encode(body, random);
            int[] cuts = [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(wire.Length + 1)).Order()];
            List<string> found = ChunkReader.Describe(wire, HeadLimits.Default, cuts);
            List<string> expected = ["trailer X-Sum: 1", "end"];
            if (body.Length > 0)
            {
                expected.Insert(0, "data " + HeadReader.Text(body));
            }

            Assert.Equal(expected, found);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8080)]
    public void Mutations_CutAnywhere_DecodeAsPlainDecoderSays(int seed)
    {
        var mutator = new Mutator(seed);
        byte[][] corpus = [.. WireDocument.All.Where(c => c.Reader == WireReader.Chunked && c.Input.Length < 2000).Select(c => c.Input)];
        using var page = new GuardedPage(16384);
        int ended = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] input = mutator.Mutate(corpus[mutator.Below(corpus.Length)], corpus);
            List<string> whole = ChunkReader.Describe(page.Place(input), HeadLimits.Default);
            int first = mutator.Below(input.Length + 1);
            int second = first + mutator.Below(input.Length - first + 1);
            Assert.Equal(whole, ChunkReader.Describe(input, HeadLimits.Default, first, second));
            Assert.True(PlainChunks.Decode(input) == PlainChunks.Simplify(whole), HeadReader.Text(input) + "\n" + string.Join(" | ", whole));
            ended += whole.Contains("end") ? 1 : 0;
        }

        Assert.True(ended > Mutations / 20, $"only {ended} bodies ended");
    }

    [Fact]
    public void Next_AfterTheEnd_SaysSoAgainAndConsumesNothing()
    {
        var decoder = new ChunkedDecoder(HeadLimits.Default);
        Assert.Equal(ChunkStepKind.End, decoder.Next("0\r\n\r\n"u8).Kind);
        ChunkStep again = decoder.Next("GET"u8);
        Assert.Equal((ChunkStepKind.End, 0), (again.Kind, again.Consumed));
    }

    [Fact]
    public void Next_AfterAFault_SaysSoAgain()
    {
        var decoder = new ChunkedDecoder(HeadLimits.Default);
        Assert.Equal(HttpFault.ChunkSizeInvalid, decoder.Next("x"u8).Fault);
        Assert.Equal(HttpFault.ChunkSizeInvalid, decoder.Next("0\r\n\r\n"u8).Fault);
    }

    private static byte[] Encode(byte[] body, Random random)
    {
        var wire = new List<byte>();
        byte[] line = new byte[64];
        for (int at = 0; at < body.Length;)
        {
            int size = random.Next(1, body.Length - at + 1);
            wire.AddRange(line.AsSpan(0, ChunkedEncoder.WriteChunkHeader(line, size)));
            wire.AddRange(body.AsSpan(at, size));
            wire.AddRange(ChunkedEncoder.ChunkEnd);
            at += size;
        }

        wire.AddRange(ChunkedEncoder.LastChunk);
        wire.AddRange(line.AsSpan(0, ChunkedEncoder.WriteTrailer(line, "X-Sum: 1"u8)));
        wire.AddRange(ChunkedEncoder.ChunkEnd);
        return [.. wire];
    }
}
