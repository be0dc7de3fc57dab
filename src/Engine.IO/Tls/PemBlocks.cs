using System.Collections.Generic;

namespace Engine.IO.Tls;

/// <summary>Reads the blocks of PEM text with OpenSSL, so that whatever it takes is taken. What is returned is the caller's to free.</summary>
internal static unsafe class PemBlocks
{
    private delegate nint BlockReader(nint bio);

    /// <summary>All certificates in order; none when there is none. Errors stay in OpenSSL's queue.</summary>
    internal static List<nint> ReadCertificates(byte[] pem) => ReadAll(pem, static bio => LibCrypto.PEM_read_bio_X509_AUX(bio, null, 0, 0));

    internal static List<nint> ReadRevocationLists(byte[] pem) => ReadAll(pem, static bio => LibCrypto.PEM_read_bio_X509_CRL(bio, null, 0, 0));

    /// <summary>The first private key; 0 when there is none or it is encrypted.</summary>
    internal static nint ReadKey(byte[] pem) => ReadOne(pem, static bio => LibCrypto.PEM_read_bio_PrivateKey(bio, null, &NoPassword, 0));

    /// <summary>DH*; 0 when there are none.</summary>
    internal static nint ReadDhParameters(byte[] pem) => ReadOne(pem, static bio => LibCrypto.PEM_read_bio_DHparams(bio, null, 0, 0));

    /// <summary>Nobody is there to ask: an encrypted key is an error, not a prompt on the terminal.</summary>
    [System.Runtime.InteropServices.UnmanagedCallersOnly(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static int NoPassword(byte* into, int size, int writes, nint argument) => -1;

    private static List<nint> ReadAll(byte[] pem, BlockReader read)
    {
        List<nint> blocks = [];
        fixed (byte* p = pem)
        {
            nint bio = LibCrypto.BIO_new_mem_buf(p, pem.Length);
            while (read(bio) is var block && block != 0)
            {
                blocks.Add(block);
            }

            _ = LibCrypto.BIO_free(bio);
        }

        if (blocks.Count > 0)
        {
            LibCrypto.ERR_clear_error(); // the end of the text is an error to OpenSSL
        }

        return blocks;
    }

    private static nint ReadOne(byte[] pem, BlockReader read)
    {
        fixed (byte* p = pem)
        {
            nint bio = LibCrypto.BIO_new_mem_buf(p, pem.Length);
            nint block = read(bio);
            _ = LibCrypto.BIO_free(bio);
            return block;
        }
    }
}
