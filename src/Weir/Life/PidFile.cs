using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Weir.Native;

namespace Weir.Life;

/// <summary><c>-p</c> and <c>pidfile</c>: the pid and a line end, there at once or not at all. Like HAProxy's it stays when the process ends.</summary>
internal static class PidFile
{
    /// <returns>False when it could not be written, which is said on <paramref name="errors"/>.</returns>
    public static bool TryWrite(string path, int pid, TextWriter errors)
    {
        try
        {
            Write(path, pid.ToString(CultureInfo.InvariantCulture) + "\n");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            errors.WriteLine($"[ERROR] cannot write the pid file {path}: {e.Message}");
            return false;
        }
    }

    private static void Write(string path, string text)
    {
        if (!IsReplaceable(path))
        {
            File.WriteAllText(path, text);
            return;
        }

        string next = $"{path}.{Environment.ProcessId}";
        File.Delete(next);
        using (FileStream file = new(next, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes(text));
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>
    /// A device or a pipe (<c>-p /dev/null</c>) is written to. Only what is known to be a plain file, or known not to be there, may be
    /// replaced: root would replace a device without complaint, for the whole machine.
    /// </summary>
    private static unsafe bool IsReplaceable(string path)
    {
        const int AtWorkingDirectory = -100;
        const uint WantType = 1; // STATX_TYPE
        const int ModeOffset = 28; // of stx_mode in struct statx
        const int TypeMask = 0xF000;
        const int PlainFile = 0x8000;
        byte* record = stackalloc byte[256];
        if (ProcessCalls.Statx(AtWorkingDirectory, path, 0, WantType, record) != 0)
        {
            return Marshal.GetLastPInvokeError() == ProcessCalls.ENOENT;
        }

        return (*(ushort*)(record + ModeOffset) & TypeMask) == PlainFile;
    }
}
