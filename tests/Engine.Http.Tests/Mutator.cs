using System;
using System.Collections.Generic;

namespace Engine.Http.Tests;

/// <summary>Damages messages in ways that have fooled parsers before. Same seed, same damage.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly string[] Tokens =
    [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", ",", ";", "\"", "\x7f", "\x80", "\xff", "0", "\r\n ", "\r\n\t", "\r\n\r\n", "HTTP/1.1", "HTTP/1.0",
        "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "Host: a\r\n", "Connection: close\r\n", "X: y\r\n", "chunked", "/", "*", "http://a",
        "[", "]", "%41", "@", "#", ";a=b", "00000000", "ffffffff", "Content-Length", "\x0b",
    ];

    private readonly Random _random = new(seed);

    internal int Below(int limit) => _random.Next(limit);

    internal byte[] Mutate(byte[] input, byte[][] corpus)
    {
        var bytes = new List<byte>(input);
        for (int i = _random.Next(3) == 0 ? _random.Next(1, 5) : 1; i > 0; i--)
        {
            int at = _random.Next(bytes.Count + 1);
            switch (_random.Next(7))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1 when at < bytes.Count:
                    bytes.RemoveRange(at, Math.Min(_random.Next(1, 4), bytes.Count - at));
                    break;
                case 2:
                    bytes.Insert(at, (byte)_random.Next(256));
                    break;
                case 3 when at < bytes.Count:
                    bytes.InsertRange(at, bytes.GetRange(at, _random.Next(bytes.Count - at + 1)));
                    break;
                case 4:
                    byte[] other = corpus[_random.Next(corpus.Length)];
                    int from = _random.Next(other.Length + 1);
                    bytes.InsertRange(at, other[from.._random.Next(from, Math.Min(other.Length, from + 60) + 1)]);
                    break;
                case 5 when at < bytes.Count:
                    bytes[at] ^= 0x20;
                    break;
                default:
                    bytes.InsertRange(at, System.Text.Encoding.Latin1.GetBytes(Tokens[_random.Next(Tokens.Length)]));
                    break;
            }
        }

        return bytes.Count > 8192 ? bytes.GetRange(0, 8192).ToArray() : [.. bytes];
    }
}
