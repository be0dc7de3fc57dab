using System;
using System.Text;

namespace Engine.Http;

/// <summary>
/// host [":" port] (RFC 3986 section 3.2), as it stands in Host, in CONNECT and in absolute targets. User information is not part of it.
/// </summary>
public readonly ref struct Authority
{
    private const int SafeDigits = 5;

    private Authority(ReadOnlySpan<byte> host, int port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>Name or address; an IPv6 address keeps its brackets.</summary>
    public ReadOnlySpan<byte> Host { get; }

    /// <summary>0 to 65535, or -1 when there is none (an empty one counts as none).</summary>
    public int Port { get; }

    public static bool TryParse(ReadOnlySpan<byte> value, out Authority authority)
    {
        authority = default;
        int hostLength = HostLength(value);
        if (hostLength <= 0)
        {
            return false;
        }

        if (!TryParsePort(value[hostLength..], out int port))
        {
            return false;
        }

        authority = new Authority(value[..hostLength], port);
        return true;
    }

    /// <summary>
    /// Whether two authorities name the same thing: hosts in any case, and a missing port stands for any that
    /// <paramref name="scheme"/> makes the default. CONNECT has no scheme: there 80 and 443 both are, as in HAProxy.
    /// </summary>
    internal bool Matches(in Authority other, ReadOnlySpan<byte> scheme)
    {
        if (!Ascii.EqualsIgnoreCase(Host, other.Host))
        {
            return false;
        }

        if (Port == other.Port)
        {
            return true;
        }

        int stated = Port < 0 ? other.Port : Port;
        return (Port < 0 || other.Port < 0) && IsDefaultPort(stated, scheme);
    }

    private static bool IsDefaultPort(int port, ReadOnlySpan<byte> scheme) =>
        (port == 80 && (scheme.IsEmpty || Ascii.EqualsIgnoreCase(scheme, "http"u8)))
        || (port == 443 && (scheme.IsEmpty || Ascii.EqualsIgnoreCase(scheme, "https"u8)));

    /// <summary>Bytes up to the port or the end; 0 when that is no host.</summary>
    private static unsafe int HostLength(ReadOnlySpan<byte> value)
    {
        int plain;
        fixed (byte* start = value)
        {
            plain = ByteScan.EndOfShort<HostClass>(start, value.Length);
        }

        return plain == value.Length || value[plain] == ':' ? plain : OddHostLengthSlow(value);
    }

    private static int OddHostLengthSlow(ReadOnlySpan<byte> value)
    {
        if (value[0] == '[')
        {
            int end = value.IndexOf((byte)']');
            return end > 2 && !value[1..end].ContainsAnyExcept(AddressBytes) ? end + 1 : 0;
        }

        int i = 0;
        while (i < value.Length && value[i] != ':')
        {
            // reg-name: unreserved, percent-encoded or sub-delims. The comma is left out: it is what merging two Hosts makes.
            if (value[i] == '%')
            {
                if (i + 2 >= value.Length || !char.IsAsciiHexDigit((char)value[i + 1]) || !char.IsAsciiHexDigit((char)value[i + 2]))
                {
                    return 0;
                }

                i += 3;
            }
            else if (!HostClass.Stops(value[i]) || "!$&'()*+;="u8.Contains(value[i]))
            {
                i++;
            }
            else
            {
                return 0;
            }
        }

        return i;
    }

    private static bool TryParsePort(ReadOnlySpan<byte> value, out int port)
    {
        port = -1;
        if (value.IsEmpty)
        {
            return true;
        }

        if (value[0] != ':')
        {
            return false;
        }

        // Few digits cannot overflow, so that what they come to is looked at once.
        uint number = 0;
        for (int i = 1; i < value.Length; i++)
        {
            uint digit = (uint)(value[i] - '0');
            number = (number * 10) + digit;
            if (digit > 9 || (i > SafeDigits && number > ushort.MaxValue))
            {
                return false;
            }
        }

        port = value.Length > 1 ? (int)number : -1;
        return number <= ushort.MaxValue;
    }

    /// <summary>IPv6 addresses, with an IPv4 tail, and the letters of IPvFuture.</summary>
    private static readonly System.Buffers.SearchValues<byte> AddressBytes =
        System.Buffers.SearchValues.Create("0123456789abcdefABCDEFvV:."u8);
}
