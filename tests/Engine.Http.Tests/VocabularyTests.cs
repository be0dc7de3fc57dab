using System;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Text;
using Xunit;

namespace Engine.Http.Tests;

/// <summary>The tables: names, classes of bytes, faults.</summary>
public class VocabularyTests
{
    public static TheoryData<FieldName> Names() => [.. Enum.GetValues<FieldName>().Where(n => n != FieldName.Other)];

    [Theory]
    [MemberData(nameof(Names))]
    public void FieldName_AnyCase_IsRecognised(FieldName name)
    {
        string text = Encoding.ASCII.GetString(FieldNames.Text(name));
        Assert.Equal(name, FieldNames.Recognise(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(name, FieldNames.Recognise(Encoding.ASCII.GetBytes(text.ToUpperInvariant())));
        Assert.Equal(name, FieldNames.Recognise(Encoding.ASCII.GetBytes(text.ToLowerInvariant())));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FieldName_OneByteOff_IsNotRecognised(FieldName name)
    {
        byte[] text = FieldNames.Text(name).ToArray();
        for (int i = 0; i < text.Length; i++)
        {
            byte[] other = [.. text];
            other[i] = (byte)'!';
            Assert.Equal(FieldName.Other, FieldNames.Recognise(other));
        }

        Assert.NotEqual(name, FieldNames.Recognise(text.AsSpan(1)));
        Assert.NotEqual(name, FieldNames.Recognise([.. text, (byte)'x']));
    }

    [Fact]
    public void FieldName_LongerThanAll_IsNotRecognised() =>
        Assert.Equal(FieldName.Other, FieldNames.Recognise("x-this-name-is-longer-than-thirty-two-bytes"u8));

    [Fact]
    public void Token_EveryByte_FollowsRfc9110()
    {
        for (int i = 0; i < 256; i++)
        {
            bool expected = i < 128 && (char.IsAsciiLetterOrDigit((char)i) || "!#$%&'*+-.^_`|~".Contains((char)i, StringComparison.Ordinal));
            CheckClass<TokenClass>((byte)i, !expected);
        }
    }

    [Fact]
    public void Host_EveryByte_FollowsRfc3986()
    {
        for (int i = 0; i < 256; i++)
        {
            bool expected = i < 128 && (char.IsAsciiLetterOrDigit((char)i) || "-._~".Contains((char)i, StringComparison.Ordinal));
            CheckClass<HostClass>((byte)i, !expected);
        }
    }

    [Fact]
    public void TargetAndValue_EveryByte_StopWhereTheySay()
    {
        for (int i = 0; i < 256; i++)
        {
            CheckClass<TargetClass>((byte)i, i is <= ' ' or '#' or >= 127);
            CheckClass<ValueClass>((byte)i, i <= '\r');
        }
    }

    [Fact]
    public void Fault_EachOfThem_HasTextStatusAndSource()
    {
        HttpFaultRow[] rows = [.. Enum.GetValues<HttpFault>().Where(f => f != HttpFault.None).Select(HttpFaults.Of)];
        Assert.All(rows, row => Assert.True(row.Text.Length > 5 && row.Source.Length > 5));
        Assert.All(rows, row => Assert.Contains(row.Status, (int[])[400, 413, 414, 422, 431, 502, 505]));
        Assert.Equal(rows.Length, rows.Select(r => r.Text).Distinct().Count());
    }

    [Fact]
    public void Fault_EachOfThem_IsShownByADocument()
    {
        string[] shown = [.. WireDocument.All.SelectMany(c => c.Expected)];
        Assert.All(Enum.GetValues<HttpFault>().Where(f => f != HttpFault.None), fault =>
            Assert.Contains(shown, line => line.EndsWith(" " + fault, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("GET", HttpMethod.Get)]
    [InlineData("HEAD", HttpMethod.Head)]
    [InlineData("POST", HttpMethod.Post)]
    [InlineData("PUT", HttpMethod.Put)]
    [InlineData("DELETE", HttpMethod.Delete)]
    [InlineData("CONNECT", HttpMethod.Connect)]
    [InlineData("OPTIONS", HttpMethod.Options)]
    [InlineData("TRACE", HttpMethod.Trace)]
    [InlineData("PATCH", HttpMethod.Patch)]
    [InlineData("get", HttpMethod.Other)]
    [InlineData("PURGE", HttpMethod.Other)]
    public void Method_ByName_IsRecognised(string name, HttpMethod method) =>
        Assert.Equal(method, HttpMethods.Recognise(Encoding.ASCII.GetBytes(name)));

    private static void CheckClass<TClass>(byte value, bool stops)
        where TClass : struct, IByteClass
    {
        Assert.Equal(stops, TClass.Stops(value));
        Assert.Equal(stops ? (byte)255 : (byte)0, TClass.Stops(Vector128.Create(value))[7]);
    }
}
