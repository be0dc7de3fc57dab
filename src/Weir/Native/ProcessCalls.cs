using System.Runtime.InteropServices;

namespace Weir.Native;

/// <summary>
/// The libc calls of a process's life. All return -1 and leave errno for <see cref="Marshal.GetLastPInvokeError"/> unless said otherwise.
/// The constants are those of asm-generic, which x64 and arm64 share.
/// </summary>
internal static unsafe partial class ProcessCalls
{
    public const int SigHup = 1;
    public const int SigInt = 2;
    public const int SigQuit = 3;
    public const int SigUsr1 = 10;
    public const int SigUsr2 = 12;
    public const int SigTerm = 15;
    public const int SigTtIn = 21;
    public const int SigTtOu = 22;

    /// <summary>The handler of a signal that is ignored (SIG_IGN).</summary>
    public const nint SigIgnored = 1;

    /// <summary>More than struct sigaction has, whose first word is the handler (glibc and musl: 152 bytes).</summary>
    public const int SignalActionBytesMax = 256;

    public const int OCloExec = 0x80000;
    public const int OReadWrite = 2;
    public const int FGetFd = 1;
    public const int FSetFd = 2;
    public const int FdCloExec = 1;

    public const int AfUnix = 1;
    public const int SockDgramCloExec = 0x80002;
    public const int MsgNoSignal = 0x4000;

    public const int PrSetDumpable = 4;
    public const int PrSetKeepCaps = 8;

    public const int ENOENT = 2;
    public const int EINTR = 4;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    /// <summary>0 as the action is the default one.</summary>
    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    public static partial nint Signal(int signal, nint action);

    /// <param name="action">Null changes nothing.</param>
    /// <param name="before">Gets <see cref="SignalActionBytesMax"/> bytes at most.</param>
    [LibraryImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    public static partial int SignalAction(int signal, nint* action, nint* before);

    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int status);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    public static partial int SetSid();

    [LibraryImport("libc", EntryPoint = "getuid")]
    public static partial uint GetUid();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint GetEffectiveUid();

    [LibraryImport("libc", EntryPoint = "getgid")]
    public static partial uint GetGid();

    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint GetEffectiveGid();

    [LibraryImport("libc", EntryPoint = "setuid", SetLastError = true)]
    public static partial int SetUid(uint uid);

    [LibraryImport("libc", EntryPoint = "setgid", SetLastError = true)]
    public static partial int SetGid(uint gid);

    [LibraryImport("libc", EntryPoint = "getgroups", SetLastError = true)]
    public static partial int GetGroups(int count, uint* groups);

    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    public static partial int SetGroups(nint count, uint* groups);

    // Variadic in C; both Linux ABIs pass variadic integers as named ones.
    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    public static partial int SetCapabilities(Weir.Life.Capabilities.Header* header, Weir.Life.Capabilities.Words* words);

    /// <summary>Null when there is no such user; the record belongs to libc and lasts until the next call.</summary>
    [LibraryImport("libc", EntryPoint = "getpwnam", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial User* FindUser(string name);

    /// <summary>Null when there is no such group; the record belongs to libc and lasts until the next call.</summary>
    [LibraryImport("libc", EntryPoint = "getgrnam", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial Group* FindGroup(string name);

    [LibraryImport("libc", EntryPoint = "chroot", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeRoot(string path);

    [LibraryImport("libc", EntryPoint = "chdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeDirectory(string path);

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe(int* ends, int flags);

    // Variadic in C; both Linux ABIs pass a variadic integer as a named one.
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int fd, int command, int argument);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, void* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, void* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    /// <summary>1 for a terminal.</summary>
    [LibraryImport("libc", EntryPoint = "isatty", SetLastError = true)]
    public static partial int IsTerminal(int fd);

    // statx rather than stat: its record has one layout on every architecture.
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int directoryFd, string path, int flags, uint mask, byte* record);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    public static partial int Duplicate(int fd, int onto);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int fd, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int fd, byte* data, nint length, int flags);

    /// <summary>Returns the error itself, 0 for none.</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Spawn(out int pid, string path, void* fileActions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    public static partial int Wait(int pid, int* status, int options);

    /// <summary>struct passwd, as far as it is read (glibc and musl agree).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct User
    {
        public byte* Name;
        public byte* Password;
        public uint Uid;
        public uint Gid;
    }

    /// <summary>struct group, as far as it is read (glibc and musl agree).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Group
    {
        public byte* Name;
        public byte* Password;
        public uint Gid;
    }
}
