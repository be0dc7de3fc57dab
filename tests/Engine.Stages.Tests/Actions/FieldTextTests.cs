using Engine.Config.Text;
using Engine.Proxy.Replies;
using Engine.Proxy.Samples;
using Xunit;

namespace Engine.Stages.Tests.Actions;

/// <summary>What becomes of a value before it stands in a field (RFC 9110 section 5.5).</summary>
public sealed class FieldTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain \t\u00e9%0A", "plain \t\u00e9%0A")]
    [InlineData("\0", "%00")]
    [InlineData("a\r\nb\u007fc", "a%0D%0Ab%7Fc")]
    public void Controls_AreEncoded(string value, string expected) =>
        Assert.Equal(expected, ByteText.FromBytes(FieldText.Of(ByteText.ToBytes(value), new Scratch())));
}
