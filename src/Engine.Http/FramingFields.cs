using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace Engine.Http;

/// <summary>Reads the two fields that say how long a message is. Strict: two readers must never disagree about a body.</summary>
internal static class FramingFields
{
    /// <summary>That many digits are less than 2^63 whatever they are.</summary>
    private const int SafeDigits = 18;

    /// <summary>
    /// Digits only; a list or several fields only when all agree (RFC 9110 section 8.6), and then one value is left.
    /// </summary>
    internal static HttpFault ObserveLength(MessageHead head, ref HeadField field, ReadOnlySpan<byte> value)
    {
        HttpFault fault = ParseNumber(value, out long length);
        if (fault != HttpFault.None)
        {
            fault = ReduceListSlow(head, ref field, value, fault, out length);
            if (fault != HttpFault.None)
            {
                return fault;
            }
        }

        if (head.ContentLength >= 0)
        {
            field.Flags |= FieldFlags.Removed;
            head.Touch();
            return head.ContentLength == length ? HttpFault.None : HttpFault.LengthConflict;
        }

        head.ContentLength = length;
        return HttpFault.None;
    }

    /// <summary>A list of one number, several times, becomes that number. Anything else is the fault that it was.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static HttpFault ReduceListSlow(MessageHead head, ref HeadField field, ReadOnlySpan<byte> value, HttpFault fault, out long length)
    {
        length = 0;
        int comma = value.IndexOf((byte)',');
        if (comma < 0)
        {
            return fault;
        }

        ReadOnlySpan<byte> first = TokenList.Trim(value[..comma]);
        fault = ParseNumber(first, out length);
        if (fault != HttpFault.None)
        {
            return fault;
        }

        field.ValueLength = (ushort)first.Length;
        field.Flags |= FieldFlags.Odd;
        head.Touch();
        return JudgeList(value[(comma + 1)..], length);
    }

    /// <summary>"chunked", once, in any case. No empty elements, no parameters: lists that invite different readings are refused.</summary>
    internal static HttpFault ObserveCoding(MessageHead head, ReadOnlySpan<byte> value)
    {
        if (value.Length == 7 && Ascii.EqualsIgnoreCase(value, "chunked"u8))
        {
            return AddChunked(head);
        }

        while (true)
        {
            int comma = value.IndexOf((byte)',');
            ReadOnlySpan<byte> coding = TokenList.Trim(comma < 0 ? value : value[..comma]);
            HttpFault fault = coding.IsEmpty ? HttpFault.CodingInvalid
                : Ascii.EqualsIgnoreCase(coding, "chunked"u8) ? AddChunked(head)
                : AddOther(head);
            if (fault != HttpFault.None || comma < 0)
            {
                return fault;
            }

            value = value[(comma + 1)..];
        }
    }

    /// <summary>What is left to say about the codings once all lines are known.</summary>
    internal static HttpFault FinishCoding(MessageHead head) =>
        !head.HasOtherCoding ? HttpFault.None
        : head.Coding == TransferCoding.Chunked ? HttpFault.CodingUnsupported
        : HttpFault.CodingUnknown;

    private static HttpFault AddChunked(MessageHead head)
    {
        if (head.Coding == TransferCoding.Chunked)
        {
            return HttpFault.CodingRepeated;
        }

        head.Coding = TransferCoding.Chunked;
        return HttpFault.None;
    }

    private static HttpFault AddOther(MessageHead head)
    {
        head.HasOtherCoding = true;
        return head.Coding == TransferCoding.Chunked ? HttpFault.CodingUnknown : HttpFault.None;
    }

    private static HttpFault JudgeList(ReadOnlySpan<byte> rest, long length)
    {
        while (true)
        {
            int comma = rest.IndexOf((byte)',');
            HttpFault fault = ParseNumber(TokenList.Trim(comma < 0 ? rest : rest[..comma]), out long other);
            if (fault != HttpFault.None)
            {
                return fault;
            }

            if (other != length)
            {
                return HttpFault.LengthConflict;
            }

            if (comma < 0)
            {
                return HttpFault.None;
            }

            rest = rest[(comma + 1)..];
        }
    }

    private static HttpFault ParseNumber(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        if (digits.IsEmpty)
        {
            return HttpFault.LengthInvalid;
        }

        if (digits.Length <= SafeDigits)
        {
            foreach (byte character in digits)
            {
                uint digit = (uint)(character - '0');
                if (digit > 9)
                {
                    return HttpFault.LengthInvalid;
                }

                number = (number * 10) + digit;
            }

            return HttpFault.None;
        }

        return ParseLongNumberSlow(digits, out number);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static HttpFault ParseLongNumberSlow(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        bool overflow = false;
        foreach (byte character in digits)
        {
            int digit = character - '0';
            if ((uint)digit > 9)
            {
                return HttpFault.LengthInvalid;
            }

            overflow |= number > (long.MaxValue - digit) / 10;
            number = unchecked((number * 10) + digit);
        }

        return overflow ? HttpFault.LengthTooLarge : HttpFault.None;
    }
}
