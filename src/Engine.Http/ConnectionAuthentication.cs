using System;
using System.Text;

namespace Engine.Http;

/// <summary>
/// Schemes that sign in the connection instead of the request (RFC 4559 section 6; NTLM likewise): from their first challenge on,
/// the connection to the server belongs to one client.
/// </summary>
public static class ConnectionAuthentication
{
    /// <summary>True for a 401 or 407 whose challenge names one of them.</summary>
    public static bool IsChallengedBy(ResponseHead response) => response.Status switch
    {
        401 => Names(response, "WWW-Authenticate"u8),
        407 => Names(response, "Proxy-Authenticate"u8),
        _ => false,
    };

    private static bool Names(ResponseHead response, ReadOnlySpan<byte> name)
    {
        for (int i = response.IndexOf(name); i >= 0; i = response.IndexOf(name, i + 1))
        {
            ReadOnlySpan<byte> value = response.ValueOf(response.Fields[i]);
            while (TokenList.TryNext(ref value, out ReadOnlySpan<byte> challenge))
            {
                int end = challenge.IndexOf((byte)' ');
                ReadOnlySpan<byte> scheme = end < 0 ? challenge : challenge[..end];
                if (Ascii.EqualsIgnoreCase(scheme, "negotiate"u8) || Ascii.EqualsIgnoreCase(scheme, "ntlm"u8))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
