using System;
using Engine.Config.Text;
using Engine.IO.Tests;
using Engine.Proxy.Samples;
using Engine.Stages.Converters;
using Engine.Stages.Regexes;
using Xunit;

namespace Engine.Stages.Tests.Regexes;

/// <summary>Texts that are made of what a match and its groups caught: <c>replace-*</c>, <c>map_regm</c>, <c>regsub</c>. None costs memory.</summary>
public sealed class ReplacementTests
{
    private const int Times = 20_000;

    private readonly Scratch _scratch = new();

    [PcreFact]
    public void ATemplateWithGroups_AllocatesNothing()
    {
        ByteRegex regex = Create("^/(api|static)/([a-z0-9]+)/(.*)$");
        Assert.Equal("/v2/users/api?17", Measure("/api/users/17", (ref Sample sample) => RegexTemplate.TryExpand(regex, "/v2/\\2/\\1?\\3"u8, _scratch, ref sample)));
    }

    [PcreFact]
    public void ASubstitutionWithGroups_AllocatesNothing()
    {
        RegexSubstitution substitution = new(Create("([a-z]+)=([0-9]+)"), SubstitutionPart.Read("\\2=\\1"u8), everywhere: true);
        Assert.Equal("1=a&2=b&3=c", Measure("a=1&b=2&c=3", (ref Sample sample) => substitution.TryApply(_scratch, ref sample)));
    }

    private delegate bool Step(ref Sample sample);

    private static ByteRegex Create(string pattern)
    {
        Assert.True(ByteRegex.TryCreate(pattern, ignoreCase: false, out ByteRegex? regex, out string? error), error);
        return regex;
    }

    /// <summary>What it makes of the text; fails when making it many times takes memory.</summary>
    private string Measure(string text, Step step)
    {
        byte[] bytes = ByteText.ToBytes(text);
        Assert.Equal(0, Allocations.LeastOf(Times, () => Once(bytes, step)));
        return ByteText.FromBytes(Once(bytes, step));
    }

    private ReadOnlySpan<byte> Once(byte[] bytes, Step step)
    {
        _scratch.Clear();
        Sample sample = default;
        sample.SetText(bytes);
        Assert.True(step(ref sample));
        return sample.Bytes;
    }
}
