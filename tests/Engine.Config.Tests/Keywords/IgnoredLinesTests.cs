using System.Linq;
using Engine.Config.Text;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary>Lines without effect in their section are warned about once, and what is whole without them is not.</summary>
public sealed class IgnoredLinesTests
{
    private const string Timeouts = "    timeout client 1s\n    timeout connect 1s\n    timeout server 1s\n";
    private const string Server = "    server s 10.0.0.1:80\n";

    [Theory]
    [InlineData("mode http\n    http-check send meth GET", "'http-check' lines ignored for backend 'b', whose checks speak no HTTP")]
    [InlineData("mode http\n    option httpchk\n    http-check send meth GET", "")]
    [InlineData("mode tcp\n    tcp-check connect", "'tcp-check' lines ignored for backend 'b', whose checks are no script")]
    [InlineData("mode tcp\n    option tcp-check\n    tcp-check connect", "")]
    [InlineData("mode http\n    option httpchk\n    tcp-check connect", "'tcp-check' lines ignored for backend 'b', whose checks are no script")]
    [InlineData("mode tcp\n    external-check command /bin/true", "'external-check command' ignored for backend 'b', whose checks run no command")]
    [InlineData("mode tcp\n    cookie S insert", "'cookie' ignored for backend 'b', which is in mode tcp")]
    [InlineData("mode tcp\n    option originalto", "'option originalto' ignored for backend 'b', which is in mode tcp")]
    [InlineData("mode tcp\n    http-check disable-on-404", "")]
    public void OfABackend(string lines, string warning) =>
        Assert.Equal(warning, WarningsOf("backend b\n    " + lines + "\n" + Timeouts[Timeouts.IndexOf("    timeout connect", System.StringComparison.Ordinal)..] + Server));

    [Fact]
    public void OfDefaults_AreNotWorthAWord() =>
        Assert.Equal("", WarningsOf("defaults\n" + Timeouts + "    http-check send meth GET\n    cookie S insert\n    external-check command /bin/true\nbackend b\n" + Server));

    [Fact]
    public void OfASectionBehindDefaults_IsSaid() =>
        Assert.Equal(
            "'external-check command' ignored for backend 'b', whose checks run no command",
            WarningsOf("defaults\n" + Timeouts + "backend b\n    external-check command /bin/true\n" + Server));

    /// <summary>Nobody waits for servers that are not there, and a TCP session may be timed as the tunnel it is.</summary>
    [Theory]
    [InlineData("mode http", "backend 'b' has no 'timeout connect' or 'timeout server': connections that die silently are kept without end")]
    [InlineData("mode tcp\n    timeout connect 1s\n    timeout tunnel 1h", "")]
    [InlineData("mode http\n    timeout connect 1s\n    timeout tunnel 1h", "backend 'b' has no 'timeout server': connections that die silently are kept without end")]
    public void TimeoutsAreMissed_WhereThereAreServers(string lines, string warning)
    {
        Assert.Equal(warning, WarningsOf("backend b\n    " + lines + "\n" + Server));
        Assert.Equal("", WarningsOf("backend b\n    " + lines + "\n"));
    }

    [Fact]
    public void CompressionOffload_IsForSections() =>
        Assert.Equal("'compression offload' ignored in a defaults section", WarningsOf("defaults\n    mode http\n    compression offload\n" + Timeouts));

    private static string WarningsOf(string text) =>
        string.Join('|', Configured.Read(text).Findings.Where(finding => finding.Severity == Severity.Warning).Select(finding => finding.Message));
}
