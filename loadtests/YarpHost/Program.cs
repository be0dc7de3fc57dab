using System;
using System.Reflection;
using System.Threading.Tasks;
using Yarp.ReverseProxy.Configuration;

namespace YarpHost;

/// <summary><c>YarpHost PORT ORIGIN_PORT [--close-origin] [--compress] [--certificate PEM]</c>, on 127.0.0.1.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["--version"])
        {
            Console.WriteLine($"YARP {YarpVersion()}, .NET {Environment.Version}, JIT with tiered PGO");
            return 0;
        }

        if (HostOptions.Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync("usage: YarpHost PORT ORIGIN_PORT [--close-origin] [--compress] [--certificate PEM]");
            return 2;
        }

        await Host.Build(options).RunAsync();
        return 0;
    }

    /// <summary>Without the commit that stands behind a plus sign.</summary>
    private static string YarpVersion() =>
        typeof(RouteConfig).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
