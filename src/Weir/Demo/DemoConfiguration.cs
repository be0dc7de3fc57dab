using System.Globalization;

namespace Weir.Demo;

/// <summary>A configuration that needs nothing but itself, and reads as a first lesson.</summary>
internal static class DemoConfiguration
{
    /// <summary>How diagnostics name the text.</summary>
    public const string FileName = "demo.cfg";

    /// <param name="port">Of the frontend; the origins have the two ports above it.</param>
    public static string Text(int port) => string.Create(CultureInfo.InvariantCulture, $$"""
        # One frontend balances over two origins. Weir plays the origins as well, so nothing else has to run.

        global
            maxconn 1000

        defaults
            mode http
            timeout client  30s
            timeout connect 2s
            timeout server  30s

        # Clients come in here.
        frontend web
            bind 127.0.0.1:{{port}}
            option forwardfor
            default_backend origins

        # One server after the other takes a request.
        backend origins
            balance roundrobin
            server origin-1 127.0.0.1:{{port + 1}}
            server origin-2 127.0.0.1:{{port + 2}}

        # The origins: frontends that answer by themselves.
        frontend origin-1
            bind 127.0.0.1:{{port + 1}}
            http-request return status 200 content-type text/plain string "hello from origin 1\n"

        frontend origin-2
            bind 127.0.0.1:{{port + 2}}
            http-request return status 200 content-type text/plain string "hello from origin 2\n"

        """);

    /// <summary>What to do with it.</summary>
    public static string Invitation(int port) => string.Create(CultureInfo.InvariantCulture, $"""

        Serving the configuration above. Open it:

            curl http://127.0.0.1:{port}/

        and again, to see the other origin. Ctrl+C ends the demo.
        """);

    /// <summary>When the ports are taken.</summary>
    public static string OtherPorts(int port) => string.Create(CultureInfo.InvariantCulture, $"""
          help: the demo needs the ports {port}, {port + 1} and {port + 2} of 127.0.0.1; choose others with: weir demo --port N
        """);
}
