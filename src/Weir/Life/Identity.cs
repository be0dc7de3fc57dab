using System.IO;
using System.Runtime.InteropServices;
using Engine.Config.Model;
using Weir.Native;

namespace Weir.Life;

/// <summary>Whom the process becomes once its listeners are open (<c>user uid group gid</c>). Null and 0 keep what it has, as in HAProxy.</summary>
internal readonly record struct Identity(uint? Uid, uint? Gid)
{
    /// <summary>What it still may do then.</summary>
    public Capabilities Kept { get; init; }

    /// <summary>A crash leaves a core file although the user has changed (<c>set-dumpable</c>).</summary>
    public bool IsDumpable { get; init; }

    /// <summary>Names outweigh numbers.</summary>
    /// <returns>False when a name is unknown, which is written to <paramref name="errors"/>.</returns>
    public static bool TryFind(GlobalConfig global, TextWriter errors, out Identity identity)
    {
        uint? uid = (uint?)global.Uid;
        uint? gid = (uint?)global.Gid;
        bool good = true;
        if (global.User is { } user && !TryFindUser(user, out uid))
        {
            errors.WriteLine($"[ERROR] global: this machine has no user '{user}'");
            errors.WriteLine($"  help: create it (useradd --system {user}) or name another one");
            good = false;
        }

        if (global.Group is { } group && !TryFindGroup(group, out gid))
        {
            errors.WriteLine($"[ERROR] global: this machine has no group '{group}'");
            errors.WriteLine($"  help: create it (groupadd --system {group}) or name another one");
            good = false;
        }

        identity = new Identity(uid is 0 ? null : uid, gid is 0 ? null : gid) { Kept = Capabilities.Of(global), IsDumpable = global.Dumpable };
        return good;
    }

    /// <summary>
    /// Groups first, the user last: whoever is no longer root could not give up the others. libc carries each call to every thread.
    /// </summary>
    /// <returns>False when the process still is, or could become again, what it was to cease to be; <paramref name="errors"/> says why.</returns>
    public unsafe bool TryBecome(TextWriter errors)
    {
        if (Gid is { } gid)
        {
            if (ProcessCalls.GetGroups(0, null) > 0 && ProcessCalls.SetGroups(0, null) != 0)
            {
                errors.WriteLine("[WARNING] global: the supplementary groups stay; 'group' or 'gid' without 'user' or 'uid' is of little use when not started as root");
            }

            if (ProcessCalls.SetGid(gid) != 0 || ProcessCalls.GetGid() != gid || ProcessCalls.GetEffectiveGid() != gid)
            {
                errors.WriteLine($"[ERROR] global: cannot become group {gid}: {LastError()}");
                return false;
            }
        }

        if (Uid is { } uid)
        {
            if (!Kept.TryKeep() || ProcessCalls.SetUid(uid) != 0 || ProcessCalls.GetUid() != uid || ProcessCalls.GetEffectiveUid() != uid)
            {
                errors.WriteLine($"[ERROR] global: cannot become user {uid}: {LastError()}");
                return false;
            }

            if (!Kept.TrySet(errors))
            {
                return false;
            }

            if (ProcessCalls.SetUid(0) == 0)
            {
                errors.WriteLine("[ERROR] global: root was given up and could be taken back; this process will not serve like that");
                return false;
            }
        }

        if (IsDumpable)
        {
            _ = ProcessCalls.ProcessControl(ProcessCalls.PrSetDumpable, 1, 0, 0, 0);
        }

        return Uid is not null || ProcessCalls.GetEffectiveUid() == 0 || Kept.TrySet(errors);
    }

    private static unsafe bool TryFindUser(string name, out uint? uid)
    {
        ProcessCalls.User* found = ProcessCalls.FindUser(name);
        uid = found is null ? null : found->Uid;
        return found is not null;
    }

    private static unsafe bool TryFindGroup(string name, out uint? gid)
    {
        ProcessCalls.Group* found = ProcessCalls.FindGroup(name);
        gid = found is null ? null : found->Gid;
        return found is not null;
    }

    private static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
}
