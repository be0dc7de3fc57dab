namespace Engine.IO.Tls;

/// <summary>
/// What tickets are sealed with, looked up once for the life of the process: OpenSSL 3 otherwise looks each of them up again for every
/// ticket (libcrypto's crypto(7), "Explicit fetching"). Once the library is loaded and knows its providers.
/// </summary>
internal static class TicketAlgorithms
{
    internal static readonly nint Aes128Cbc = LibCrypto.EVP_CIPHER_fetch(0, "AES-128-CBC", 0);
    internal static readonly nint Aes256Cbc = LibCrypto.EVP_CIPHER_fetch(0, "AES-256-CBC", 0);
    internal static readonly nint Sha256 = LibCrypto.EVP_MD_fetch(0, "SHA256", 0);

    internal static bool AreThere => Aes128Cbc != 0 && Aes256Cbc != 0 && Sha256 != 0;
}
