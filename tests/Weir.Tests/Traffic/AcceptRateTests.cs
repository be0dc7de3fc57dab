using System.Diagnostics;
using System.Threading.Tasks;
using Weir.Tests.Operations;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>How many clients per second are taken: <c>rate-limit sessions</c> (CFG 4.2), <c>maxconnrate</c> and <c>maxsessrate</c> (CFG 3.2).</summary>
public sealed class AcceptRateTests
{
    private const string Answer = "http-request return status 200 content-type text/plain string here";

    /// <summary>Whoever is too many waits in the kernel's backlog and is served a second later; nobody is refused.</summary>
    [Theory]
    [InlineData("", "rate-limit sessions 4")]
    [InlineData("maxconnrate 4", "")]
    [InlineData("maxsessrate 4", "")]
    public async Task ClientsBeyondTheRate_WaitForTheNextSecond(string global, string frontend)
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = global, Frontend = frontend + "\n " + Answer });
        long start = Stopwatch.GetTimestamp();
        Task[] clients = new Task[9];
        for (int i = 0; i < clients.Length; i++)
        {
            clients[i] = AskAsync(stand);
        }

        await Task.WhenAll(clients);

        // Nine at four a second touch three seconds, of which the one in the middle is whole.
        Assert.True(Stopwatch.GetElapsedTime(start).TotalMilliseconds > 990, "nine clients were taken in less than a second");
    }

    /// <summary>CFG maxsessrate: what a rule rejects becomes no session.</summary>
    [Fact]
    public async Task LimitsAreShown_AndChangedWhileRunning()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = "maxconnrate 900\n maxsessrate 800\n maxpipes 12\n " + Console.Socket,
            Frontend = "rate-limit sessions 700\n " + Answer,
        });
        string info = await stand.Proxy.AskAsync("show info");
        Assert.Contains("ConnRateLimit: 900\n", info, System.StringComparison.Ordinal);
        Assert.Contains("SessRateLimit: 800\n", info, System.StringComparison.Ordinal);
        Assert.Contains("Maxpipes: 12\n", info, System.StringComparison.Ordinal);
        Assert.Equal("700", await stand.Proxy.StatAsync("web,FRONTEND", "rate_lim"));
        Assert.Equal("", await stand.Proxy.AskAsync("set rate-limit connections global 0"));
        Assert.Equal("", await stand.Proxy.AskAsync("set rate-limit sessions global 42"));
        Assert.Equal("Expects an integer value.\n", await stand.Proxy.AskAsync("set rate-limit sessions global x"));
        info = await stand.Proxy.AskAsync("show info");
        Assert.Contains("ConnRateLimit: 0\n", info, System.StringComparison.Ordinal);
        Assert.Contains("SessRateLimit: 42\n", info, System.StringComparison.Ordinal);
    }

    private static async Task AskAsync(TestStand stand)
    {
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(200, (await client.ReceiveReplyAsync()).Status);
    }
}
