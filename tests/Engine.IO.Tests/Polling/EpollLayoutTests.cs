using System;
using System.Runtime.InteropServices;
using Engine.IO.Polling;
using Xunit;

namespace Engine.IO.Tests.Polling;

/// <summary>epoll_ctl(2): struct epoll_event { uint32_t events; epoll_data_t data; }, packed on x86-64 only.</summary>
public sealed unsafe class EpollLayoutTests
{
    private const uint Events = 0x80002005;
    private const ulong Data = 0x1122334455667788;

    [Fact]
    public void Packed_TwoEvents_LieIn24Bytes() =>
        Assert.Equal<byte>(
            [
                0x05, 0x20, 0x00, 0x80, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
                0x04, 0x00, 0x00, 0x00, 0xEF, 0xBE, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
            ],
            TwoEvents(EpollLayout.Packed, 24));

    [Fact]
    public void Aligned_TwoEvents_LieIn32BytesWithAGapBeforeTheData() =>
        Assert.Equal<byte>(
            [
                0x05, 0x20, 0x00, 0x80, 0xAA, 0xAA, 0xAA, 0xAA, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
                0x04, 0x00, 0x00, 0x00, 0xAA, 0xAA, 0xAA, 0xAA, 0xEF, 0xBE, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
            ],
            TwoEvents(EpollLayout.Aligned, 32));

    [Theory]
    [InlineData(Architecture.X64, 12)]
    [InlineData(Architecture.Arm64, 16)]
    public void Of_EachArchitecture_HasItsOwn(Architecture architecture, int eventBytes) =>
        Assert.Equal(eventBytes, EpollLayout.Of(architecture).EventBytes);

    private static byte[] TwoEvents(EpollLayout layout, int bytes)
    {
        byte[] memory = new byte[bytes];
        Array.Fill(memory, (byte)0xAA);
        fixed (byte* events = memory)
        {
            layout.Write(layout.At(events, 0), Events, Data);
            layout.Write(layout.At(events, 1), 4, 0xBEEF);

            Assert.Equal((Events, Data), (EpollLayout.EventsOf(layout.At(events, 0)), layout.DataOf(layout.At(events, 0))));
            Assert.Equal((4u, 0xBEEFul), (EpollLayout.EventsOf(layout.At(events, 1)), layout.DataOf(layout.At(events, 1))));
        }

        return memory;
    }
}
