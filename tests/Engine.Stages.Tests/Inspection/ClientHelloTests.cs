using System;
using System.Text;
using Engine.Proxy.Samples;
using Engine.Stages.Inspection;
using Xunit;

namespace Engine.Stages.Tests.Inspection;

/// <summary>Client hellos as they come: cut anywhere, split over records, with lengths that lie.</summary>
public sealed class ClientHelloTests
{
    private static readonly byte[] Hello = HelloBytes.Of(HelloBytes.ServerName("www.example.com"), HelloBytes.Protocols("h2", "http/1.1"));

    private readonly Scratch _scratch = new();

    [Fact]
    public void CutAtAnyByte_ItNeedsMore_AndIsThereWithTheLast()
    {
        for (int length = 0; length < Hello.Length; length++)
        {
            Assert.Equal(Finding.NeedMore, ClientHello.TryFind(Hello.AsSpan(0, length), _scratch, out _));
        }

        Assert.Equal("www.example.com", NameIn(Hello));
        Assert.Equal("www.example.com", NameIn([.. Hello, 22, 3, 3, 0]));
    }

    [Fact]
    public void SplitOverRecordsOfAnySize_ItIsTheSame()
    {
        byte[] message = HelloBytes.Message(1, HelloBytes.Body(HelloBytes.ServerName("www.example.com")));
        for (int fragment = 1; fragment < message.Length; fragment++)
        {
            byte[] bytes = HelloBytes.InRecords(message, fragment);
            _scratch.Clear();
            Assert.Equal("www.example.com", NameIn(bytes));
            Assert.Equal(Finding.NeedMore, ClientHello.TryFind(bytes.AsSpan(0, bytes.Length - 1), _scratch, out _));
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("\x17\x03\x03\x00\x01x")]
    [InlineData("\x16\x02\x00")]
    [InlineData("\x16\x03\x01\x00\x00")]
    [InlineData("\x16\x03\x01\xff\xff\x01")]
    [InlineData("\x16\x03\x01\x00\x04\x02\x00\x00\x00")]
    [InlineData("\x16\x03\x01\x00\x04\x01\x00\x00\x00")]
    public void WhatIsNoHello_IsNone(string bytes) =>
        Assert.Equal(Finding.No, ClientHello.TryFind(Encoding.Latin1.GetBytes(bytes), _scratch, out _));

    [Fact]
    public void WithoutExtensions_ThereIsNoName()
    {
        byte[] body = HelloBytes.Body()[..^2];
        byte[] bytes = HelloBytes.InRecords(HelloBytes.Message(1, body), int.MaxValue);
        Assert.Equal(Finding.Yes, ClientHello.TryFind(bytes, _scratch, out ClientHello hello));
        Assert.Equal(0x0303, hello.Version);
        Assert.False(hello.TryExtension(0, out _));
    }

    [Fact]
    public void AnyByteChangedToAnything_NothingIsReadBehindTheEnd()
    {
        for (int at = 0; at < Hello.Length; at++)
        {
            for (int value = 0; value < 256; value += 5)
            {
                byte[] bytes = (byte[])Hello.Clone();
                bytes[at] = (byte)value;
                _scratch.Clear();
                if (ClientHello.TryFind(bytes, _scratch, out ClientHello hello) == Finding.Yes)
                {
                    for (int extension = 0; extension < 64; extension++)
                    {
                        hello.TryExtensionList(extension, out _);
                    }
                }
            }
        }
    }

    private string? NameIn(byte[] bytes)
    {
        Assert.Equal(Finding.Yes, ClientHello.TryFind(bytes, _scratch, out ClientHello hello));
        return hello.TryExtensionList(0, out ReadOnlySpan<byte> list) ? Encoding.ASCII.GetString(list[3..]) : null;
    }
}
