using System.Runtime.InteropServices;

namespace Engine.IO.Tls;

/// <summary>The calls of libcrypto: certificates, keys, stores, and the error queue of the calling thread.</summary>
internal static unsafe partial class LibCrypto
{
    internal const string Library = "libcrypto";

    [LibraryImport(Library)]
    internal static partial byte* OpenSSL_version(int kind);

    [LibraryImport(Library)]
    internal static partial nuint ERR_get_error();

    [LibraryImport(Library)]
    internal static partial nuint ERR_peek_error();

    [LibraryImport(Library)]
    internal static partial void ERR_clear_error();

    [LibraryImport(Library)]
    internal static partial void ERR_error_string_n(nuint error, byte* into, nint length);

    [LibraryImport(Library)]
    internal static partial byte* ERR_reason_error_string(nuint error);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint BIO_meth_new(int type, string name);

    [LibraryImport(Library)]
    internal static partial int BIO_meth_set_read(nint method, delegate* unmanaged[Cdecl]<nint, byte*, int, int> read);

    [LibraryImport(Library)]
    internal static partial int BIO_meth_set_write(nint method, delegate* unmanaged[Cdecl]<nint, byte*, int, int> write);

    [LibraryImport(Library)]
    internal static partial int BIO_meth_set_ctrl(nint method, nint control);

    [LibraryImport(Library)]
    internal static partial nint BIO_meth_get_ctrl(nint method);

    [LibraryImport(Library)]
    internal static partial nint BIO_s_null();

    [LibraryImport(Library)]
    internal static partial nint BIO_new(nint method);

    [LibraryImport(Library)]
    internal static partial void BIO_set_init(nint bio, int init);

    [LibraryImport(Library)]
    internal static partial void BIO_set_flags(nint bio, int flags);

    [LibraryImport(Library)]
    internal static partial void BIO_clear_flags(nint bio, int flags);

    [LibraryImport(Library)]
    internal static partial nint BIO_new_mem_buf(byte* bytes, int length);

    [LibraryImport(Library)]
    internal static partial nint BIO_s_mem();

    [LibraryImport(Library)]
    internal static partial nint BIO_ctrl(nint bio, int command, nint number, void* pointer);

    [LibraryImport(Library)]
    internal static partial int BIO_free(nint bio);

    [LibraryImport(Library)]
    internal static partial nint PEM_read_bio_X509_AUX(nint bio, nint* into, nint password, nint argument);

    [LibraryImport(Library)]
    internal static partial nint PEM_read_bio_X509(nint bio, nint* into, nint password, nint argument);

    [LibraryImport(Library)]
    internal static partial nint PEM_read_bio_X509_CRL(nint bio, nint* into, nint password, nint argument);

    [LibraryImport(Library)]
    internal static partial nint PEM_read_bio_PrivateKey(nint bio, nint* into, delegate* unmanaged[Cdecl]<byte*, int, int, nint, int> password, nint argument);

    [LibraryImport(Library)]
    internal static partial nint PEM_read_bio_Parameters(nint bio, nint* into);

    [LibraryImport(Library)]
    internal static partial nint PEM_read_bio_DHparams(nint bio, nint* into, nint password, nint argument);

    [LibraryImport(Library)]
    internal static partial void DH_free(nint dh);

    [LibraryImport(Library)]
    internal static partial void X509_free(nint certificate);

    [LibraryImport(Library)]
    internal static partial int X509_up_ref(nint certificate);

    [LibraryImport(Library)]
    internal static partial void X509_CRL_free(nint list);

    [LibraryImport(Library)]
    internal static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    internal static partial int EVP_PKEY_up_ref(nint key);

    [LibraryImport(Library)]
    internal static partial int X509_check_private_key(nint certificate, nint key);

    [LibraryImport(Library)]
    internal static partial int X509_check_issued(nint issuer, nint subject);

