using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.IO.Native;

/// <summary>
/// The system calls of the event loop. Short non-blocking calls carry SuppressGCTransition (no stop-the-world hand-shake around
/// them); calls that may sleep must not. errno is read right after the call, through <see cref="LastError"/>.
/// </summary>
internal static unsafe partial class Libc
{
    private const string Library = "libc";

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint recv(int fd, byte* buffer, nint length, int flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint send(int fd, byte* buffer, nint length, int flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint sendmsg(int fd, MsgHdr* message, int flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint splice(int fdIn, long* offsetIn, int fdOut, long* offsetOut, nint length, uint flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int pipe2(int* fds, int flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int fcntl(int fd, int command, int argument);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int socket(int domain, int type, int protocol);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int connect(int fd, byte* address, int length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int bind(int fd, byte* address, int length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int setsockopt(int fd, int level, int name, void* value, int length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int getsockopt(int fd, int level, int name, void* value, int* length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int shutdown(int fd, int how);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int close(int fd);

    [LibraryImport(Library)]
    internal static partial int epoll_create1(int flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int epoll_ctl(int epoll, int operation, int fd, byte* epollEvent);

    /// <summary>May sleep: no SuppressGCTransition.</summary>
    [LibraryImport(Library)]
    internal static partial int epoll_wait(int epoll, byte* events, int maxEvents, int timeoutMs);

    /// <summary>The same call where it cannot sleep (timeout 0).</summary>
    [LibraryImport(Library, EntryPoint = "epoll_wait"), SuppressGCTransition]
    internal static partial int epoll_poll(int epoll, byte* events, int maxEvents, int timeoutMs);

    [LibraryImport(Library)]
    internal static partial int eventfd(uint initial, int flags);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint read(int fd, void* buffer, nint length);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint write(int fd, void* buffer, nint length);

    [LibraryImport(Library)]
    internal static partial int sched_setaffinity(int pid, nint size, byte* mask);

    /// <summary>errno of the call just made on this thread.</summary>
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
}
