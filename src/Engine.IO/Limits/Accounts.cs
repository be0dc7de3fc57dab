using System.Runtime.InteropServices;

namespace Engine.IO.Limits;

/// <summary>Names of users and groups of this machine as numbers: who is to own the file of a unix socket. Start-up only: it may read files and block.</summary>
public static unsafe partial class Accounts
{
    /// <summary>False when the machine has no user of that name.</summary>
    public static bool TryFindUser(string name, out int uid)
    {
        User* found = FindUser(name);
        uid = found is null ? -1 : (int)found->Uid;
        return found is not null;
    }

    /// <summary>False when the machine has no group of that name.</summary>
    public static bool TryFindGroup(string name, out int gid)
    {
        Group* found = FindGroup(name);
        gid = found is null ? -1 : (int)found->Gid;
        return found is not null;
    }

    [LibraryImport("libc", EntryPoint = "getpwnam", StringMarshalling = StringMarshalling.Utf8)]
    private static partial User* FindUser(string name);

    [LibraryImport("libc", EntryPoint = "getgrnam", StringMarshalling = StringMarshalling.Utf8)]
    private static partial Group* FindGroup(string name);

    /// <summary>The beginning of struct passwd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct User
    {
        public nint Name;
        public nint Password;
        public uint Uid;
        public uint Gid;
    }

    /// <summary>The beginning of struct group.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Group
    {
        public nint Name;
        public nint Password;
        public uint Gid;
    }
}
