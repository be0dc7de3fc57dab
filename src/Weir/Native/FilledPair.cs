using System.IO;
using System.Runtime.InteropServices;

namespace Weir.Native;

/// <summary>A connection that holds what somebody has said, and his goodbye: a pair of sockets whose far end was written to and closed.</summary>
internal static unsafe partial class FilledPair
{
    private const int StreamNonBlockingCloExec = 0x80801;

    /// <param name="bytes">Fewer than a socket buffer holds (some 200 kB).</param>
    /// <returns>The near end; the caller's to close.</returns>
    public static int Open(byte[] bytes)
    {
        int* ends = stackalloc int[2];
        if (OpenPair(ProcessCalls.AfUnix, StreamNonBlockingCloExec, 0, ends) != 0)
        {
            throw new IOException($"no pair of sockets to be had (errno {Marshal.GetLastPInvokeError()})");
        }

        fixed (byte* data = bytes)
        {
            nint written = ProcessCalls.Write(ends[1], data, bytes.Length);
            _ = ProcessCalls.Close(ends[1]);
            return written == bytes.Length ? ends[0] : throw new IOException("the request is larger than a socket buffer");
        }
    }

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    private static partial int OpenPair(int domain, int type, int protocol, int* ends);
}
