using System;
using System.Globalization;
using System.IO;
using Engine.IO.Native;

namespace Engine.IO.Limits;

/// <summary>The number of descriptors this process may open (RLIMIT_NOFILE, <c>ulimit-n</c>).</summary>
public static unsafe class FileLimits
{
    private const int NrOpenDefault = 1024 * 1024; // the kernel's own default of fs.nr_open

    /// <summary>
    /// Raises the soft limit to <paramref name="wanted"/>, and the hard limit too where the process may; where it may not, the soft limit goes as
    /// far up as it can. Never lowers either. Call at start, before the listeners open.
    /// </summary>
    /// <param name="wanted">Descriptors needed, such as <see cref="DescriptorBudget.NeededFor"/> says.</param>
    /// <param name="soft">The limit that now holds.</param>
    /// <param name="hard">How far an unprivileged process could go.</param>
    /// <returns>True exactly when <paramref name="soft"/> is now at least <paramref name="wanted"/>.</returns>
    public static bool TryRaise(ulong wanted, out ulong soft, out ulong hard)
    {
        Read(out soft, out hard);
        if (soft < wanted)
        {
            // No process may go beyond fs.nr_open; below it, root (CAP_SYS_RESOURCE) may lift the hard limit.
            if (!TrySet(wanted, Math.Max(wanted, hard)))
            {
                ulong ceiling = Math.Max(Math.Min(wanted, NrOpen()), hard);
                if (!TrySet(Math.Min(wanted, ceiling), ceiling) && soft < hard)
                {
                    TrySet(Math.Min(wanted, hard), hard);
                }
            }

            Read(out soft, out hard);
        }

        return soft >= wanted;
    }

    /// <summary>The limits that hold now.</summary>
    public static void Read(out ulong soft, out ulong hard)
    {
        ulong* limits = stackalloc ulong[2];
        if (LibcBlocking.getrlimit(LinuxConstants.RLIMIT_NOFILE, limits) != 0)
        {
            throw new InvalidOperationException("getrlimit(RLIMIT_NOFILE) cannot fail with a valid address");
        }

        soft = limits[0];
        hard = limits[1];
    }

    private static bool TrySet(ulong soft, ulong hard)
    {
        ulong* limits = stackalloc ulong[2] { soft, hard };
        return LibcBlocking.setrlimit(LinuxConstants.RLIMIT_NOFILE, limits) == 0;
    }

    private static ulong NrOpen()
    {
        try
        {
            string text = File.ReadAllText("/proc/sys/fs/nr_open");
            return ulong.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : NrOpenDefault;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return NrOpenDefault;
        }
    }
}
