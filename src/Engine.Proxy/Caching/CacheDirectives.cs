using System;
using System.Buffers.Text;
using System.Text;
using Engine.Http;

namespace Engine.Proxy.Caching;

/// <summary>What Cache-Control, Pragma and Expires say (RFC 9111 section 5), read once for each message. What cannot be read counts as said against keeping.</summary>
internal ref struct CacheDirectives
{
    /// <summary>Longer ages are as good as that, s (RFC 9111 section 1.2.2).</summary>
    private const long SecondsMax = int.MaxValue;

    /// <summary><c>no-store</c> stands there.</summary>
    internal bool NoStore { get; private set; }

    /// <summary><c>no-cache</c> stands there, or in Pragma.</summary>
    internal bool NoCache { get; private set; }

    /// <summary><c>private</c> stands there, with names of fields or without.</summary>
    internal bool IsPrivate { get; private set; }

    internal bool IsPublic { get; private set; }

    /// <summary><c>max-age</c>, <c>min-fresh</c> or <c>max-stale</c> stands there.</summary>
    internal bool AsksForAge { get; private set; }

    /// <summary><c>max-age</c>, s; -1 without.</summary>
    private long _maxAge;

    /// <summary><c>s-maxage</c>, s; -1 without.</summary>
    private long _sharedMaxAge;

    /// <summary>s that the response is fresh from its making on; -1 when neither directive says so. A 0 in either is a no, as in HAProxy.</summary>
    internal readonly long Lifetime => _maxAge == 0 ? 0 : _sharedMaxAge >= 0 ? _sharedMaxAge : _maxAge;

    internal static CacheDirectives Of(MessageHead head)
    {
        CacheDirectives read = new() { _maxAge = -1, _sharedMaxAge = -1 };
        bool isRequest = head is RequestHead;
        int first = head.IndexOf(FieldName.CacheControl);
        for (int i = first; i >= 0; i = head.IndexOf(FieldName.CacheControl, i + 1))
        {
            ReadOnlySpan<byte> line = head.ValueOf(head.Fields[i]);
            while (QuotedList.TryNext(ref line, out ReadOnlySpan<byte> directive, out bool isClosed))
            {
                read.Take(directive);
                read.NoStore |= !isClosed;
                read.NoCache |= !isClosed;
            }
        }

        // RFC 9111 section 5.4: of a request it counts only where Cache-Control is not there.
        for (int i = head.IndexOf(FieldName.Pragma); i >= 0 && !(isRequest && first >= 0); i = head.IndexOf(FieldName.Pragma, i + 1))
        {
            read.NoCache |= ListedTokens.Has(head.ValueOf(head.Fields[i]), "no-cache"u8);
        }

        return read;
    }

    private void Take(scoped ReadOnlySpan<byte> directive)
    {
        int equals = directive.IndexOf((byte)'=');
        ReadOnlySpan<byte> name = equals < 0 ? directive : directive[..equals].TrimEnd(" \t"u8);
        ReadOnlySpan<byte> value = equals < 0 ? default : directive[(equals + 1)..].Trim(" \t"u8);
        value = value.Length >= 2 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
        NoStore |= Ascii.EqualsIgnoreCase(name, "no-store"u8);
        NoCache |= Ascii.EqualsIgnoreCase(name, "no-cache"u8);
        IsPrivate |= Ascii.EqualsIgnoreCase(name, "private"u8);
        IsPublic |= Ascii.EqualsIgnoreCase(name, "public"u8);
        if (Ascii.EqualsIgnoreCase(name, "max-age"u8))
        {
            AsksForAge = true;
            _maxAge = Seconds(value, _maxAge);
        }
        else if (Ascii.EqualsIgnoreCase(name, "s-maxage"u8))
        {
            _sharedMaxAge = Seconds(value, _sharedMaxAge);
        }
        else
        {
            AsksForAge |= Ascii.EqualsIgnoreCase(name, "min-fresh"u8) || Ascii.EqualsIgnoreCase(name, "max-stale"u8);
        }
    }

    /// <summary>Of several, the shortest; 0 for what is no number (RFC 9111 section 4.2.1).</summary>
    private static long Seconds(ReadOnlySpan<byte> value, long before)
    {
        long seconds = TryDigits(value, out long number) ? number : 0;
        return before < 0 ? seconds : Math.Min(before, seconds);
    }

    /// <summary>RFC 9111 section 1.2.2: digits only; more than can be counted is as much as can be.</summary>
    internal static bool TryDigits(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }

        number = text.Length <= 18 && Utf8Parser.TryParse(text, out long value, out _) ? Math.Min(value, SecondsMax) : SecondsMax;
        return true;
    }
}
