using System;
using System.Buffers.Text;
using System.Text;

namespace Engine.Http;

/// <summary>Reads Upgrade values (RFC 9110 section 7.8) and the key of a WebSocket opening (RFC 6455 section 4.1).</summary>
internal static class UpgradeFields
{
    /// <summary>16 bytes in base64.</summary>
    private const int WebSocketKeyLength = 24;

    internal static UpgradeProtocol Parse(ReadOnlySpan<byte> value, UpgradeProtocol found)
    {
        while (TokenList.TryNext(ref value, out ReadOnlySpan<byte> protocol))
        {
            if (Ascii.EqualsIgnoreCase(protocol, "websocket"u8))
            {
                return UpgradeProtocol.WebSocket;
            }

            if (Ascii.EqualsIgnoreCase(protocol, "h2c"u8))
            {
                found = found == UpgradeProtocol.None ? UpgradeProtocol.H2c : found;
            }
            else
            {
                found = UpgradeProtocol.Other;
            }
        }

        return found;
    }

    internal static bool IsWebSocketKey(ReadOnlySpan<byte> value) =>
        value.Length == WebSocketKeyLength && Base64.IsValid(value, out int decodedLength) && decodedLength == 16;
}
