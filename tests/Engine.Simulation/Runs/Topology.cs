using System.Collections.Generic;
using System.Text;
using Engine.Simulation.World;

namespace Engine.Simulation.Runs;

/// <summary>What is simulated: loops, servers and the configuration that a seed chooses.</summary>
internal sealed record Topology
{
    public const int HttpServerPort = 9001;
    public const int TcpServerPort = 9101;

    public required int Loops { get; init; }

    /// <summary>Servers of each of the two backends.</summary>
    public required int Servers { get; init; }

    public required bool HasLimits { get; init; }

    /// <summary>Longest that anybody who behaves stays silent, ms: a third of every timeout, or less.</summary>
    public required int PatienceMs { get; init; }

    public required string Config { get; init; }

    public static Topology Of(SimWorld world, Weather weather)
    {
        bool slow = world.Chance(weather.IsCalm ? 0.5 : 0.2);
        int scale = slow ? 10 : 1;
        bool limits = world.Chance(0.4);
        int servers = world.Between(1, 3);
        var text = new StringBuilder();
        text.Append("global\n");
        text.Append($"    tune.bufsize {world.OneOf(2048, 4096, 16384)}\n");
        text.Append($"    tune.maxrewrite {world.OneOf(512, 1024)}\n");
        text.Append(world.Chance(0.3) ? "    nosplice\n" : "");
        text.Append(world.Chance(0.2) ? $"    maxconn {world.Between(2, 8)}\n" : "");
        text.Append("defaults\n    mode http\n");
        text.Append($"    timeout client {1200 * scale}\n    timeout server {1200 * scale}\n    timeout connect {(weather.IsCalm ? 1000 : 300) * scale}\n");
        text.Append($"    timeout queue {(weather.IsCalm ? 600_000 : 700)}\n");
        text.Append(world.Chance(0.5) ? $"    timeout http-request {1100 * scale}\n    timeout http-keep-alive {900 * scale}\n" : "");
        text.Append(world.Chance(0.3) ? $"    timeout tunnel {1500 * scale}\n" : "");
        text.Append(world.Chance(0.2) ? $"    timeout client-fin {1000 * scale}\n    timeout server-fin {1000 * scale}\n" : "");
        text.Append($"    retries {world.Between(0, 3)}\n");
        text.Append(world.Chance(0.4) ? "    option redispatch\n" : "");
        text.Append(world.Chance(0.3) ? "    option forwardfor\n" : "");
        text.Append(world.Chance(0.2) ? "    no option abortonclose\n" : "");
        text.Append($"frontend web\n    bind 127.0.0.1:80\n    default_backend app\n{Mode(world)}");
        text.Append(world.Chance(0.3) ? "    http-request set-header Accept-Encoding echo\n    compression algo echo\n" : "");
        text.Append(limits && world.Chance(0.5) ? $"    maxconn {world.Between(1, 5)}\n" : "");
        text.Append($"backend app\n{Mode(world)}    http-reuse {world.OneOf<string>("never", "safe", "aggressive", "always", "always")}\n");
        text.Append(world.Chance(0.15) ? "    option http-pretend-keepalive\n" : "");
        AppendServers(world, text, servers, limits, HttpServerPort);
        text.Append("frontend raw\n    mode tcp\n    bind 127.0.0.1:81\n    default_backend rawapp\n");
        text.Append("backend rawapp\n    mode tcp\n");
        AppendServers(world, text, servers, limits, TcpServerPort);
        return new Topology { Loops = world.Between(1, 3), Servers = servers, HasLimits = limits, PatienceMs = 300 * scale, Config = text.ToString() };
    }

    /// <summary>Ports of the servers of one backend.</summary>
    public IEnumerable<int> Ports(int firstPort)
    {
        for (int i = 0; i < Servers; i++)
        {
            yield return firstPort + i;
        }
    }

    private static string Mode(SimWorld world) =>
        world.OneOf<string>("", "", "", "", "    option http-server-close\n", "    option httpclose\n");

    private static void AppendServers(SimWorld world, StringBuilder text, int count, bool limits, int firstPort)
    {
        for (int i = 0; i < count; i++)
        {
            text.Append($"    server s{i + 1} 10.0.0.1:{firstPort + i}");
            text.Append(limits && world.Chance(0.7) ? $" maxconn {world.Between(1, 3)}" : "");
            text.Append(world.Chance(0.2) ? $" weight {world.Between(1, 5)}" : "");
            text.Append(i > 0 && world.Chance(0.1) ? " backup" : "");
            text.Append(world.Chance(0.2) ? $" pool-max-conn {world.Between(0, 2)}" : "");
            text.Append(world.Chance(0.2) ? $" pool-purge-delay {world.Between(50, 500)}" : "");
            text.Append(world.Chance(0.2) ? $" pool-low-conn {world.Between(0, 2)}" : "");
            text.Append(world.Chance(0.2) ? $" max-reuse {world.Between(0, 3)}" : "");
            text.Append('\n');
        }
    }
}