    [LibraryImport(Library)]
    internal static partial nint X509_get_subject_name(nint certificate);

    [LibraryImport(Library)]
    internal static partial nint X509_NAME_dup(nint name);

    [LibraryImport(Library)]
    internal static partial int i2d_X509(nint certificate, byte** into);

    [LibraryImport(Library)]
    internal static partial nint X509_STORE_new();

    [LibraryImport(Library)]
    internal static partial void X509_STORE_free(nint store);

    [LibraryImport(Library)]
    internal static partial int X509_STORE_up_ref(nint store);

    [LibraryImport(Library)]
    internal static partial int X509_STORE_add_cert(nint store, nint certificate);

    [LibraryImport(Library)]
    internal static partial int X509_STORE_add_crl(nint store, nint list);

    [LibraryImport(Library)]
    internal static partial int X509_STORE_set_flags(nint store, nuint flags);

    [LibraryImport(Library)]
    internal static partial int X509_STORE_set_default_paths(nint store);

    [LibraryImport(Library)]
    internal static partial nint X509_STORE_CTX_get_ex_data(nint context, int index);

    [LibraryImport(Library)]
    internal static partial int X509_STORE_CTX_get_error(nint context);

    [LibraryImport(Library)]
    internal static partial void X509_STORE_CTX_set_error(nint context, int error);

    [LibraryImport(Library)]
    internal static partial int X509_STORE_CTX_get_error_depth(nint context);

    [LibraryImport(Library)]
    internal static partial byte* X509_verify_cert_error_string(nint error);

    [LibraryImport(Library)]
    internal static partial int X509_VERIFY_PARAM_set1_host(nint parameters, byte* name, nint length);

    [LibraryImport(Library)]
    internal static partial int X509_VERIFY_PARAM_set1_ip_asc(nint parameters, byte* name);

    [LibraryImport(Library)]
    internal static partial int OPENSSL_sk_num(nint stack);

    [LibraryImport(Library)]
    internal static partial nint OPENSSL_sk_value(nint stack, int index);

    [LibraryImport(Library)]
    internal static partial nint OPENSSL_sk_new_null();

    [LibraryImport(Library)]
    internal static partial int OPENSSL_sk_push(nint stack, nint item);

    [LibraryImport(Library)]
    internal static partial nint CRYPTO_malloc(nint bytes, nint file, int line);

    [LibraryImport(Library)]
    internal static partial void CRYPTO_free(nint block, nint file, int line);

    /// <summary>OpenSSL 3; the caller owns what it gives, 0 when there is none.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_CIPHER_fetch(nint library, string name, nint query);

    /// <summary>As the one before.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint EVP_MD_fetch(nint library, string name, nint query);

    [LibraryImport(Library)]
    internal static partial int EVP_EncryptInit_ex(nint context, nint cipher, nint engine, byte* key, byte* iv);

    [LibraryImport(Library)]
    internal static partial int EVP_DecryptInit_ex(nint context, nint cipher, nint engine, byte* key, byte* iv);

    [LibraryImport(Library)]
    internal static partial int HMAC_Init_ex(nint context, byte* key, int length, nint digest, nint engine);

    [LibraryImport(Library)]
    internal static partial int RAND_bytes(byte* into, int length);

    internal static string TextOf(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>The caller's to free; 0 when it is none.</summary>
    [LibraryImport(Library)]
    internal static partial nint d2i_OCSP_RESPONSE(nint into, byte** der, nint length);

    [LibraryImport(Library)]
    internal static partial int OCSP_RESPONSE_print(nint bio, nint response, nuint flags);

    [LibraryImport(Library)]
    internal static partial void OCSP_RESPONSE_free(nint response);

    /// <summary>OpenSSL 3, as those below. 0 when it cannot be loaded.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint OSSL_PROVIDER_load(nint library, string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OSSL_PROVIDER_set_default_search_path(nint library, string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int EVP_set_default_properties(nint library, string query);
}
