using System;
using System.Net;
using System.Net.Sockets;
using Engine.LoadTests.Measuring;
using Xunit;

namespace Engine.LoadTests.Tests.Measuring;

public sealed class TargetProcessTests
{
    [Fact]
    public void Stat_IsReadBehindAName_ThatHoldsBlanksAndParentheses()
    {
        Assert.True(TargetProcess.TryParseStat("12 (a) b (c)) S 1 12 12 0 -1 4194560 1 0 0 0 1234 56 0 0 20 0 1 0", out Usage usage));

        Assert.Equal((TimeSpan.FromSeconds(12.34), TimeSpan.FromSeconds(0.56)), (usage.User, usage.System));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12 (a) S 1 2 3")]
    public void Stat_ThatIsCutShort_IsNotRead(string stat) => Assert.False(TargetProcess.TryParseStat(stat, out _));

    [Theory]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0", "socket:[4711]")]
    [InlineData("   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0", "socket:[4712]")]
    [InlineData("   0: 0100007F:1F90 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0", null)]
    [InlineData("   0: 0100007F:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0", null)]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode", null)]
    public void AListeningSocket_IsFoundByItsPort(string line, string? socket) => Assert.Equal(socket, PortOwners.ListeningSocket(line, 8080));

    [Fact]
    public void ThisProcess_OwnsThePortItListensOn()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        Assert.Equal([Environment.ProcessId], PortOwners.Find(((IPEndPoint)listener.LocalEndpoint).Port));
    }

    [Fact]
    public void ThisProcess_HasMemory_AndAName()
    {
        var process = new TargetProcess([Environment.ProcessId]);
        process.Sample();

        Assert.InRange(process.MemoryMaxBytes, 1_000_000, long.MaxValue);
        Assert.EndsWith($"({Environment.ProcessId})", process.Name);
    }
}
