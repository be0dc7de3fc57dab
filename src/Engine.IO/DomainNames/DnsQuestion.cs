using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Engine.IO.DomainNames;

/// <summary>What is asked: a name and a kind of record (RFC 1035 section 4.1).</summary>
/// <param name="Name">In lower case, without a dot at the end.</param>
public readonly record struct DnsQuestion(string Name, DnsType Type)
{
    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>Header, name, type, class, and the record by which larger datagrams are allowed.</summary>
    public const int BytesMax = DnsReader.HeaderBytes + DnsReader.NameBytesMax + 4 + OptionsBytes;

    private const int OptionsBytes = 11;
    private const int LabelBytesMax = 63;
    private const ushort RecursionDesired = 0x0100;
    private const ushort Internet = 1;

    /// <summary>True for what can be asked for: labels of 1 to 63 letters, digits, '-' and '_', 253 characters in all.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        const int NameCharactersMax = 253;
        if (name.Length is 0 or > NameCharactersMax)
        {
            return false;
        }

        foreach (Range range in name.Split('.'))
        {
            ReadOnlySpan<char> label = name[range];
            if (label.Length is 0 or > LabelBytesMax || label.ContainsAnyExcept(LabelCharacters))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the query: bytes written. The name must be one (<see cref="IsName"/>).</summary>
    /// <param name="id">By which the answer is known; not to be guessed.</param>
    /// <param name="payloadBytes">Bytes of an answer by datagram (RFC 6891 section 6.2.3).</param>
    /// <param name="into">At least <see cref="BytesMax"/>.</param>
    public int Write(ushort id, int payloadBytes, Span<byte> into)
    {
        into[..DnsReader.HeaderBytes].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(into, id);
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], RecursionDesired);
        BinaryPrimitives.WriteUInt16BigEndian(into[4..], 1); // questions
        BinaryPrimitives.WriteUInt16BigEndian(into[10..], 1); // additional records: the options
        int at = DnsReader.HeaderBytes;
        foreach (Range range in Name.AsSpan().Split('.'))
        {
            ReadOnlySpan<char> label = Name.AsSpan()[range];
            into[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, into[at..]);
        }

        into[at++] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(into[at..], (ushort)Type);
        BinaryPrimitives.WriteUInt16BigEndian(into[(at + 2)..], Internet);
        at += 4;

        // RFC 6891 section 6.1.2: the root's name, OPT, the size in place of a class, no flags, no data.
        into.Slice(at, OptionsBytes).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(into[(at + 1)..], (ushort)DnsType.Options);
        BinaryPrimitives.WriteUInt16BigEndian(into[(at + 3)..], (ushort)payloadBytes);
        return at + OptionsBytes;
    }
}
