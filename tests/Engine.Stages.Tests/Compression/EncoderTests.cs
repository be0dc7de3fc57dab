using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Engine.IO.Tests;
using Engine.Proxy.Stages;
using Xunit;

namespace Engine.Stages.Tests.Compression;

/// <summary>Every codec against a decoder that is not ours: bodies of any kind, in pieces of any size, one behind the other through one encoder.</summary>
public sealed class EncoderTests
{
    public static TheoryData<string> Algorithms => [.. BuiltInStages.Catalog.Codecs.Where(row => row.Create is not null).Select(row => row.Name)];

    [Theory, MemberData(nameof(Algorithms))]
    public void AnyBody_InAnyPieces_IsDecodedToItself(string algorithm)
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            Random random = new(seed);
            using BodyEncoder encoder = Create(algorithm, random.Next(1, 10), random.Next(8, 16), random.Next(1, 10));
            for (int body = 0; body < 4; body++)
            {
                byte[] bytes = Bodies.Random(random, 150_000);
                byte[] coded = Encode(encoder, bytes, random, static _ => false);
                Assert.True(bytes.AsSpan().SequenceEqual(Decoding.Decode(algorithm, coded)), $"seed {seed}, body {body}");
            }
        }
    }

    /// <summary>Level 1 of the deflate family is our own encoder: every window, every table, distances up to the edge of the window and beyond.</summary>
    [Fact]
    public void TheQuickestDeflate_IsDecodedToItself_ByZlib()
    {
        for (int seed = 1; seed <= 150; seed++)
        {
            Random random = new(seed);
            using BodyEncoder encoder = Create("gzip", level: 1, windowBits: random.Next(8, 16), memoryLevel: random.Next(1, 10));
            for (int body = 0; body < 3; body++)
            {
                byte[] bytes = random.Next(2) == 0 ? Bodies.Echoes(random, random.Next(200_000)) : Bodies.Random(random, 200_000);
                bool stores = random.Next(4) == 0;
                byte[] coded = Encode(encoder, bytes, random, random => stores && random.Next(2) == 0);
                Assert.True(bytes.AsSpan().SequenceEqual(Decoding.Decode("gzip", coded)), $"seed {seed}, body {body}");
            }
        }
    }

    /// <summary>RFC 1951 section 2: a block of bytes that do not compress costs five bytes. Here each piece is one.</summary>
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw-deflate")]
    public void Noise_GrowsByAThousandth(string algorithm)
    {
        byte[] noise = new byte[300_000];
        new Random(1).NextBytes(noise);
        using BodyEncoder encoder = Create(algorithm);
        encoder.Begin();
        MemoryStream coded = new();
        Put(encoder, noise, EncodeEnd.Finish, coded, 16_000);
        Assert.Equal(noise, Decoding.Decode(algorithm, coded.ToArray()));
        Assert.InRange(coded.Length, noise.Length, noise.Length + (noise.Length / 1000));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void WhileLimitsAreExceeded_AndAgainWithinThem_TheBodyStaysWhole(string algorithm)
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            Random random = new(seed);
            using BodyEncoder encoder = Create(algorithm);
            for (int body = 0; body < 3; body++)
            {
                byte[] bytes = Bodies.Random(random, 150_000);
                byte[] coded = Encode(encoder, bytes, random, static random => random.Next(2) == 0);
                Assert.True(bytes.AsSpan().SequenceEqual(Decoding.Decode(algorithm, coded)), $"seed {seed}, body {body}");
            }
        }
    }

    /// <summary>What a client sees of a stream of events: each is readable before the next one happens.</summary>
    [Theory, MemberData(nameof(Algorithms))]
    public void AfterAFlush_EverythingGivenSoFar_CanBeDecoded(string algorithm)
    {
        using BodyEncoder encoder = Create(algorithm);
        encoder.Begin();
        MemoryStream coded = new();
        MemoryStream given = new();
        for (int i = 1; i <= 20; i++)
        {
            byte[] message = Bodies.Text(i, i * 37);
            given.Write(message);
            Put(encoder, message, EncodeEnd.More, coded, 512);
            Put(encoder, [], EncodeEnd.Flush, coded, 512);
            Assert.Equal(given.ToArray(), Decoding.DecodeStart(algorithm, coded.ToArray(), (int)given.Length));
        }

        Put(encoder, [], EncodeEnd.Finish, coded, 512);
        Assert.Equal(given.ToArray(), Decoding.Decode(algorithm, coded.ToArray()));
    }

    [Theory, MemberData(nameof(Algorithms))]
    public void AnEmptyBody_BecomesAnEmptyBody(string algorithm)
    {
        using BodyEncoder encoder = Create(algorithm);
        for (int i = 0; i < 3; i++)
        {
            encoder.Begin();
            MemoryStream coded = new();
            Put(encoder, [], EncodeEnd.Finish, coded, BodyEncoder.RoomBytesMin);
            Assert.Empty(Decoding.Decode(algorithm, coded.ToArray()));
        }
    }

    /// <summary>Nothing of one client's body may show in another's: not even as a reference that the decoder would have to follow.</summary>
    [Theory, MemberData(nameof(Algorithms))]
    public void ABody_CompressesTheSame_WhateverCameBeforeIt(string algorithm)
    {
        byte[] body = Bodies.Text(1, 60_000);
        using BodyEncoder fresh = Create(algorithm);
        using BodyEncoder used = Create(algorithm);
        Encode(used, Bodies.Text(1, 60_000), new Random(1), static _ => false);
        Encode(used, Bodies.Text(2, 3_000), new Random(2), static _ => false);
        Assert.Equal(EncodeWhole(fresh, body), EncodeWhole(used, body));
    }

    [Theory]
    [InlineData("gzip", 0.28)]
    [InlineData("deflate", 0.28)]
    [InlineData("raw-deflate", 0.28)]
    [InlineData("br", 0.20)]
    [InlineData("zstd", 0.20)]
    public void Text_BecomesAFraction(string algorithm, double atMost)
    {
        byte[] body = Bodies.Text(7, 60_000);
        using BodyEncoder encoder = Create(algorithm);
        Assert.InRange((double)EncodeWhole(encoder, body).Length / body.Length, 0.01, atMost);
    }

    [Fact]
    public async Task Gzip_IsWhatGunzipTakes()
    {
        byte[] body = Bodies.Text(3, 200_000);
        using BodyEncoder encoder = Create("gzip");
        EncodeWhole(encoder, Bodies.Text(4, 999));
        using Process gunzip = Process.Start(new ProcessStartInfo("gunzip", ["-c"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        byte[] coded = EncodeWhole(encoder, body);
        Task writing = Task.Run(() =>
        {
            gunzip.StandardInput.BaseStream.Write(coded);
            gunzip.StandardInput.Close();
        });
        MemoryStream decoded = new();
        await gunzip.StandardOutput.BaseStream.CopyToAsync(decoded);
        await writing;
        await gunzip.WaitForExitAsync();
        Assert.Equal(0, gunzip.ExitCode);
        Assert.Equal(body, decoded.ToArray());
    }

    /// <summary>The steady state of the codecs that browsers ask for most allocates nothing.</summary>
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw-deflate")]
    [InlineData("br")]
    public void ABodyAfterTheFirst_AllocatesNothing(string algorithm)
    {
        byte[] body = Bodies.Text(5, 60_000);
        byte[] room = new byte[120_000];
        using BodyEncoder encoder = Create(algorithm);
        Assert.Equal(0, Allocations.LeastOf(3, () => EncodeInto(encoder, body, room)));
    }

    private static BodyEncoder Create(string algorithm, int level = 1, int windowBits = 15, int memoryLevel = 8) =>
        BuiltInStages.Catalog.Codecs.Single(row => row.Name == algorithm).Create!(new BodyCodecSettings(level, windowBits, memoryLevel));

    private static int EncodeInto(BodyEncoder encoder, byte[] body, byte[] room)
    {
        encoder.Begin();
        EncodeStatus status = encoder.Encode(body, room, EncodeEnd.Finish, out _, out int written);
        Assert.True(status == EncodeStatus.Done);
        return written;
    }

    private static byte[] EncodeWhole(BodyEncoder encoder, byte[] body)
    {
        encoder.Begin();
        MemoryStream coded = new();
        Put(encoder, body, EncodeEnd.Finish, coded, body.Length + 1000);
        return coded.ToArray();
    }

    /// <summary>In pieces and rooms that chance cuts, with flushes between them.</summary>
    private static byte[] Encode(BodyEncoder encoder, byte[] body, Random random, Func<Random, bool> stores)
    {
        encoder.Begin();
        MemoryStream coded = new();
        for (int at = 0; at < body.Length;)
        {
            int size = Math.Min(random.Next(5) == 0 ? random.Next(1, 10) : random.Next(1, 20_000), body.Length - at);
            encoder.Stores = stores(random);
            Put(encoder, body.AsSpan(at, size), EncodeEnd.More, coded, random.Next(BodyEncoder.RoomBytesMin, 17_000));
            at += size;
            if (random.Next(4) == 0)
            {
                Put(encoder, [], EncodeEnd.Flush, coded, random.Next(BodyEncoder.RoomBytesMin, 500));
            }
        }

        Put(encoder, [], EncodeEnd.Finish, coded, random.Next(BodyEncoder.RoomBytesMin, 17_000));
        encoder.Stores = false;
        return coded.ToArray();
    }

    private static void Put(BodyEncoder encoder, ReadOnlySpan<byte> source, EncodeEnd end, MemoryStream coded, int roomBytes)
    {
        byte[] room = new byte[roomBytes];
        while (true)
        {
            EncodeStatus status = encoder.Encode(source, room, end, out int consumed, out int written);
            Assert.NotEqual(EncodeStatus.Failed, status);
            Assert.True(status == EncodeStatus.Done || consumed + written > 0, "no progress");
            coded.Write(room, 0, written);
            source = source[consumed..];
            if (status == EncodeStatus.Done)
            {
                Assert.True(source.IsEmpty);
                return;
            }
        }
    }
}
