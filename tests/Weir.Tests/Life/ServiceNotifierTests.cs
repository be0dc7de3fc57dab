using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using Weir.Life;
using Xunit;

namespace Weir.Tests.Life;

/// <summary>sd_notify(3): what a service manager receives.</summary>
public sealed class ServiceNotifierTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ReadyReloadingAndStopping_AreOneDatagramEach(bool isAbstract)
    {
        string name = Path.Combine(Path.GetTempPath(), "weir-notify-" + Guid.NewGuid().ToString("N"));
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        manager.Bind(new UnixDomainSocketEndPoint(isAbstract ? "\0" + name : name));

        using (ServiceNotifier notifier = ServiceNotifier.To(isAbstract ? "@" + name : name))
        {
            notifier.Ready();
            notifier.Reloading();
            notifier.Ready("Reloaded.");
            notifier.Stopping();
        }

        Assert.Equal($"READY=1\nMAINPID={Environment.ProcessId}\nSTATUS=Ready.\n", Receive(manager));
        Assert.Matches("^RELOADING=1\nMONOTONIC_USEC=[0-9]+\nSTATUS=Reloading.\n$", Receive(manager));
        Assert.Equal($"READY=1\nMAINPID={Environment.ProcessId}\nSTATUS=Reloaded.\n", Receive(manager));
        Assert.Equal("STOPPING=1\n", Receive(manager));
        File.Delete(name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("/nobody/listens/here")]
    public void NoManager_IsNoFailure(string? address)
    {
        using ServiceNotifier notifier = ServiceNotifier.To(address);
        Assert.Null(Record.Exception(() => notifier.Ready()));
    }

    private static string Receive(Socket manager)
    {
        byte[] buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer));
    }
}
