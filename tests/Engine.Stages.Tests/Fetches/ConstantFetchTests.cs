using Engine.Proxy.Samples;
using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Fetches;

/// <summary>What stands in parentheses comes out (CFG 7.3.1).</summary>
public sealed class ConstantFetchTests
{
    [Theory]
    [InlineData("always_true", SampleType.Boolean, "1")]
    [InlineData("always_false", SampleType.Boolean, "0")]
    [InlineData("bool(true)", SampleType.Boolean, "1")]
    [InlineData("bool(0)", SampleType.Boolean, "0")]
    [InlineData("int(-42)", SampleType.Integer, "-42")]
    [InlineData("str(a b)", SampleType.Text, "a b")]
    [InlineData("str('a,b)')", SampleType.Text, "a,b)")]
    [InlineData("bin(48692F)", SampleType.Binary, "Hi/")]
    [InlineData("meth(GET)", SampleType.Text, "GET")]
    [InlineData("ipv4(192.0.2.1)", SampleType.IPv4, "192.0.2.1")]
    [InlineData("ipv6(2001:db8::1)", SampleType.IPv6, "2001:db8::1")]
    public void Constant_IsItself(string expression, SampleType type, string text)
    {
        using SampleStand stand = new();
        Assert.Equal(new Answer(type, text), stand.Evaluate(expression));
    }

    [Theory]
    [InlineData("bool(maybe)", "'maybe' is neither true nor false")]
    [InlineData("bin(4)", "'4' is not an even number of hexadecimal digits")]
    [InlineData("ipv4(::1)", "'::1' is no IPv4 address")]
    [InlineData("ipv6(10.0.0.1)", "'10.0.0.1' is no IPv6 address")]
    public void ConstantThatIsNone_IsReported(string expression, string finding) =>
        Assert.Contains(finding, SampleStand.Diagnose($"http-request set-header X %[{expression}]"), System.StringComparison.Ordinal);
}
