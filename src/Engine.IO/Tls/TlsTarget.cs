using System.Net;
using System.Text;

namespace Engine.IO.Tls;

/// <summary>Which server a handshake asks for, and who it must prove to be. Immutable; one per name, used again and again.</summary>
public sealed class TlsTarget
{
    public static readonly TlsTarget None = new("", null);

    private readonly byte[] _nameText;
    private readonly byte[] _verifiedText;
    private readonly bool _verifiesAddress;

    /// <param name="serverName">Told to the server (SNI); empty = nothing is told.</param>
    /// <param name="verified"><c>verifyhost</c>: the name its certificate must carry; null = that of <paramref name="serverName"/>, if any.</param>
    public TlsTarget(string serverName, string? verified)
    {
        // RFC 6066 section 3: an address is no server name.
        bool isAddress = IPAddress.TryParse(serverName, out _);
        ServerName = isAddress ? [] : Encoding.Latin1.GetBytes(serverName);
        _nameText = [.. ServerName, 0];
        string expected = verified ?? serverName;
        _verifiedText = [.. Encoding.Latin1.GetBytes(expected), 0];
        _verifiesAddress = IPAddress.TryParse(expected, out _);
    }

    public byte[] ServerName { get; }

    /// <summary>Protocols offered instead of those of the context, each with its length before it (RFC 7301 section 3.1); empty = those of the context.</summary>
    public byte[] Alpn { get; init; } = [];

    internal unsafe void ApplyTo(nint ssl)
    {
        fixed (byte* name = _nameText, verified = _verifiedText)
        {
            if (ServerName.Length > 0)
            {
                LibSsl.SSL_ctrl(ssl, TlsControl.SetServerName, 0, name);
            }

            if (Alpn.Length > 0)
            {
                fixed (byte* protocols = Alpn)
                {
                    _ = LibSsl.SSL_set_alpn_protos(ssl, protocols, (uint)Alpn.Length);
                }
            }

            if (_verifiedText.Length > 1)
            {
                nint parameters = LibSsl.SSL_get0_param(ssl);
                _ = _verifiesAddress
                    ? LibCrypto.X509_VERIFY_PARAM_set1_ip_asc(parameters, verified)
                    : LibCrypto.X509_VERIFY_PARAM_set1_host(parameters, verified, _verifiedText.Length - 1);
            }
        }
    }
}
