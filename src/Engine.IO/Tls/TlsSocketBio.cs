using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Engine.IO.Tls;

/// <summary>The transport OpenSSL sees: whatever it reads and writes goes to the session under way on the calling thread.</summary>
internal static unsafe class TlsSocketBio
{
    private static nint _method;

    /// <summary>A new transport; OpenSSL owns it with the session it is given to.</summary>
    internal static nint Create()
    {
        nint bio = LibCrypto.BIO_new(Method());
        LibCrypto.BIO_set_init(bio, 1);

        // Set for good: OpenSSL looks at it only where a call gave nothing, and the end of the stream takes it off.
        LibCrypto.BIO_set_flags(bio, TlsControl.BioRetryBoth);
        return bio;
    }

    internal static void EndRetries(nint bio) => LibCrypto.BIO_clear_flags(bio, TlsControl.BioRetryBoth);

    private static nint Method()
    {
        if (Volatile.Read(ref _method) == 0)
        {
            nint method = LibCrypto.BIO_meth_new(TlsControl.BioTypeSourceSink | 0x7f, "loop");
            _ = LibCrypto.BIO_meth_set_read(method, &Read);
            _ = LibCrypto.BIO_meth_set_write(method, &Write);

            // Asked several times per record, and always with the same answer: OpenSSL's own function for a transport that has nothing to
            // tell costs no way through the runtime. It says that flushing is well, and that the stream has ended, which OpenSSL asks
            // only once retries are off.
            _ = LibCrypto.BIO_meth_set_ctrl(method, LibCrypto.BIO_meth_get_ctrl(LibCrypto.BIO_s_null()));

            // Two loops may both make one; the second is never freed, and that is all.
            Interlocked.CompareExchange(ref _method, method, 0);
        }

        return _method;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(nint bio, byte* into, int length) => TlsSession.Current!.ReceiveCipher(new(into, length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(nint bio, byte* from, int length) => TlsSession.Current!.SendCipher(new(from, length));
}
