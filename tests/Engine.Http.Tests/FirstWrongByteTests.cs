using System;
using System.Collections.Generic;
using System.Text;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>
/// A peer is not waited for once nothing that it could still send would make a head of what it has sent (RFC 9112 section 2.2 for CR
/// without LF): every short string of awkward bytes, at each place of a head.
/// </summary>
public class FirstWrongByteTests
{
    private const string Alphabet = "\r\n \tG:\0";
    private const int LengthMax = 6;

    private readonly HeadReader _reader = new();

    /// <summary>What may follow, from nearly nothing to a whole head.</summary>
    private static readonly Dictionary<WireReader, string[]> Endings = new()
    {
        [WireReader.Request] = [.. Rests, .. Lines("GET / "), .. Lines(" / "), .. Lines("/ "), .. Lines("://a/ "), .. Lines("//a/ "), .. Lines(" "), .. Lines("\nGET / ")],
        [WireReader.Response] = [.. Rests, "HTTP/1.1 200\r\n\r\n", "\nHTTP/1.1 200\r\n\r\n", " 200\r\n\r\n", "200\r\n\r\n"],
    };

    private static string[] Rests => ["\n", "\r\n", "\r\n\r\n", "\n\r\n", ":\r\n\r\n", "G:\r\n\r\n"];

    private static string[] Lines(string front) => [front + "HTTP/1.1\r\nHost: a\r\n\r\n", front + "HTTP/1.1\r\nHost: G\r\n\r\n"];

    [Theory]
    [InlineData(WireReader.Request, "")]
    [InlineData(WireReader.Request, "GET ")]
    [InlineData(WireReader.Request, "GET /")]
    [InlineData(WireReader.Request, "GET / HTTP/1.0")]
    [InlineData(WireReader.Request, "GET / HTTP/1.1\r\nHost: a\r\n")]
    [InlineData(WireReader.Request, "GET / HTTP/1.1\r\nHost: a\r\nX: b")]
    [InlineData(WireReader.Response, "")]
    [InlineData(WireReader.Response, "HTTP/1.1")]
    [InlineData(WireReader.Response, "HTTP/1.1 200")]
    [InlineData(WireReader.Response, "HTTP/1.1 200 OK\r\n")]
    [InlineData(WireReader.Response, "HTTP/1.1 200 OK\r\nX: b")]
    internal void EveryShortString_IsRefusedAtOnce_OrCanStillBecomeValid(WireReader reader, string front)
    {
        byte[] input = Encoding.Latin1.GetBytes(front + new string(' ', LengthMax));
        var digits = new int[LengthMax];
        for (int length = 1; length <= LengthMax; length++)
        {
            Array.Clear(digits);
            do
            {
                for (int i = 0; i < length; i++)
                {
                    input[front.Length + i] = (byte)Alphabet[digits[i]];
                }

                Check(input.AsSpan(0, front.Length + length), reader);
            }
            while (Next(digits.AsSpan(0, length)));
        }
    }

    private void Check(ReadOnlySpan<byte> input, WireReader reader)
    {
        MessageHead head = _reader.Start(reader);
        Verdict verdict = HeadReader.Parse(input, head, HeadLimits.Default);
        Assert.Equal(PlainParser.Parse(input, reader == WireReader.Request, HeadLimits.Default).Fault, verdict.Fault);
        Assert.True(verdict.Kind != VerdictKind.NeedMore || CanBeFinished(input, reader), "waited for: " + HeadReader.Text(input));

        // However the bytes arrive, the wrong one is answered.
        head = _reader.Start(reader);
        int length = 1;
        Verdict stepwise = HeadReader.Parse(input[..length], head, HeadLimits.Default);
        while (stepwise.Kind == VerdictKind.NeedMore && length < input.Length)
        {
            stepwise = HeadReader.Parse(input[..++length], head, HeadLimits.Default);
        }

        Assert.True((verdict.Kind, verdict.Fault, verdict.Consumed) == (stepwise.Kind, stepwise.Fault, stepwise.Consumed), "byte by byte: " + HeadReader.Text(input));
    }

    /// <summary>What a line means is judged when all of it is there, so a target that has none of the four forms counts as finished.</summary>
    private bool CanBeFinished(ReadOnlySpan<byte> input, WireReader reader)
    {
        foreach (string ending in Endings[reader])
        {
            Verdict verdict = HeadReader.Parse((byte[])[.. input, .. Encoding.Latin1.GetBytes(ending)], _reader.Start(reader), HeadLimits.Default);
            if (verdict.Kind == VerdictKind.Done || verdict.Fault == HttpFault.TargetForm)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Next(Span<int> digits)
    {
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = (digits[i] + 1) % Alphabet.Length;
            if (digits[i] != 0)
            {
                return true;
            }
        }

        return false;
    }
}
