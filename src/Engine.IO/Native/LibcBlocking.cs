using System.Runtime.InteropServices;

namespace Engine.IO.Native;

/// <summary>
/// System calls that may sleep, walk a file system, or are made so rarely that nothing is won by hurrying: a collection need not
/// wait for them, so none carries SuppressGCTransition. They answer -1 and leave errno for <see cref="LastError"/>; between the
/// call and its return to managed code errno itself may be overwritten, so it is saved with each call.
/// </summary>
internal static unsafe partial class LibcBlocking
{
    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial nint send(int fd, byte* buffer, nint length, int flags);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial nint recv(int fd, byte* buffer, nint length, int flags);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial nint sendmsg(int fd, Libc.MsgHdr* message, int flags);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial nint recvmsg(int fd, Libc.MsgHdr* message, int flags);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int epoll_create1(int flags);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int eventfd(uint initial, int flags);

    /// <summary>Sleeps. Nobody asks for its errno (EINTR is the only one there can be), so it is not saved.</summary>
    [LibraryImport(Libc.Library)]
    internal static partial int epoll_wait(int epoll, byte* events, int maxEvents, int timeoutMs);

    /// <summary>
    /// Cannot sleep on a descriptor of our own; but an inherited one shares its O_NONBLOCK flag with the parent, who may clear it.
    /// </summary>
    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int accept4(int fd, void* address, int* length, int flags);

    /// <summary>Of a path: makes a file.</summary>
    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int bind(int fd, byte* address, int length);

    /// <summary>To a path.</summary>
    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int connect(int fd, byte* address, int length);

    /// <summary>Sends many datagrams, each of which a receiver on this machine may be woken for.</summary>
    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int sendmmsg(int fd, Libc.MultiMsgHdr* messages, uint count, int flags);

    /// <summary>To a file, a pipe or a terminal.</summary>
    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial nint write(int fd, void* buffer, nint length);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int open(byte* path, int flags, int mode);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int listen(int fd, int backlog);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int unlink(byte* path);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int rename(byte* from, byte* to);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int chmod(byte* path, uint mode);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int chown(byte* path, uint uid, uint gid);

    /// <summary>Rather than stat: its record has one layout on every architecture.</summary>
    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int statx(int directoryFd, byte* path, int flags, uint mask, byte* record);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int getrlimit(int resource, ulong* softThenHard);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int setrlimit(int resource, ulong* softThenHard);

    [LibraryImport(Libc.Library, SetLastError = true)]
    internal static partial int sched_setaffinity(int pid, nint size, byte* mask);

    /// <summary>errno of the call of this class just made on this thread.</summary>
    internal static int LastError() => Marshal.GetLastPInvokeError();
}
