using System.Diagnostics;
using System.IO;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>A test that takes networks of its own; skipped, with the reason, where namespaces are not permitted or a program is missing.</summary>
internal sealed class NetworkNamespaceFactAttribute : FactAttribute
{
    private static readonly string? Missing = FindMissing();

    public NetworkNamespaceFactAttribute() => Skip = Missing;

    private static string? FindMissing()
    {
        foreach ((string path, string package) in new[] { ("/usr/bin/python3", "python3"), ("/usr/bin/unshare", "util-linux"), ("/usr/bin/nsenter", "util-linux") })
        {
            if (!File.Exists(path))
            {
                return $"{path} is not here: apt-get install {package}";
            }
        }

        // CAP_SYS_ADMIN for the networks, CAP_NET_ADMIN for what is in them and for addresses of others.
        using Process unshare = Process.Start(new ProcessStartInfo("unshare", ["--net", "ip", "link", "add", "name", "one", "type", "veth", "peer", "name", "two"]) { RedirectStandardError = true })!;
        unshare.WaitForExit();
        return unshare.ExitCode == 0 ? null : "network namespaces are not permitted here, or ip is missing (unshare --net ip link add name one type veth peer name two)";
    }
}
