using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

namespace YarpHost;

/// <summary>Everything goes to the one origin.</summary>
internal static class Route
{
    public static void Add(IReverseProxyBuilder proxy, HostOptions options)
    {
        string origin = string.Create(CultureInfo.InvariantCulture, $"http://{IPAddress.Loopback}:{options.OriginPort}/");
        proxy.LoadFromMemory([MakeRoute()], [MakeCluster(origin)]);
        proxy.ConfigureHttpClient((_, client) => client.ActivityHeadersPropagator = null);
        if (options.ClosesOrigin)
        {
            proxy.AddTransforms(transforms => transforms.AddRequestTransform(CloseOrigin));
        }
    }

    private static RouteConfig MakeRoute() => new()
    {
        RouteId = "all",
        ClusterId = "origins",
        Match = new RouteMatch { Path = "{**path}" },
        Transforms =
        [
            new Dictionary<string, string> { ["X-Forwarded"] = "Off" },
            new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" },
        ],
    };

    private static ClusterConfig MakeCluster(string origin) => new()
    {
        ClusterId = "origins",
        Destinations = new Dictionary<string, DestinationConfig> { ["origin"] = new() { Address = origin } },
    };

    private static ValueTask CloseOrigin(RequestTransformContext context)
    {
        context.ProxyRequest.Headers.ConnectionClose = true;
        return ValueTask.CompletedTask;
    }
}
