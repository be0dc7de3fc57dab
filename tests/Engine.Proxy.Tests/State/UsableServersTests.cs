using System.Linq;
using Xunit;

namespace Engine.Proxy.Tests.State;

/// <summary>Which servers may be picked: CFG 5.2 backup, disabled, weight; CFG 4.2 option allbackups.</summary>
public sealed class UsableServersTests
{
    [Theory]
    [InlineData("a b c", "", "", "", "")]
    [InlineData("a c", "", "", "disabled", "")]
    [InlineData("a c", "", "", "weight 0", "")]
    [InlineData("b", "", "backup", "", "backup")]
    [InlineData("a", "", "", "backup", "backup")]
    [InlineData("b", "", "disabled", "backup", "backup")]
    [InlineData("b c", "option allbackups", "disabled", "backup", "backup")]
    [InlineData("b", "option allbackups", "backup", "", "backup")]
    [InlineData("c", "", "weight 0", "backup weight 0", "backup")]
    [InlineData("", "", "disabled", "disabled", "disabled")]
    public void Usable(string names, string option, string a, string b, string c)
    {
        string lines = $" {option}\n server a 127.0.0.1:1 {a}\n server b 127.0.0.1:2 {b}\n server c 127.0.0.1:3 {c}";
        Assert.Equal(names, string.Join(' ', Compiled.Backend(lines).State.Usable.Select(server => server.Name)));
    }

    [Fact]
    public void MaxConn_SlotsAreCounted_AndNoneIsLost()
    {
        var server = Compiled.Backend(" server a 127.0.0.1:1 maxconn 2").State.Servers[0];
        Assert.True(server.TryReserve());
        Assert.False(server.IsFull);
        Assert.True(server.TryReserve());
        Assert.True(server.IsFull);
        Assert.False(server.TryReserve());
        server.Release();
        Assert.True(server.TryReserve());
        Assert.Equal(2, server.Served);
    }
}
