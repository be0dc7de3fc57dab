using System;
using System.Globalization;

namespace YarpHost;

/// <summary>What loadtests/peers.sh asks for.</summary>
internal sealed record HostOptions
{
    public required int Port { get; init; }

    public required int OriginPort { get; init; }

    /// <summary>A connection to the origin for each request.</summary>
    public bool ClosesOrigin { get; init; }

    /// <summary>gzip for text/plain, at the fastest level: the peers' default.</summary>
    public bool Compresses { get; init; }

    /// <summary>A PEM file with a certificate and its key; null = plain HTTP.</summary>
    public string? CertificateFile { get; init; }

    /// <returns>Null when the words make no sense.</returns>
    public static HostOptions? Read(string[] args)
    {
        if (args.Length < 2 || !TryReadPort(args[0], out int port) || !TryReadPort(args[1], out int originPort))
        {
            return null;
        }

        var options = new HostOptions { Port = port, OriginPort = originPort };
        for (int i = 2; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--close-origin":
                    options = options with { ClosesOrigin = true };
                    break;
                case "--compress":
                    options = options with { Compresses = true };
                    break;
                case "--certificate" when i + 1 < args.Length:
                    options = options with { CertificateFile = args[++i] };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue;
}
