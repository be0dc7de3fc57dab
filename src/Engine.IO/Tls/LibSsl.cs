using System.Runtime.InteropServices;

namespace Engine.IO.Tls;

/// <summary>
/// The calls of libssl. None carries SuppressGCTransition except those that only read a field: a handshake may compute for a
/// millisecond, and reads and writes call back into this process for the socket.
/// </summary>
internal static unsafe partial class LibSsl
{
    internal const string Library = "libssl";

    [LibraryImport(Library)]
    internal static partial nint TLS_method();

    [LibraryImport(Library)]
    internal static partial nint SSL_CTX_new(nint method);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_free(nint context);

    [LibraryImport(Library)]
    internal static partial int SSL_CTX_up_ref(nint context);

    /// <summary>Macros of the C interface; see <see cref="TlsControl"/>.</summary>
    [LibraryImport(Library)]
    internal static partial nint SSL_CTX_ctrl(nint context, int command, nint number, void* pointer);

    [LibraryImport(Library)]
    internal static partial ulong SSL_CTX_set_options(nint context, ulong options);

    [LibraryImport(Library)]
    internal static partial ulong SSL_CTX_clear_options(nint context, ulong options);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SSL_CTX_set_cipher_list(nint context, string list);

    /// <summary>A stack, not owned by the caller.</summary>
    [LibraryImport(Library)]
    internal static partial nint SSL_CTX_get_ciphers(nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SSL_CTX_set_ciphersuites(nint context, string list);

    [LibraryImport(Library)]
    internal static partial int SSL_CTX_use_certificate(nint context, nint certificate);

    [LibraryImport(Library)]
    internal static partial int SSL_CTX_use_PrivateKey(nint context, nint key);

    [LibraryImport(Library)]
    internal static partial int SSL_CTX_check_private_key(nint context);

    [LibraryImport(Library)]
    internal static partial int SSL_CTX_set_session_id_context(nint context, byte* id, uint length);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_set_verify(nint context, int mode, delegate* unmanaged[Cdecl]<int, nint, int> callback);

    [LibraryImport(Library)]
    internal static partial nint SSL_CTX_set_timeout(nint context, nint seconds);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_set_cert_store(nint context, nint store);

    [LibraryImport(Library)]
    internal static partial int SSL_CTX_set_default_verify_paths(nint context);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_set_client_CA_list(nint context, nint names);

    [LibraryImport(Library)]
    internal static partial nint SSL_get_client_CA_list(nint ssl);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_set_client_hello_cb(nint context, delegate* unmanaged[Cdecl]<nint, int*, nint, int> callback, nint argument);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_set_alpn_select_cb(nint context, delegate* unmanaged[Cdecl]<nint, byte**, byte*, byte*, uint, nint, int> callback, nint argument);

    [LibraryImport(Library)]
    internal static partial int SSL_CTX_set_alpn_protos(nint context, byte* protocols, uint length);

    /// <param name="free">Nothing, as are the three behind it: what is given out is not freed, and what the client sends not read.</param>
    [LibraryImport(Library)]
    internal static partial int SSL_CTX_add_custom_ext(nint context, uint type, uint where, delegate* unmanaged[Cdecl]<nint, uint, uint, byte**, nint*, nint, nint, int*, nint, int> add, nint free, nint addArgument, nint parse, nint parseArgument);

    [LibraryImport(Library)]
    internal static partial nint SSL_CTX_callback_ctrl(nint context, int command, void* callback);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_sess_set_new_cb(nint context, delegate* unmanaged[Cdecl]<nint, nint, int> callback);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_set_keylog_callback(nint context, delegate* unmanaged[Cdecl]<nint, byte*, void> callback);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_set_msg_callback(nint context, delegate* unmanaged[Cdecl]<int, int, int, byte*, nint, nint, nint, void> callback);

    [LibraryImport(Library)]
    internal static partial void SSL_set_msg_callback(nint ssl, delegate* unmanaged[Cdecl]<int, int, int, byte*, nint, nint, nint, void> callback);

    [LibraryImport(Library)]
    internal static partial int SSL_CTX_set_num_tickets(nint context, nint count);

    [LibraryImport(Library)]
    internal static partial void SSL_CTX_set_security_level(nint context, int level);

    [LibraryImport(Library)]
    internal static partial nint SSL_new(nint context);

    [LibraryImport(Library)]
    internal static partial void SSL_free(nint ssl);

    /// <summary>0 when they hold something and stay.</summary>
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int SSL_free_buffers(nint ssl);

    [LibraryImport(Library)]
    internal static partial nint SSL_set_SSL_CTX(nint ssl, nint context);

    [LibraryImport(Library)]
    internal static partial nint SSL_ctrl(nint ssl, int command, nint number, void* pointer);

    [LibraryImport(Library)]
    internal static partial int SSL_set_alpn_protos(nint ssl, byte* protocols, uint length);

    [LibraryImport(Library)]
    internal static partial ulong SSL_set_options(nint ssl, ulong options);

    [LibraryImport(Library)]
    internal static partial ulong SSL_clear_options(nint ssl, ulong options);

    [LibraryImport(Library)]
    internal static partial void SSL_set_verify(nint ssl, int mode, delegate* unmanaged[Cdecl]<int, nint, int> callback);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SSL_set_cipher_list(nint ssl, string list);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SSL_set_ciphersuites(nint ssl, string list);

    [LibraryImport(Library)]
    internal static partial void SSL_set_bio(nint ssl, nint readBio, nint writeBio);

    [LibraryImport(Library)]
    internal static partial void SSL_set_accept_state(nint ssl);

    [LibraryImport(Library)]
    internal static partial void SSL_set_connect_state(nint ssl);

    [LibraryImport(Library)]
    internal static partial int SSL_do_handshake(nint ssl);

    [LibraryImport(Library)]
    internal static partial int SSL_read(nint ssl, byte* into, int length);

    [LibraryImport(Library)]
    internal static partial int SSL_peek(nint ssl, byte* into, int length);

    [LibraryImport(Library)]
    internal static partial int SSL_write(nint ssl, byte* from, int length);

    [LibraryImport(Library)]
    internal static partial int SSL_shutdown(nint ssl);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int SSL_get_shutdown(nint ssl);

    [LibraryImport(Library)]
    internal static partial void SSL_set_shutdown(nint ssl, int mode);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int SSL_has_pending(nint ssl);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint SSL_get_verify_result(nint ssl);

    [LibraryImport(Library)]
    internal static partial byte* SSL_get_version(nint ssl);

    [LibraryImport(Library)]
    internal static partial int SSL_version(nint ssl);

    [LibraryImport(Library)]
    internal static partial nint SSL_get_current_cipher(nint ssl);

    [LibraryImport(Library)]
    internal static partial byte* SSL_CIPHER_get_name(nint cipher);

    [LibraryImport(Library)]
    internal static partial int SSL_CIPHER_get_bits(nint cipher, int* algorithmBits);

    [LibraryImport(Library)]
    internal static partial nint SSL_CIPHER_find(nint ssl, byte* twoBytes);

    [LibraryImport(Library)]
    internal static partial void SSL_get0_alpn_selected(nint ssl, byte** protocol, uint* length);

    [LibraryImport(Library)]
    internal static partial byte* SSL_get_servername(nint ssl, int type);

    [LibraryImport(Library)]
    internal static partial int SSL_session_reused(nint ssl);

    [LibraryImport(Library)]
    internal static partial nint SSL_get_session(nint ssl);

    /// <summary>The caller's to free.</summary>
    [LibraryImport(Library)]
    internal static partial nint SSL_get1_session(nint ssl);

    [LibraryImport(Library)]
    internal static partial int SSL_set_session(nint ssl, nint session);

    [LibraryImport(Library)]
    internal static partial void SSL_SESSION_free(nint session);

    [LibraryImport(Library)]
    internal static partial int SSL_SESSION_is_resumable(nint session);

    [LibraryImport(Library)]
    internal static partial nint SSL_SESSION_dup(nint session);

    [LibraryImport(Library)]
    internal static partial byte* SSL_SESSION_get_id(nint session, uint* length);

    [LibraryImport(Library)]
    internal static partial nint SSL_SESSION_get_master_key(nint session, byte* into, nint length);

    [LibraryImport(Library)]
    internal static partial nint SSL_get_client_random(nint ssl, byte* into, nint length);

    [LibraryImport(Library)]
    internal static partial nint SSL_get_server_random(nint ssl, byte* into, nint length);

    [LibraryImport(Library)]
    internal static partial nint SSL_get_finished(nint ssl, byte* into, nint length);

    [LibraryImport(Library)]
    internal static partial nint SSL_get_peer_finished(nint ssl, byte* into, nint length);

    /// <summary>OpenSSL 3; the caller owns the certificate.</summary>
    [LibraryImport(Library)]
    internal static partial nint SSL_get1_peer_certificate(nint ssl);

    /// <summary>The same of OpenSSL 1.1.</summary>
    [LibraryImport(Library)]
    internal static partial nint SSL_get_peer_certificate(nint ssl);

    /// <summary>Not owned by the caller.</summary>
    [LibraryImport(Library)]
    internal static partial nint SSL_get_certificate(nint ssl);

    /// <summary>Not owned by the caller.</summary>
    [LibraryImport(Library)]
    internal static partial nint SSL_get_peer_cert_chain(nint ssl);

    [LibraryImport(Library)]
    internal static partial nint SSL_get0_param(nint ssl);

    [LibraryImport(Library)]
    internal static partial int SSL_get_ex_data_X509_STORE_CTX_idx();

    [LibraryImport(Library)]
    internal static partial int SSL_client_hello_get0_ext(nint ssl, uint type, byte** data, nint* length);

    [LibraryImport(Library)]
    internal static partial nint SSL_client_hello_get0_ciphers(nint ssl, byte** data);
}
