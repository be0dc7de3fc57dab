using System;
using System.IO;
using System.Linq;
using Weir.Invocation;
using Xunit;

namespace Weir.Tests.Invocation;

/// <summary>The lines that scripts written for HAProxy look for.</summary>
public sealed class VersionTextTests
{
    [Fact]
    public void Version_BeginsWithOurOwn_AndNamesTheLanguage()
    {
        string[] lines = Lines(VersionText.Write);
        Assert.Matches(@"^Weir version \d+\.\d+\.\d+$", lines[0]);
        Assert.StartsWith("HAProxy version 3.4.", lines[1]);
    }

    [Fact]
    public void Details_HaveTargetFeaturesAndServices()
    {
        string[] lines = Lines(VersionText.WriteDetails);
        Assert.Contains("  TARGET  = linux-glibc", lines);
        Assert.Contains(lines, line => line.StartsWith("Available services :", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Running on OpenSSL version : OpenSSL ", StringComparison.Ordinal));
        string list = Assert.Single(lines, line => line.StartsWith("Feature list : ", StringComparison.Ordinal));
        string[] features = list["Feature list : ".Length..].Split(' ');
        Assert.All(features, feature => Assert.Matches(@"^[+-][A-Z0-9_]+$", feature));
        Assert.Contains("+EPOLL", features);
        Assert.Contains("+THREAD", features);
        Assert.Contains("+SPLICE", features);
        Assert.Contains("-LUA", features);
    }

    [Fact]
    public void Conditions_SeeTheFeaturesThatTheListShowsWithAPlus()
    {
        var features = Features.Of(new Options()).Features;
        Assert.Equal(Features.All.Where(feature => feature.Present).Select(feature => feature.Name).Order(), features.Order());
    }

    [Fact]
    public void Usage_ListsEveryOption()
    {
        string[] lines = Lines(UsageText.Write);
        Assert.All(OptionTable.Rows, row => Assert.Contains(lines, line => line.StartsWith("  " + row.Name, StringComparison.Ordinal)));
    }

    private static string[] Lines(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString().Split('\n');
    }
}
