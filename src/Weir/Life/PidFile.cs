using System;
using System.Globalization;
using System.IO;

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
        // A device (-p /dev/null) is written to, never replaced by a file.
        if (File.Exists(path) && (File.GetAttributes(path) & FileAttributes.Device) != 0)
        {
            File.WriteAllText(path, text);
            return;
        }

        string next = $"{path}.{Environment.ProcessId}";
        File.WriteAllText(next, text);
        File.Move(next, path, overwrite: true);
    }
}
