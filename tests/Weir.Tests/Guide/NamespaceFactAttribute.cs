using System.Diagnostics;
using System.IO;
using Xunit;

namespace Weir.Tests.Guide;

/// <summary>A test that takes a machine of its own; skipped, with the reason, where namespaces are not permitted or a program is missing.</summary>
internal sealed class NamespaceFactAttribute : FactAttribute
{
    private static readonly string? Missing = FindMissing();

    public NamespaceFactAttribute() => Skip = Missing;

    private static string? FindMissing()
    {
        foreach ((string path, string package) in new[] { ("/usr/sbin/rsyslogd", "rsyslog"), ("/usr/bin/python3", "python3"), ("/usr/bin/openssl", "openssl"), ("/usr/bin/curl", "curl"), ("/usr/bin/nsenter", "util-linux") })
        {
            if (!File.Exists(path))
            {
                return $"{path} is not here: apt-get install {package}";
            }
        }

        if (!File.Exists("/usr/sbin/ip") && !File.Exists("/sbin/ip") && !File.Exists("/usr/bin/ip"))
        {
            return "ip is not here: apt-get install iproute2";
        }

        using Process unshare = Process.Start(new ProcessStartInfo("unshare", ["--net", "--mount", "true"]) { RedirectStandardError = true })!;
        unshare.WaitForExit();
        return unshare.ExitCode == 0 ? null : "network and mount namespaces are not permitted here (unshare --net --mount)";
    }
}
