using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Engine.IO.Native;

/// <summary>
/// System calls that are short: they neither sleep nor walk a file system. All carry SuppressGCTransition, which saves the
/// hand-shake with the collector around each of them; a collection waits until such a call returns, so whatever may take long
/// stands in <see cref="LibcBlocking"/>. They answer -1 and leave errno for <see cref="LastError"/>, to be read right after the call.
/// </summary>
internal static unsafe partial class Libc
{
    internal const string Library = "libc";

    /// <summary>
    /// recv(2), by number: the C library's own is a point of cancellation, and in a process with threads it prepares for that with two
    /// atomic exchanges around every call.
    /// </summary>
    internal static nint recv(int fd, byte* buffer, nint length, int flags) =>
        syscall(X86Base.IsSupported ? 45 : 207, fd, (nint)buffer, length, flags, 0, 0);

    /// <summary>send(2), in the same way.</summary>
    internal static nint send(int fd, byte* buffer, nint length, int flags) =>
        syscall(X86Base.IsSupported ? 44 : 206, fd, (nint)buffer, length, flags, 0, 0);

    /// <summary>Numbers as on x86-64, or as on all newer architectures. Variadic in C; see <see cref="fcntl"/>.</summary>
    [LibraryImport(Library), SuppressGCTransition]
    private static partial nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint recvmsg(int fd, MsgHdr* message, int flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint sendmsg(int fd, MsgHdr* message, int flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint splice(int fdIn, long* offsetIn, int fdOut, long* offsetOut, nint length, uint flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int pipe2(int* fds, int flags);

    /// <summary>Variadic in C; both Linux ABIs pass a variadic integer as a named one.</summary>
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int fcntl(int fd, int command, int argument);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int socket(int domain, int type, int protocol);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int connect(int fd, byte* address, int length);

    /// <summary>To an IP address. A path is made on disk: <see cref="LibcBlocking.bind"/>.</summary>
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int bind(int fd, byte* address, int length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int setsockopt(int fd, int level, int name, void* value, int length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int getsockopt(int fd, int level, int name, void* value, int* length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int getsockname(int fd, void* address, int* length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int getpeername(int fd, void* address, int* length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int shutdown(int fd, int how);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int close(int fd);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int epoll_ctl(int epoll, int operation, int fd, byte* epollEvent);

    /// <summary>epoll_wait where it cannot sleep (timeout 0).</summary>
    [LibraryImport(Library, EntryPoint = "epoll_wait"), SuppressGCTransition]
    internal static partial int epoll_poll(int epoll, byte* events, int maxEvents, int timeoutMs);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint read(int fd, void* buffer, nint length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint write(int fd, void* buffer, nint length);

    /// <summary>errno of the call of this class just made on this thread.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int LastError() => Marshal.GetLastSystemError();

    [StructLayout(LayoutKind.Sequential)]
    internal struct IoVec
    {
        internal byte* Base;
        internal nint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct MsgHdr
    {
        internal void* Name;
        internal uint NameLength;
        internal IoVec* Vectors;
        internal nint VectorCount;
        internal void* Control;
        internal nint ControlLength;
        internal int Flags;
    }

    /// <summary>One message of sendmmsg, and how many of its bytes were sent.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MultiMsgHdr
    {
        internal MsgHdr Header;
        internal uint Length;
    }
}
