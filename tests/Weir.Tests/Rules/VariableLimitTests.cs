using System;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Rules;

/// <summary>CFG 3.2 tune.vars: what does not fit is not set, and what an exchange had is free again for the next.</summary>
public sealed class VariableLimitTests
{
    [Theory]
    [InlineData("tune.vars.txn-max-size 100", "txn", "first-")]
    [InlineData("tune.vars.sess-max-size 100", "txn", "first-")]
    [InlineData("tune.vars.reqres-max-size 100", "req", "first-")]
    [InlineData("tune.vars.global-max-size 100", "txn", "first-")]
    [InlineData("tune.vars.proc-max-size 100", "proc", "first-")]
    [InlineData("tune.vars.txn-max-size 200", "txn", "first-second")]
    public async Task Variables_FitOrAreNotSet(string global, string scope, string answer)
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = global,
            Frontend = $"http-request set-var({scope}.a) str(first)\n http-request set-var({scope}.b) str(second)\n http-request return status 200 content-type text/plain lf-string \"%[var({scope}.a)]-%[var({scope}.b)]\"",
        });
        using Wire client = await stand.ConnectAsync();
        for (int i = 0; i < 3; i++)
        {
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.EndsWith(answer, (await client.ReceiveReplyAsync()).Body, StringComparison.Ordinal);
        }
    }
}
