using System;
using System.Linq;
using System.Text;
using Engine.IO.DomainNames;
using Xunit;

namespace Engine.IO.Tests.DomainNames;

/// <summary>Queries and answers of the DNS (RFC 1035 section 4.1). \xNN in the texts is a byte.</summary>
public sealed class DnsReaderTests
{
    private const string Question = "\x03" + "app\x04" + "test\0";
    private const string Address = "\xC0\x0C\0\x01\0\x01\0\0\0\x3C\0\x04";

    private static readonly DnsQuestion Asked = new("app.test", DnsType.IPv4);

    [Fact]
    public void AQuery_IsThatOfHaproxy()
    {
        byte[] into = new byte[DnsQuestion.BytesMax];
        int length = Asked.Write(0x33df, 512, into);
        Assert.Equal("33df0100000100000000000103617070047465737400000100010000290200000000000000", Convert.ToHexStringLower(into.AsSpan(0, length)));
    }

    [Theory]
    [InlineData("a.b-c.d_e.f1", true)]
    [InlineData("_http._tcp.app.test", true)]
    [InlineData("", false)]
    [InlineData("a..b", false)]
    [InlineData("a.", false)]
    [InlineData("a b", false)]
    [InlineData("ä.test", false)]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123.test", false)]
    public void NamesThatCanBeAskedFor(string name, bool expected) => Assert.Equal(expected, DnsQuestion.IsName(name));

    [Fact]
    public void Addresses_InTheOrderOfTheServer()
    {
        DnsAnswer answer = Read(Header(answers: 2) + Question + "\0\x01\0\x01" + Address + "\x0A\0\0\x02" + Address + "\x0A\0\0\x01", Asked)!;
        Assert.Equal(DnsStatus.Valid, answer.Status);
        Assert.Equal("10.0.0.2:0 10.0.0.1:0", string.Join(' ', answer.Records.Select(record => record.Address)));
    }

    [Fact]
    public void Aliases_AreFollowed()
    {
        const string Alias = "\xC0\x0C\0\x05\0\x01\0\0\0\x3C\0\x04\x01" + "B\xC0\x10"; // app.test is an alias of B.test
        const string Other = "\x01" + "b\xC0\x10\0\x01\0\x01\0\0\0\x3C\0\x04\x0A\0\0\x07";
        const string Stranger = "\x01" + "c\xC0\x10\0\x01\0\x01\0\0\0\x3C\0\x04\x0A\0\0\x08";
        DnsAnswer answer = Read(Header(answers: 3) + Question + "\0\x01\0\x01" + Alias + Stranger + Other, Asked)!;
        Assert.Equal("10.0.0.7:0", Assert.Single(answer.Records).Address.ToString());
    }

    [Fact]
    public void AnAliasOfItself_IsNoAnswer()
    {
        const string Alias = "\xC0\x0C\0\x05\0\x01\0\0\0\x3C\0\x02\xC0\x0C";
        Assert.Equal(DnsStatus.Other, Read(Header(answers: 1) + Question + "\0\x01\0\x01" + Alias, Asked)!.Status);
    }

    [Fact]
    public void AService_NamesPlaces_AndTheirAddressesComeAlong()
    {
        const string Place = "\xC0\x0C\0\x21\0\x01\0\0\0\x3C\0\x0A\0\x01\0\x05\x1F\x90\x01" + "h\xC0\x10"; // 1 5 8080 h.test
        const string Along = "\x01" + "h\xC0\x10\0\x01\0\x01\0\0\0\x3C\0\x04\x0A\0\0\x07";
        DnsAnswer answer = Read(Header(answers: 1, additional: 1) + Question + "\0\x21\0\x01" + Place + Along, Asked with { Type = DnsType.Service })!;
        DnsRecord record = Assert.Single(answer.Records);
        Assert.Equal(("h.test", 8080, 5, 1), (record.Target, record.Port, record.Weight, record.Priority));
        Assert.Equal("10.0.0.7:0", Assert.Single(answer.Additional).Address.ToString());
    }

    [Theory]
    [InlineData(0x8183, DnsStatus.NoName)]
    [InlineData(0x8185, DnsStatus.Refused)]
    [InlineData(0x8182, DnsStatus.Other)]
    [InlineData(0x8180, DnsStatus.Other)]
    [InlineData(0x8380, DnsStatus.Truncated)]
    public void WithoutRecords_TheCodeSaysWhy(int flags, DnsStatus expected) =>
        Assert.Equal(expected, Read(Header(flags: flags) + Question + "\0\x01\0\x01", Asked)!.Status);

    [Theory]
    [InlineData("a question again", 0x0100, Question + "\0\x01\0\x01")]
    [InlineData("another name", 0x8180, "\x03" + "bpp\x04" + "test\0\0\x01\0\x01")]
    [InlineData("another type", 0x8180, Question + "\0\x1C\0\x01")]
    [InlineData("no question", 0x8180, "")]
    public void WhatDoesNotBelongToTheQuestion_IsIgnored(string what, int flags, string rest)
    {
        Assert.Null(Read(Header(flags: flags) + rest, Asked));
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Names_DoNotDependOnCase() =>
        Assert.Equal(DnsStatus.Valid, Read(Header(answers: 1) + "\x03" + "APP\x04" + "Test\0\0\x01\0\x01" + Address + "\x0A\0\0\x02", Asked)!.Status);

    [Fact]
    public void AnyCutMessage_IsNoValidAnswer()
    {
        byte[] whole = Encoding.Latin1.GetBytes(Header(answers: 2) + Question + "\0\x01\0\x01" + Address + "\x0A\0\0\x02" + Address + "\x0A\0\0\x01");
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.NotEqual(DnsStatus.Valid, DnsReader.Read(whole.AsSpan(0, length), Asked)?.Status);
        }
    }

    [Theory]
    [InlineData("\xC0\x0E")]
    [InlineData("\xC0\x0C\0")]
    [InlineData("\xC0\xFF")]
    [InlineData("\x40" + "abc\0")]
    [InlineData("\x05" + "abc\0")]
    public void NamesThatLeadForwardOrInCircles_AreRefused(string name)
    {
        int at = 12;
        Assert.False(DnsReader.TryName(Encoding.Latin1.GetBytes(new string('\0', 12) + name), ref at, out _));
    }

    [Fact]
    public void RandomMessages_AreReadWithoutFault()
    {
        Random random = new(7);
        byte[] head = Encoding.Latin1.GetBytes(Header(answers: 3, additional: 2) + Question + "\0\x01\0\x01");
        byte[] message = new byte[120];
        for (int round = 0; round < 20_000; round++)
        {
            random.NextBytes(message);
            head.CopyTo(message, 0);
            DnsReader.Read(message.AsSpan(0, random.Next(head.Length, message.Length)), Asked);
        }
    }

    private static DnsAnswer? Read(string message, DnsQuestion question) => DnsReader.Read(Encoding.Latin1.GetBytes(message), question);

    private static string Header(int flags = 0x8180, int answers = 0, int additional = 0) =>
        "\0\x01" + (char)(flags >> 8) + (char)(flags & 255) + "\0\x01\0" + (char)answers + "\0\0\0" + (char)additional;
}
