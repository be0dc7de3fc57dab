using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;

namespace Weir.Tests.Operations;

/// <summary>A client of the runtime API, as scripts are: one line, and all that comes back.</summary>
internal static class Console
{
    /// <summary>For the <c>global</c> section.</summary>
    public const string Socket = "stats socket ipv4@127.0.0.1:{cli} level admin";

    /// <summary>The answer to a line, without the empty line that ends it.</summary>
    public static async Task<string> AskAsync(this ProxyProcess proxy, string line, string port = "cli")
    {
        using Wire wire = await Wire.ConnectAsync(proxy.PortOf(port));
        await wire.SendAsync(line + "\n");
        string answer = await wire.ReceiveUntilEndAsync();
        return answer.EndsWith("\n\n", System.StringComparison.Ordinal) ? answer[..^1] : answer == "\n" ? "" : answer;
    }

    /// <summary>A figure of <c>show stat</c>.</summary>
    public static async Task<string> StatAsync(this ProxyProcess proxy, string row, string field)
    {
        string[] lines = (await proxy.AskAsync("show stat")).Split('\n');
        string[] names = lines[0][2..].Split(',');
        foreach (string line in lines)
        {
            if (line.StartsWith(row + ",", System.StringComparison.Ordinal))
            {
                return line.Split(',')[System.Array.IndexOf(names, field)];
            }
        }

        throw new Xunit.Sdk.XunitException($"no row {row} in\n{string.Join('\n', lines)}");
    }
}
