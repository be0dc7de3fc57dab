using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Weir.Native;

namespace Weir.Life;

/// <summary>
/// Serving in the background. A managed process cannot fork, since its other threads would be missing from the copy: the starter runs
/// this same program once more, in a session of its own, and returns when that one says over a pipe that it serves. What the second one
/// writes until then, and the status it may end with, are the starter's.
/// </summary>
internal static unsafe class Daemon
{
    /// <summary>Names the descriptor of the pipe to the one in the background; how that one knows what it is.</summary>
    private const string Marker = "WEIR_READY_FD";

    /// <returns>Exit status of the starter.</returns>
    public static int Start(TextWriter errors)
    {
        int* ends = stackalloc int[2];
        if (ProcessCalls.Pipe(ends, ProcessCalls.OCloExec) != 0 || ProcessCalls.Control(ends[1], ProcessCalls.FSetFd, 0) != 0)
        {
            errors.WriteLine($"[ERROR] cannot go to the background: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
            return 1;
        }

        List<byte[]> environment = Split(File.ReadAllBytes("/proc/self/environ"));
        environment.Add(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Marker}={ends[1]}")));
        int error = Spawn(Split(File.ReadAllBytes("/proc/self/cmdline")), environment, out int pid);
        _ = ProcessCalls.Close(ends[1]);
        if (error != 0)
        {
            errors.WriteLine($"[ERROR] cannot go to the background: {Marshal.GetPInvokeErrorMessage(error)}");
            return 1;
        }

        return IsReady(ends[0]) ? 0 : StatusOf(pid);
    }

    /// <summary>
    /// Called first of all. Positive: this process is the one in the background, and the descriptor is where to say that it serves.
    /// -1: it is not. The marker is taken out of the environment, so that nothing started from here inherits it.
    /// </summary>
    public static int TakeReadyPipe()
    {
        string? marker = Environment.GetEnvironmentVariable(Marker);
        Environment.SetEnvironmentVariable(Marker, null);
        bool isPipe = int.TryParse(marker, NumberStyles.None, CultureInfo.InvariantCulture, out int fd) && fd > 2
            && ProcessCalls.Control(fd, ProcessCalls.FSetFd, ProcessCalls.FdCloExec) == 0;
        if (!isPipe)
        {
            return -1;
        }

        // Fails only for the leader of a process group, which a process just spawned is not.
        _ = ProcessCalls.SetSid();
        return fd;
    }

    /// <summary>Says that it serves, and lets go of the starter's terminal.</summary>
    /// <param name="readyPipe">From <see cref="TakeReadyPipe"/>.</param>
    /// <param name="nullDevice">From <see cref="OpenNullDevice"/>.</param>
    public static void ReportReady(int readyPipe, int nullDevice)
    {
        if (!Build.IsNative)
        {
            ReleaseCopies(nullDevice);
        }

        for (int fd = 0; fd <= 2; fd++)
        {
            _ = ProcessCalls.Duplicate(nullDevice, fd);
        }

        byte ready = 1;
        _ = ProcessCalls.Write(readyPipe, &ready, 1);
        _ = ProcessCalls.Close(readyPipe);
        _ = ProcessCalls.Close(nullDevice);
    }

    /// <summary>/dev/null for <see cref="ReportReady"/>, to be opened while the old root can still be seen.</summary>
    public static int OpenNullDevice() => ProcessCalls.Open("/dev/null", ProcessCalls.OReadWrite | ProcessCalls.OCloExec, 0);

    /// <summary>The runtime of a development build keeps copies of descriptors 0 to 2; the native one does not.</summary>
    private static void ReleaseCopies(int nullDevice)
    {
        const string Table = "/proc/self/fd/";
        string[] standard = ["", "", ""];
        for (int fd = 0; fd <= 2; fd++)
        {
            standard[fd] = new FileInfo(Table + fd).LinkTarget ?? "";
        }

        foreach (string entry in Directory.GetFiles(Table))
        {
            int fd = int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture);
            if (fd > 2 && new FileInfo(entry).LinkTarget is { } target && Array.IndexOf(standard, target) >= 0)
            {
                _ = ProcessCalls.Duplicate(nullDevice, fd);
            }
        }
    }

    private static int Spawn(List<byte[]> arguments, List<byte[]> environment, out int pid)
    {
        byte** argv = Pointers(arguments);
        byte** envp = Pointers(environment);
        try
        {
            return ProcessCalls.Spawn(out pid, "/proc/self/exe", null, null, argv, envp);
        }
        finally
        {
            Free(argv);
            Free(envp);
        }
    }

    /// <summary>False when the pipe ends without a word: the process in the background is gone.</summary>
    private static bool IsReady(int pipe)
    {
        byte word = 0;
        nint count;
        do
        {
            count = ProcessCalls.Read(pipe, &word, 1);
        }
        while (count < 0 && Marshal.GetLastPInvokeError() == ProcessCalls.EINTR);
        return count == 1;
    }

    /// <summary>Never 0: a process that ended before it served has failed.</summary>
    private static int StatusOf(int pid)
    {
        int status = 0;
        int result;
        do
        {
            result = ProcessCalls.Wait(pid, &status, 0);
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == ProcessCalls.EINTR);
        bool exited = (status & 0x7f) == 0;
        int code = (status >> 8) & 0xff;
        return exited && code != 0 ? code : 1;
    }

    /// <summary>The texts of /proc/self/cmdline and environ: each ends in a zero, which is left out here.</summary>
    private static List<byte[]> Split(byte[] block)
    {
        var texts = new List<byte[]>();
        int from = 0;
        while (from < block.Length)
        {
            int end = Array.IndexOf(block, (byte)0, from);
            end = end < 0 ? block.Length : end;
            texts.Add(block[from..end]);
            from = end + 1;
        }

        return texts;
    }

    private static byte** Pointers(List<byte[]> texts)
    {
        byte** pointers = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Count; i++)
        {
            pointers[i] = (byte*)NativeMemory.AllocZeroed((nuint)texts[i].Length + 1);
            texts[i].CopyTo(new Span<byte>(pointers[i], texts[i].Length));
        }

        return pointers;
    }

    private static void Free(byte** pointers)
    {
        for (byte** at = pointers; *at is not null; at++)
        {
            NativeMemory.Free(*at);
        }

        NativeMemory.Free(pointers);
    }
}
