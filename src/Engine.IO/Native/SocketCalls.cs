using System.Runtime.InteropServices;

namespace Engine.IO.Native;

/// <summary>
/// The libc calls of listening sockets and addresses. All return -1 and leave errno for <see cref="Marshal.GetLastPInvokeError"/>
/// unless said otherwise. The constants are those of asm-generic, which x64 and arm64 share.
/// </summary>
internal static unsafe partial class SocketCalls
{
    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int fd, byte* address, uint lengthBytes);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    public static partial int Listen(int fd, int backlog);

    // No SuppressGCTransition: an inherited descriptor shares its O_NONBLOCK flag with the parent, who may clear it,
    // and a thread blocked without the transition would stop every collection.
    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    public static partial int Accept4(int fd, void* address, uint* lengthBytes, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetSockOpt(int fd, int level, int option, void* value, uint lengthBytes);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetSockOpt(int fd, int level, int option, void* value, uint* lengthBytes);

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    public static partial int GetSockName(int fd, void* address, uint* lengthBytes);

    [LibraryImport("libc", EntryPoint = "getpeername", SetLastError = true)]
    public static partial int GetPeerName(int fd, void* address, uint* lengthBytes);

    // Variadic in C; both Linux ABIs pass a variadic integer as a named one.
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(int fd, int command, int argument);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true)]
    public static partial int Unlink(byte* path);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true)]
    public static partial int Rename(byte* from, byte* to);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true)]
    public static partial int Chmod(byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true)]
    public static partial int Chown(byte* path, uint uid, uint gid);

    // statx rather than stat: its record has one layout on every architecture.
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static partial int Statx(int directoryFd, byte* path, int flags, uint mask, byte* record);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    public static partial int GetRlimit(int resource, ulong* softThenHard);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    public static partial int SetRlimit(int resource, ulong* softThenHard);

    public const int SockStream = 1;
    public const int SockNonBlock = 0x800;
    public const int SockCloExec = 0x80000;

    public const int SolSocket = 1;
    public const int SoReuseAddr = 2;
    public const int SoType = 3;
    public const int SoSndBuf = 7;
    public const int SoRcvBuf = 8;
    public const int SoKeepAlive = 9;
    public const int SoReusePort = 15;
    public const int SoBindToDevice = 25;
    public const int SoAcceptConn = 30;

    public const int IpProtoIp = 0;
    public const int IpFreeBind = 15;
    public const int IpTransparent = 19;

    public const int IpProtoTcp = 6;
    public const int TcpNoDelay = 1;
    public const int TcpMaxSeg = 2;
    public const int TcpDeferAccept = 9;
    public const int TcpUserTimeout = 18;
    public const int TcpFastOpen = 23;

    public const int IpProtoIpv6 = 41;
    public const int Ipv6V6Only = 26;
    public const int Ipv6Transparent = 75;

    public const int FSetFl = 4;
    public const int FGetFl = 3;
    public const int FDupFdCloExec = 1030;
    public const int ONonBlock = 0x800;

    public const int AtFdCwd = -100;
    public const int AtSymlinkNoFollow = 0x100;
    public const int RlimitNoFile = 7;

    /// <summary>Returns errno of the failed call, or 0.</summary>
    public static int SetOption(int fd, int level, int option, int value)
        => SetSockOpt(fd, level, option, &value, sizeof(int)) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Returns errno of the failed call, or 0.</summary>
    public static int GetOption(int fd, int level, int option, out int value)
    {
        int read = 0;
        uint lengthBytes = sizeof(int);
        int result = GetSockOpt(fd, level, option, &read, &lengthBytes);
        value = read;
        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>The errno values that decide something here (asm-generic/errno.h).</summary>
    internal static class Errno
    {
        public const int EPERM = 1;
        public const int ENOENT = 2;
        public const int EINTR = 4;
        public const int EBADF = 9;
        public const int EAGAIN = 11;
        public const int ENOMEM = 12;
        public const int EACCES = 13;
        public const int EEXIST = 17;
        public const int ENODEV = 19;
        public const int ENOTDIR = 20;
        public const int EINVAL = 22;
        public const int ENFILE = 23;
        public const int EMFILE = 24;
        public const int EROFS = 30;
        public const int ENAMETOOLONG = 36;
        public const int ENONET = 64;
        public const int EPROTO = 71;
        public const int ENOTSOCK = 88;
        public const int ENOPROTOOPT = 92;
        public const int ESOCKTNOSUPPORT = 94;
        public const int EOPNOTSUPP = 95;
        public const int EAFNOSUPPORT = 97;
        public const int EADDRINUSE = 98;
        public const int EADDRNOTAVAIL = 99;
        public const int ENETDOWN = 100;
        public const int ENETUNREACH = 101;
        public const int ECONNABORTED = 103;
        public const int ECONNRESET = 104;
        public const int ENOBUFS = 105;
        public const int EDESTADDRREQ = 89;
        public const int ETIMEDOUT = 110;
        public const int EHOSTDOWN = 112;
        public const int EHOSTUNREACH = 113;
    }
}
