using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit;

namespace Weir.Tests.Operations;

/// <summary><c>show table</c>, <c>set table</c>, <c>clear table</c> with the answers of HAProxy 2.6 (MGT 9.3).</summary>
public sealed partial class TableCommandTests
{
    private const string Table = "stick-table type string len 20 size 100 expire 1h store gpc0,gpc0_rate(10s),http_req_cnt,conn_cur,gpt0";

    [Fact]
    public async Task Entries_AreSet_Shown_Filtered_AndCleared()
    {
        const string Head = "# table: web, type: string, size:100, used:";
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines { Global = Console.Socket, Frontend = Table, Backend = "stick-table type ip size 10 store gpc(3)" });
        await ExpectAsync(
            stand,
            ("show table nope", "No such table\n"),
            ("set table web key abc data.gpc0 5 data.gpc0_rate 3", ""),
            ("set table web key x=y\\ z data.gpc0 6", ""),
            ("set table web key abc data.gpc0", "Require a valid integer value to store\n"),
            ("set table web key abc data.nope 3", "Unknown data type\n"),
            ("set table web key abc gpc0 3", "\"data.<type>\" followed by a value expected\n"),
            ("set table web key", "Key value expected\n"),
            ("set table web abc", "Required arguments: <table> key <key> [data.<store_data_type> <value>]*\n"),
            ("set table web key abc data.bytes_in_cnt 3", "Data type not stored in this table\n"),
            ("set table app data.gpc0 eq 1", "content-based lookup is only supported with the \"show\" and \"clear\" actions\n"),
            ("set table app key 10.0.0.1 data.gpc0 7", ""),
            ("set table app key there data.gpc0 7", "'there' is no key of type ip\n"),
            ("show table app", "# table: app, type: ip, size:10, used:1\n0x: key=10.0.0.1 use=0 exp=0 gpc0=7 gpc1=0 gpc2=0\n"),
            ("show table web key abc", Head + "2\n0x: key=abc use=0 exp=? gpt0=0 gpc0=5 gpc0_rate(10000)=3 conn_cur=0 http_req_cnt=0\n"),
            ("show table web data.gpc0 gt 5", Head + "2\n0x: key=x\\=y\\ z use=0 exp=? gpt0=0 gpc0=6 gpc0_rate(10000)=0 conn_cur=0 http_req_cnt=0\n"),
            ("show table web data.gpc0 gt 5 data.gpt0 ne 0", Head + "2\n"),
            ("show table web data.gpc0 foo 1", "Filter entry #1: Require and operator among \"eq\", \"ne\", \"le\", \"ge\", \"lt\", \"gt\"\n"),
            ("show table web data.gpc0 eq", "Filter entry #1: Require a valid integer value to compare against\n"),
            ("show table web data.gpc0 eq 1 data.bytes_in_cnt gt 0", "Filter entry #2: Data type not stored in this table\n"),
            ("show table web foo", "Optional argument only supports \"data.<store_data_type>\" <operator> <value> and key <key>\n"),
            ("clear table web key nobody", ""),
            ("clear table web data.gpc0 eq 5", ""),
            ("show table web key abc", ""),
            ("clear table", "Required arguments: <table> \"data.<store_data_type>\" <operator> <value> or <table> key <key>\n"),
            ("clear table web", ""),
            ("show table web", Head + "0\n"));
    }

    [Fact]
    public async Task AnEntryThatIsTracked_IsNotCleared()
    {
        using TestStand stand = await TestStand.StartAsync(new TestStand.Lines
        {
            Global = Console.Socket,
            Frontend = Table + "\n    http-request track-sc0 path",
        });
        using Wire client = await stand.ConnectAsync();
        await client.SendAsync("GET /a HTTP/1.1\r\nHost: a\r\n\r\n");
        using Wire server = await stand.AcceptAsync();
        await server.ReceiveHeadAsync();
        await ExpectAsync(
            stand,
            ("show table web", "# table: web, type: string, size:100, used:1\n0x: key=/a use=1 exp=? gpt0=0 gpc0=0 gpc0_rate(10000)=0 conn_cur=1 http_req_cnt=1\n"),
            ("clear table web key /a", "Entry currently in use, cannot remove\n"),
            ("clear table web", ""),
            ("show table", "# table: web, type: string, size:100, used:1\n"));
        await stand.ExchangeEndAfterHeadAsync(client, server);
        client.Dispose();
        while ((await stand.Proxy.AskAsync("show table web key /a")).Contains("use=1", StringComparison.Ordinal))
        {
        }

        await ExpectAsync(stand, ("clear table web key /a", ""), ("show table", "# table: web, type: string, size:100, used:0\n"));
    }

    /// <summary>What stands for an entry differs, and so does the time that it has left.</summary>
    private static async Task ExpectAsync(TestStand stand, params (string Command, string Answer)[] dialogue)
    {
        foreach ((string command, string answer) in dialogue)
        {
            string got = Expiry().Replace(Address().Replace(await stand.Proxy.AskAsync(command), "0x:"), "exp=?");
            Assert.True(got == answer, $"{command}\nexpected: {answer}\nanswered: {got}");
        }
    }

    [GeneratedRegex("0x[0-9a-f]+:")]
    private static partial Regex Address();

    [GeneratedRegex("exp=[1-9][0-9]*")]
    private static partial Regex Expiry();
}
