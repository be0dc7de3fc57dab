using System.Text;

namespace Engine.IO.Tls;

/// <summary>The error queue that OpenSSL keeps per thread.</summary>
internal static unsafe class TlsErrors
{
    private const int TextBytes = 256;

    /// <summary>What the oldest error says ("error:0A000412:SSL routines::sslv3 alert bad certificate"), and forgets all; null when there was none.</summary>
    internal static string? Take()
    {
        nuint error = LibCrypto.ERR_get_error();
        if (error == 0)
        {
            return null;
        }

        byte* text = stackalloc byte[TextBytes];
        LibCrypto.ERR_error_string_n(error, text, TextBytes);
        LibCrypto.ERR_clear_error();
        return LibCrypto.TextOf(text);
    }

    /// <summary>The same as the reason alone ("no start line").</summary>
    internal static string Reason()
    {
        nuint error = LibCrypto.ERR_peek_error();
        byte* reason = error == 0 ? null : LibCrypto.ERR_reason_error_string(error);
        LibCrypto.ERR_clear_error();
        return reason is null ? "no reason given" : LibCrypto.TextOf(reason);
    }
}
