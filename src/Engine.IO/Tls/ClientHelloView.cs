using System;
using System.Buffers.Binary;

namespace Engine.IO.Tls;

/// <summary>The parts of a client's first message that decide on the certificate; valid only while OpenSSL asks.</summary>
internal readonly unsafe ref struct ClientHelloView
{
    private readonly nint _ssl;

    internal ClientHelloView(nint ssl) => _ssl = ssl;

    /// <summary>The name the client asks for, as it wrote it; empty without one (RFC 6066 section 3).</summary>
    internal ReadOnlySpan<byte> ServerName
    {
        get
        {
            ReadOnlySpan<byte> list = Extension(TlsControl.ExtensionServerName);

            // Two bytes for the list, one for the kind of name (0 = host), two for its length.
            if (list.Length < 5 || list[2] != 0)
            {
                return default;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(list[3..]);
            return length <= list.Length - 5 ? list.Slice(5, length) : default;
        }
    }

    /// <summary>True when the client can check a signature made with an elliptic-curve key.</summary>
    internal bool TakesEcdsa
    {
        get
        {
            ReadOnlySpan<byte> algorithms = Extension(TlsControl.ExtensionSignatureAlgorithms);
            for (int i = 2; i + 1 < algorithms.Length; i += 2)
            {
                // ecdsa_secp256r1_sha256, ..secp384r1.., ..secp521r1.., ecdsa_sha1; ed25519 and ed448 (RFC 8446 section 4.2.3)
                if (BinaryPrimitives.ReadUInt16BigEndian(algorithms[i..]) is 0x0403 or 0x0503 or 0x0603 or 0x0203 or 0x0807 or 0x0808)
                {
                    return HasEcdsaCipher();
                }
            }

            return false;
        }
    }

    /// <summary>TLS 1.3 suites go with any key; before, the cipher names the kind of key.</summary>
    private bool HasEcdsaCipher()
    {
        byte* ciphers;
        nint length = LibSsl.SSL_client_hello_get0_ciphers(_ssl, &ciphers);
        for (nint i = 0; i + 1 < length; i += 2)
        {
            int cipher = (ciphers[i] << 8) | ciphers[i + 1];
            if (cipher is (>= 0x1301 and <= 0x1305)
                or 0xC02B or 0xC02C or 0xC023 or 0xC024 or 0xC009 or 0xC00A or 0xC008 or 0xCCA9 or 0xC0AC or 0xC0AD or 0xC0AE or 0xC0AF or 0xC072 or 0xC073)
            {
                return true;
            }
        }

        return false;
    }

    private ReadOnlySpan<byte> Extension(uint type)
    {
        byte* data;
        nint length;
        return LibSsl.SSL_client_hello_get0_ext(_ssl, type, &data, &length) == 1 ? new(data, (int)length) : default;
    }
}
