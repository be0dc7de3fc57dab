namespace Engine.IO.ProxyProtocol;

/// <summary>Types of the fields behind the addresses (PROXY protocol 2.2), by their numbers on the wire.</summary>
public static class ProxyTlvType
{
    public const byte Alpn = 0x01;
    public const byte Authority = 0x02;
    public const byte Crc32c = 0x03;
    public const byte Noop = 0x04;
    public const byte UniqueId = 0x05;
    public const byte Ssl = 0x20;
    public const byte SslVersion = 0x21;
    public const byte SslCommonName = 0x22;
    public const byte SslCipher = 0x23;
    public const byte SslSignature = 0x24;
    public const byte SslKey = 0x25;
    public const byte NetNamespace = 0x30;

    /// <summary>The type behind a name as configurations write it, such as AUTHORITY, or behind a number (0x05, 5); -1 for neither.</summary>
    public static int Find(string text)
    {
        int named = text.ToUpperInvariant() switch
        {
            "ALPN" => Alpn,
            "AUTHORITY" => Authority,
            "CRC32C" => Crc32c,
            "NOOP" => Noop,
            "UNIQUE_ID" => UniqueId,
            "SSL" => Ssl,
            "NETNS" => NetNamespace,
            _ => -1,
        };
        return named >= 0 ? named : ParseNumber(text);
    }

    private static int ParseNumber(string text)
    {
        bool isHex = text.StartsWith("0x", System.StringComparison.OrdinalIgnoreCase);
        System.Globalization.NumberStyles style = isHex ? System.Globalization.NumberStyles.AllowHexSpecifier : System.Globalization.NumberStyles.None;
        return byte.TryParse(isHex ? text[2..] : text, style, System.Globalization.CultureInfo.InvariantCulture, out byte type) ? type : -1;
    }
}
