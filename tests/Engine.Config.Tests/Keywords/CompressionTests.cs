using System.Linq;
using Engine.Config.Model;
using Xunit;

namespace Engine.Config.Tests.Keywords;

/// <summary><c>compression</c>, its filters and its limits (CFG 3.2, 4.2, 9.2).</summary>
public sealed class CompressionTests
{
    private const string Defaults = "defaults\n mode http\n timeout client 1m\n timeout server 1m\n timeout connect 1m\n";

    [Fact]
    public void EverythingThatCanBeWritten_ReachesTheModel()
    {
        CompressionConfig read = Backend(
            "compression algo gzip deflate\n compression algo-res br\n compression type text/html text/plain\n compression type-res application/json\n"
            + " compression algo-req gzip\n compression type-req text/x\n compression minsize-res 1k\n compression minsize-req 10\n compression direction both\n compression offload");
        Assert.Equal(["gzip", "deflate", "br"], read.ResponseAlgorithms.Select(algorithm => algorithm.Name));
        Assert.Equal(["text/html", "text/plain", "application/json"], read.ResponseTypes);
        Assert.Equal("gzip", read.RequestAlgorithm!.Name);
        Assert.Equal(["text/x"], read.RequestTypes);
        Assert.Equal(1024, read.ResponseBytesMin);
        Assert.Equal(10, read.RequestBytesMin);
        Assert.Equal(CompressionDirection.Both, read.Direction);
        Assert.True(read.Offloads);
    }

    [Fact]
    public void Defaults_AreAddedTo_AndStayAsTheyWere()
    {
        Configured read = Configured.Valid(
            Defaults + " compression algo gzip\n compression type text/html\n"
            + "backend a\n compression algo deflate\n server s 127.0.0.1:1\nbackend b\n server s 127.0.0.1:1\n");
        ProxyConfig[] proxies = [.. read.Configuration.Proxies];
        Assert.Equal(["gzip", "deflate"], proxies[0].Compression!.ResponseAlgorithms.Select(algorithm => algorithm.Name));
        Assert.Equal(["gzip"], proxies[1].Compression!.ResponseAlgorithms.Select(algorithm => algorithm.Name));
        Assert.Equal(["text/html"], proxies[1].Compression!.ResponseTypes);
    }

    [Theory]
    [InlineData("filter compression", CompressionDirection.Unset)]
    [InlineData("filter comp-req", CompressionDirection.Request)]
    [InlineData("filter comp-res", CompressionDirection.Response)]
    [InlineData("filter comp-req\n filter comp-res", CompressionDirection.Both)]
    [InlineData("compression direction response\n filter comp-req", CompressionDirection.Both)]
    public void Filters_SetTheDirection(string lines, CompressionDirection direction) =>
        Assert.Equal(direction, Backend("compression algo gzip\n " + lines).Direction);

    [Theory]
    [InlineData("compression algo gzp", "unknown compression algorithm 'gzp'")]
    [InlineData("compression algo", "'compression algo' needs")]
    [InlineData("compression algo-req gzip deflate", "deflate")]
    [InlineData("compression direction up", "'up'")]
    [InlineData("compression minsize-res many", "a size cannot start with")]
    [InlineData("compression offload now", "'now'")]
    [InlineData("compression", "compression")]
    [InlineData("filter", "'filter' does not say which")]
    [InlineData("filter compresion", "did you mean 'compression'")]
    [InlineData("filter compression now", "'filter compression' takes no argument")]
    [InlineData("filter spoe x", "'filter spoe' is known, but not supported yet")]
    public void WhatIsWrong_IsSaid(string line, string finding)
    {
        string report = Configured.Read(Defaults + "backend b\n " + line + "\n server s 127.0.0.1:1\n").Report;
        Assert.Contains("[ERROR]", report);
        Assert.Contains(finding, report);
    }

    [Fact]
    public void Limits_ReachTheGlobalSection()
    {
        GlobalConfig global = Configured.Valid("global\n maxcomprate 100\n maxcompcpuusage 50\n tune.comp.maxlevel 9\n tune.zlib.memlevel 7\n tune.zlib.windowsize 12\n").Global;
        Assert.Equal(100, global.CompressionKilobytesPerSecondMax);
        Assert.Equal(50, global.CompressionCpuPercentMax);
        Assert.Equal(9, global.Tune.CompressionLevelMax);
        Assert.Equal(7, global.Tune.ZlibMemoryLevel);
        Assert.Equal(12, global.Tune.ZlibWindowBits);
    }

    private static CompressionConfig Backend(string lines) =>
        Configured.Valid(Defaults + "backend b\n " + lines + "\n server s 127.0.0.1:1\n").Configuration.Proxies.Single().Compression!;
}
