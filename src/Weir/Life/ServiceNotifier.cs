using System;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Weir.Native;

namespace Weir.Life;

/// <summary>
/// Tells the service manager how it stands (sd_notify(3)): one datagram per message to the socket that <c>NOTIFY_SOCKET</c> names.
/// Connected once, so that it works after a change of root. Without a service manager there is nobody to tell, and nothing happens.
/// </summary>
internal sealed unsafe class ServiceNotifier : IDisposable
{
    private const int PathBytesMax = 108; // sockaddr_un.sun_path
    private int _fd;

    private ServiceNotifier(int fd) => _fd = fd;

    /// <param name="address">A path, or <c>@</c> and an abstract name; null or empty for nobody.</param>
    public static ServiceNotifier To(string? address)
    {
        byte[] name = Encoding.UTF8.GetBytes(address ?? "");
        if (name.Length is 0 or >= PathBytesMax || name[0] is not ((byte)'/' or (byte)'@'))
        {
            return new ServiceNotifier(-1);
        }

        int fd = ProcessCalls.Socket(ProcessCalls.AfUnix, ProcessCalls.SockDgramCloExec, 0);
        byte* socketAddress = stackalloc byte[2 + PathBytesMax];
        new Span<byte>(socketAddress, 2 + PathBytesMax).Clear();
        *(ushort*)socketAddress = ProcessCalls.AfUnix;
        name.CopyTo(new Span<byte>(socketAddress + 2, PathBytesMax));
        if (name[0] == (byte)'@')
        {
            socketAddress[2] = 0;
        }

        // An abstract name ends where the address ends, a path with its zero.
        uint length = (uint)(2 + name.Length + (name[0] == (byte)'/' ? 1 : 0));
        if (fd >= 0 && ProcessCalls.Connect(fd, socketAddress, length) != 0)
        {
            _ = ProcessCalls.Close(fd);
            fd = -1;
        }

        return new ServiceNotifier(fd);
    }

    public void Ready(string status = "Ready.") => Send($"READY=1\nMAINPID={Environment.ProcessId}\nSTATUS={status}\n");

    /// <summary>The clock is that of systemd, CLOCK_MONOTONIC (sd_notify(3)).</summary>
    public void Reloading() =>
        Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000)}\nSTATUS=Reloading.\n"));

    public void Stopping() => Send("STOPPING=1\n");

    /// <summary>For a manager that counts the time until the next one of these (<c>WatchdogSec=</c>).</summary>
    public void Alive() => Send("WATCHDOG=1\n");

    public void Dispose()
    {
        if (_fd >= 0)
        {
            _ = ProcessCalls.Close(_fd);
            _fd = -1;
        }
    }

    /// <summary>A manager that no longer listens is no reason to fail.</summary>
    private void Send(string message)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(message);
        fixed (byte* data = bytes)
        {
            _ = _fd >= 0 ? ProcessCalls.Send(_fd, data, bytes.Length, ProcessCalls.MsgNoSignal) : 0;
        }
    }
}
