using System;
using System.Globalization;
using System.IO;
using Engine.Config.Model;
using Engine.IO.Limits;

namespace Weir.Life;

/// <summary>
/// Fits <c>maxconn</c> and the number of files this process may open to each other: the limit is raised as far as it can be; where that
/// is not far enough, <c>maxconn</c> gives way with a warning, and the process starts.
/// </summary>
internal static class DescriptorLimits
{
    /// <summary>With no <c>maxconn</c> written there is no reason to ask for more files than this.</summary>
    private const ulong UnaskedMax = 1024 * 1024; // the kernel's own default of fs.nr_open

    /// <summary>Raises the limit of this process and gives the <c>maxconn</c> that it has room for.</summary>
    /// <returns>Null when there is not room for one connection, which is written to <paramref name="errors"/>.</returns>
    public static int? Fit(Configuration configuration, int loopCount, TextWriter errors)
    {
        GlobalConfig global = configuration.Global;
        var budget = new DescriptorBudget { Loops = loopCount, Listeners = CountListeners(configuration) * loopCount };
        FileLimits.Read(out ulong soft, out ulong hard);
        ulong unasked = Math.Min(UnaskedMax, (ulong)(global.FdHardLimit ?? int.MaxValue));
        ulong needed = global.MaxConn is { } maxConn ? budget.NeededFor(maxConn) : global.FdHardLimit is null ? Math.Max(soft, Math.Min(hard, unasked)) : Math.Min(hard, unasked);
        ulong wanted = Math.Max(needed, (ulong)(global.UlimitN ?? 0));
        if (!FileLimits.TryRaise(wanted, out soft, out _) && global.UlimitN is { } ulimit && soft < (ulong)ulimit)
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[WARNING] global: ulimit-n {ulimit} cannot be had, this process may open {soft} files"));
        }

        bool isChosen = global.MaxConn is null && global.UlimitN is null;
        return Fit(global.MaxConn, budget, isChosen ? Math.Min(soft, (ulong)(global.FdHardLimit ?? int.MaxValue)) : soft, errors);
    }

    /// <param name="maxConn">As written; null = as many as fit.</param>
    /// <param name="limit">Files that may be open.</param>
    /// <inheritdoc cref="Fit(Configuration, int, TextWriter)"/>
    internal static int? Fit(int? maxConn, DescriptorBudget budget, ulong limit, TextWriter errors)
    {
        int room = budget.MaxConnWithin(limit);
        if (room == 0)
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[ERROR] {limit} open files are not enough for one connection (it takes {budget.NeededFor(1)})"));
            errors.WriteLine("  help: raise the limit where the process is started (ulimit -n, LimitNOFILE)");
            return null;
        }

        if (maxConn <= room)
        {
            return maxConn;
        }

        if (maxConn is { } wanted)
        {
            errors.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"[WARNING] global: maxconn {wanted} takes {budget.NeededFor(wanted)} open files, and this process may have {limit}: serving with maxconn {room}"));
            errors.WriteLine("  help: raise the limit where the process is started (ulimit -n, LimitNOFILE), or lower maxconn");
        }

        return room;
    }

    /// <summary>The largest <c>maxconn</c> that so many files have room for; changes nothing.</summary>
    internal static int RoomFor(Configuration configuration, int loopCount, ulong limit) =>
        new DescriptorBudget { Loops = loopCount, Listeners = CountListeners(configuration) * loopCount }.MaxConnWithin(limit);

    private static int CountListeners(Configuration configuration)
    {
        int count = 0;
        foreach (ProxyConfig proxy in configuration.Proxies)
        {
            foreach (BindConfig bind in proxy.Binds)
            {
                foreach (AddressConfig address in bind.Addresses)
                {
                    count += address.LastPort - address.FirstPort + 1;
                }
            }
        }

        return count;
    }
}
