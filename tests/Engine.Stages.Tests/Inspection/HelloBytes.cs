using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace Engine.Stages.Tests.Inspection;

/// <summary>Writes what a TLS client says first (RFC 8446 section 4.1.2).</summary>
internal static class HelloBytes
{
    /// <summary>A hello with these extensions, in one record.</summary>
    public static byte[] Of(params (int Type, byte[] Data)[] extensions) => InRecords(Message(1, Body(extensions)), int.MaxValue);

    public static byte[] Message(byte type, byte[] body) => [type, (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body];

    /// <summary>The same message in records of at most so many bytes each.</summary>
    public static byte[] InRecords(byte[] message, int fragmentMax)
    {
        List<byte> bytes = [];
        for (int at = 0; at < message.Length; at += fragmentMax)
        {
            ReadOnlySpan<byte> piece = message.AsSpan(at, Math.Min(fragmentMax, message.Length - at));
            bytes.AddRange([22, 3, 1, (byte)(piece.Length >> 8), (byte)piece.Length]);
            bytes.AddRange(piece);
            if (fragmentMax == int.MaxValue)
            {
                break;
            }
        }

        return [.. bytes];
    }

    public static byte[] Body(params (int Type, byte[] Data)[] extensions)
    {
        List<byte> list = [];
        foreach ((int type, byte[] data) in extensions)
        {
            list.AddRange([(byte)(type >> 8), (byte)type, .. Vector(data)]);
        }

        byte[] ciphers = [0x13, 0x01, 0xc0, 0x2f];
        return [3, 3, .. new byte[32], 0, .. Vector(ciphers), 1, 0, .. Vector([.. list])];
    }

    public static byte[] Vector(byte[] data)
    {
        byte[] bytes = new byte[2 + data.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)data.Length);
        data.CopyTo(bytes, 2);
        return bytes;
    }

    public static (int, byte[]) ServerName(string name) => (0, Vector([0, .. Vector(Encoding.ASCII.GetBytes(name))]));

    public static (int, byte[]) Protocols(params string[] names)
    {
        List<byte> list = [];
        foreach (string name in names)
        {
            list.Add((byte)name.Length);
            list.AddRange(Encoding.ASCII.GetBytes(name));
        }

        return (16, Vector([.. list]));
    }
}
