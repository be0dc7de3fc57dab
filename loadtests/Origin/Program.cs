using System;
using System.Globalization;
using System.Threading.Tasks;

namespace Origin;

/// <summary>The .NET side of the soak: <c>origin PORT</c> serves, <c>client SECONDS URL...</c> asks.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["origin", string port]:
                await KestrelOrigin.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
                return 0;
            case ["client", string seconds, .. string[] urls] when urls.Length > 0:
                await HttpClientLoad.RunAsync(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), urls);
                return 0;
            default:
                await Console.Error.WriteLineAsync("usage: Origin origin PORT | Origin client SECONDS URL...");
                return 2;
        }
    }
}
