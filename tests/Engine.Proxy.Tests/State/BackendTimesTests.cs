using Engine.Proxy.State;
using Xunit;

namespace Engine.Proxy.Tests.State;

/// <summary>How long a backend has been without a usable server (CSV downtime, chkdown, lastchg).</summary>
public sealed class BackendTimesTests
{
    [Fact]
    public void TimeWithoutServers_IsAddedUp()
    {
        BackendState backend = new("b");
        Assert.Equal(0, backend.DownMsAt(5000));

        backend.CountDown(5000);
        Assert.Equal((1, 5000, 2500), (backend.TimesDown, backend.LastChangeMs, backend.DownMsAt(7500)));

        backend.CountUp(8000);
        Assert.Equal((1, 8000, 3000), (backend.TimesDown, backend.LastChangeMs, backend.DownMsAt(9000)));

        backend.CountDown(10_000);
        Assert.Equal((2, 10_000, 4000), (backend.TimesDown, backend.LastChangeMs, backend.DownMsAt(11_000)));
    }

    [Fact]
    public void ComingUpFirst_IsNoDowntime()
    {
        BackendState backend = new("b");
        backend.CountUp(4000);
        Assert.Equal((0, 4000, 0), (backend.TimesDown, backend.LastChangeMs, backend.DownMsAt(6000)));
    }
}
