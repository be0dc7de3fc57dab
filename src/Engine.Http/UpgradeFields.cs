using System;
using System.Buffers.Text;
using System.Text;

namespace Engine.Http;

/// <summary>Reads Upgrade values (RFC 9110 section 7.8) and the key of a WebSocket opening (RFC 6455 section 4.1).</summary>
internal static class UpgradeFields
{
    /// <summary>16 bytes in base64.</summary>
    private const int WebSocketKeyLength = 24;

    /// <summary>What all Upgrade fields come to: WebSocket if it is among them, h2c only when nothing else is.</summary>
    /// <param name="value">Of the next of them.</param>
    /// <param name="found">What those before it came to.</param>
    internal static UpgradeProtocol Parse(ReadOnlySpan<byte> value, UpgradeProtocol found)
    {
        while (TokenList.TryNext(ref value, out ReadOnlySpan<byte> protocol))
        {
            if (Ascii.EqualsIgnoreCase(protocol, "websocket"u8))
            {
                return UpgradeProtocol.WebSocket;
            }

            UpgradeProtocol one = Ascii.EqualsIgnoreCase(protocol, "h2c"u8) ? UpgradeProtocol.H2c : UpgradeProtocol.Other;
            found = found is UpgradeProtocol.None or UpgradeProtocol.H2c ? one : found;
        }

        return found;
    }

    internal static bool IsWebSocketKey(ReadOnlySpan<byte> value) =>
        value.Length == WebSocketKeyLength && Base64.IsValid(value, out int decodedLength) && decodedLength == 16;
}
