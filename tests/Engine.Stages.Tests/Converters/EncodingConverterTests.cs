using System;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>Bytes as text and back (CFG 7.3.1); the manual's examples are among the rows.</summary>
public sealed class EncodingConverterTests(ConverterStand stand) : IClassFixture<ConverterStand>
{
    [Theory]
    [InlineData("str(a),base64", "YQ==")]
    [InlineData("str(ab),base64", "YWI=")]
    [InlineData("str(abc),base64", "YWJj")]
    [InlineData("str(),base64", "")]
    [InlineData("int(5),base64", "AAAAAAAAAAU=")]
    [InlineData("src,base64", "wAACAQ==")]
    [InlineData("str(a?~),ub64enc", "YT9-")]
    [InlineData("str(a),ub64enc", "YQ")]
    [InlineData("int(5),hex", "0000000000000005")]
    [InlineData("src,hex", "C0000201")]
    [InlineData("str(abc),hex,hex", "363136323633")]
    [InlineData("bool(true),hex", "0000000000000001")]
    [InlineData("ipv6(::1),hex", "00000000000000000000000000000001")]
    [InlineData("bin(00ff0a),base2", "000000001111111100001010")]
    [InlineData("int(1),htonl,hex", "00000001")]
    [InlineData("int(4294967297),htonl,hex", "00000001")]
    [InlineData("int(-1),htonl,hex", "FFFFFFFF")]
    public void Bytes_AreEncoded(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("str(YQ==),b64dec", "a")]
    [InlineData("str(YQ),b64dec", null)]
    [InlineData("str(YQ=),b64dec", null)]
    [InlineData("str(YWJj YWJj),b64dec", null)]
    [InlineData("str(Y!==),b64dec", null)]
    [InlineData("str(),b64dec", "")]
    [InlineData("str(YWJjZA==),b64dec", "abcd")]
    [InlineData("str(YWI_),ub64dec", "ab?")]
    [InlineData("str(YQ),ub64dec", "a")]
    [InlineData("str(YWJj),ub64dec", "abc")]
    [InlineData("str(YW+/),ub64dec", null)]
    [InlineData("str(A),ub64dec", null)]
    [InlineData("str(AAAAA),ub64dec", null)]
    [InlineData("str(ff),hex2i", "255")]
    [InlineData("str(FFff),hex2i", "65535")]
    [InlineData("str(xyz),hex2i", null)]
    [InlineData("str(0x10),hex2i", null)]
    [InlineData("str(ffffffffffffffff),hex2i", "-1")]
    [InlineData("str(12zz),hex2i", null)]
    [InlineData("str(),hex2i", "0")]
    [InlineData("str(-1),hex2i", null)]
    [InlineData("str(abc),hex2i", "2748")]
    public void Text_IsDecoded(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("bin(01020304050607),be2dec(:,2)", "258:772:1286:7")]
    [InlineData("bin(01020304050607),be2dec(-,2,1)", "258-772-1286")]
    [InlineData("bin(01020304050607),be2dec(,2,1)", "2587721286")]
    [InlineData("bin(7f000001),be2dec(.,1)", "127.0.0.1")]
    [InlineData("bin(01020304050607),le2dec(:,2)", "513:1027:1541:7")]
    [InlineData("bin(01020304050607),le2dec(-,2,1)", "513-1027-1541")]
    [InlineData("bin(7f000001),le2dec(.,1)", "127.0.0.1")]
    [InlineData("bin(01020304050607),be2hex", "01020304050607")]
    [InlineData("bin(01020304050607),be2hex(:,2)", "0102:0304:0506:07")]
    [InlineData("bin(01020304050607),be2hex(--,2,1)", "0102--0304--0506")]
    [InlineData("bin(0102030405060708),be2hex(,3,1)", "010203040506")]
    [InlineData("bin(ffffffffffffffff),be2dec(.,8)", "18446744073709551615")]
    [InlineData("bin(0102),be2dec(.,3,1)", "")]
    public void Chunks_BecomeNumbers(string expression, string? expected) => Assert.Equal(expected, stand.Text(expression));

    [Theory]
    [InlineData("bin(01),be2hex(:)", "needs the size of a chunk")]
    [InlineData("bin(01),be2dec(:,9)", "numbers of 1 to 8 bytes")]
    [InlineData("bin(01),le2dec(:)", "numbers of 1 to 8 bytes")]
    public void WhatCannotWork_IsReported(string expression, string message) =>
        Assert.Contains(message, ConverterStand.Diagnose(expression), StringComparison.Ordinal);
}
