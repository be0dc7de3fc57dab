using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Engine.IO.Addressing;

namespace Engine.IO.DomainNames;

/// <summary>
/// Reads answers (RFC 1035 section 4.1). They come from the network: every length is checked, a name's pointers lead strictly
/// backwards, and what does not belong to the question is no answer.
/// </summary>
public static class DnsReader
{
    public const int HeaderBytes = 12;

    /// <summary>RFC 1035 section 2.3.4.</summary>
    internal const int NameBytesMax = 255;

    /// <summary>Longer chains are loops, or as good as.</summary>
    private const int AliasesMax = 16;

    private const ushort IsAnswer = 0x8000;
    private const ushort IsTruncated = 0x0200;
    private const int CodeMask = 0x000F;
    private const int NoName = 3;
    private const int Refused = 5;
    private const ushort Internet = 1;

    /// <summary>The id of a message; -1 when it is too short to have one.</summary>
    public static int IdOf(ReadOnlySpan<byte> message) => message.Length < HeaderBytes ? -1 : BinaryPrimitives.ReadUInt16BigEndian(message);

    /// <summary>Null when the message does not answer the question: it is to be ignored.</summary>
    public static DnsAnswer? Read(ReadOnlySpan<byte> message, in DnsQuestion question)
    {
        if (message.Length < HeaderBytes)
        {
            return null;
        }

        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        int at = HeaderBytes;
        if ((flags & IsAnswer) == 0 || BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1
            || !TryName(message, ref at, out string name) || message.Length - at < 4
            || name != question.Name || BinaryPrimitives.ReadUInt16BigEndian(message[at..]) != (ushort)question.Type)
        {
            return null;
        }

        at += 4;
        if ((flags & IsTruncated) != 0)
        {
            return DnsAnswer.Of(DnsStatus.Truncated);
        }

        return (flags & CodeMask) switch
        {
            0 => ReadRecords(message, at, question),
            NoName => DnsAnswer.Of(DnsStatus.NoName),
            Refused => DnsAnswer.Of(DnsStatus.Refused),
            _ => DnsAnswer.Of(DnsStatus.Other),
        };
    }

    private static DnsAnswer ReadRecords(ReadOnlySpan<byte> message, int at, in DnsQuestion question)
    {
        List<DnsRecord> answers = [];
        List<DnsRecord> authorities = [];
        List<DnsRecord> additional = [];
        if (!TryRecords(message, ref at, BinaryPrimitives.ReadUInt16BigEndian(message[6..]), answers)
            || !TryRecords(message, ref at, BinaryPrimitives.ReadUInt16BigEndian(message[8..]), authorities)
            || !TryRecords(message, ref at, BinaryPrimitives.ReadUInt16BigEndian(message[10..]), additional))
        {
            return DnsAnswer.Of(DnsStatus.Other);
        }

        List<DnsRecord> found = Follow(answers, question);
        return found.Count == 0 ? DnsAnswer.Of(DnsStatus.Other) : new DnsAnswer(DnsStatus.Valid, found, additional);
    }

    /// <summary>The records of the name asked for, or of the one that its aliases lead to.</summary>
    private static List<DnsRecord> Follow(List<DnsRecord> answers, in DnsQuestion question)
    {
        string name = question.Name;
        DnsType type = question.Type;
        for (int i = 0; i < AliasesMax; i++)
        {
            string owner = name;
            List<DnsRecord> found = answers.FindAll(record => record.Type == type && record.Owner == owner);
            int alias = answers.FindIndex(record => record.Type == DnsType.Alias && record.Owner == owner);
            if (found.Count > 0 || alias < 0)
            {
                return found;
            }

            name = answers[alias].Target;
        }

        return [];
    }

    /// <summary>False when the message is cut. Records of other kinds are passed over.</summary>
    private static bool TryRecords(ReadOnlySpan<byte> message, ref int at, int count, List<DnsRecord> records)
    {
        const int FixedBytes = 10;
        for (int i = 0; i < count; i++)
        {
            if (!TryName(message, ref at, out string owner) || message.Length - at < FixedBytes)
            {
                return false;
            }

            var type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
            ushort category = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            at += FixedBytes;
            if (message.Length - at < length)
            {
                return false;
            }

            if (category == Internet && TryData(message[..(at + length)], at, new DnsRecord(owner, type, default), out DnsRecord record))
            {
                records.Add(record);
            }

            at += length;
        }

        return true;
    }

    /// <param name="message">Ends where the data end.</param>
    /// <param name="at">Where they begin.</param>
    /// <param name="head">Owner and type.</param>
    private static bool TryData(ReadOnlySpan<byte> message, int at, in DnsRecord head, out DnsRecord record)
    {
        ReadOnlySpan<byte> data = message[at..];
        record = head;
        string target;
        switch (head.Type)
        {
            case DnsType.IPv4 when data.Length == 4:
                record = head with { Address = EndpointAddress.FromBits(BinaryPrimitives.ReadUInt32BigEndian(data), isIPv4: true, 0) };
                return true;
            case DnsType.IPv6 when data.Length == 16:
                record = head with { Address = EndpointAddress.FromBits(BinaryPrimitives.ReadUInt128BigEndian(data), isIPv4: false, 0) };
                return true;
            case DnsType.Alias when TryName(message, ref at, out target):
                record = head with { Target = target };
                return true;
            case DnsType.Service when data.Length > 6:
                at += 6;
                bool named = TryName(message, ref at, out target);
                record = head with
                {
                    Target = target,
                    Port = BinaryPrimitives.ReadUInt16BigEndian(data[4..]),
                    Weight = BinaryPrimitives.ReadUInt16BigEndian(data[2..]),
                    Priority = BinaryPrimitives.ReadUInt16BigEndian(data),
                };

                // RFC 2782: a lone dot says that the service is not offered there.
                return named && target.Length > 0;
            default:
                return false;
        }
    }

    /// <summary>Reads a name in lower case, pointers followed (RFC 1035 section 4.1.4), and moves behind it.</summary>
    internal static bool TryName(ReadOnlySpan<byte> message, ref int at, out string name)
    {
        Span<char> text = stackalloc char[NameBytesMax];
        int length = 0;
        int position = at;
        int limit = message.Length;
        bool hasJumped = false;
        name = "";
        while (position < limit)
        {
            int label = message[position];
            if (label == 0)
            {
                at = hasJumped ? at : position + 1;
                name = text[..length].ToString();
                return true;
            }

            if (label >= 0xC0)
            {
                int pointer = position + 1 < message.Length ? ((label & 0x3F) << 8) | message[position + 1] : int.MaxValue;
                if (pointer >= position)
                {
                    return false;
                }

                at = hasJumped ? at : position + 2;
                hasJumped = true;
                limit = position;
                position = pointer;
                continue;
            }

            if (label > 63 || limit - position - 1 < label || length + label + 1 > NameBytesMax)
            {
                return false;
            }

            if (length > 0)
            {
                text[length++] = '.';
            }

            foreach (byte character in message.Slice(position + 1, label))
            {
                text[length++] = char.ToLowerInvariant((char)character);
            }

            position += label + 1;
        }

        return false;
    }
}
