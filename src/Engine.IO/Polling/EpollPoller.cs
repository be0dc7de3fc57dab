using System;
using System.IO;
using System.Runtime.InteropServices;
using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Polling;

/// <summary>epoll, every descriptor registered once, edge-triggered, for both directions; an eventfd wakes it.</summary>
public sealed unsafe class EpollPoller : Poller
{
    /// <summary>Key of the wake-up eventfd; handler keys are never this.</summary>
    private const ulong WakeKey = ulong.MaxValue;

    private static readonly EpollLayout Layout = EpollLayout.Of(RuntimeInformation.ProcessArchitecture);

    private readonly int _epoll;
    private readonly int _wake;

    /// <summary>Room for what a wait brings, and one event more to register with.</summary>
    private readonly byte* _events;
    private readonly int _eventsMax;

    /// <param name="eventsMax">Events fetched by one wait (<c>tune.maxpollevents</c>), 1 or more.</param>
    public EpollPoller(int eventsMax)
    {
        _eventsMax = eventsMax;
        _epoll = Opened(LibcBlocking.epoll_create1(EPOLL_CLOEXEC));
        _wake = Opened(LibcBlocking.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
        _events = (byte*)NativeMemory.AllocZeroed((nuint)(Layout.EventBytes * (eventsMax + 1)));
        Add(_wake, WakeKey);
    }

    public override int Add(int fd, ulong key)
    {
        byte* slot = Layout.At(_events, _eventsMax);
        Layout.Write(slot, EPOLLIN | EPOLLPRI | EPOLLOUT | EPOLLRDHUP | EPOLLET, key);
        return Libc.epoll_ctl(_epoll, EPOLL_CTL_ADD, fd, slot) == 0 ? 0 : Libc.LastError();
    }

    public override void Remove(int fd) => _ = Libc.epoll_ctl(_epoll, EPOLL_CTL_DEL, fd, Layout.At(_events, _eventsMax));

    public override int Wait(Span<ReadyEvent> ready, int timeoutMs)
    {
        int max = Math.Min(ready.Length, _eventsMax);
        int n = timeoutMs == 0
            ? Libc.epoll_poll(_epoll, _events, max, 0)
            : LibcBlocking.epoll_wait(_epoll, _events, max, timeoutMs);
        int count = 0;
        for (int i = 0; i < n; i++)
        {
            byte* at = Layout.At(_events, i);
            ulong key = Layout.DataOf(at);
            if (key == WakeKey)
            {
                ulong ignored;
                _ = Libc.read(_wake, &ignored, sizeof(ulong));
                continue;
            }

            ready[count++] = new ReadyEvent(key, Translate(EpollLayout.EventsOf(at)));
        }

        return count;
    }

    public override void Wake()
    {
        ulong one = 1;
        _ = Libc.write(_wake, &one, sizeof(ulong));
    }

    private static int Opened(int fd) =>
        fd >= 0 ? fd : throw new IOException("No epoll or eventfd descriptor could be had: errno " + LibcBlocking.LastError());

    private static ReadyFlags Translate(uint events) =>
        (events & ~(EPOLLIN | EPOLLOUT)) == 0 ? (ReadyFlags)events : TranslateEnd(events);

    private static ReadyFlags TranslateEnd(uint events)
    {
        ReadyFlags flags = (events & EPOLLIN) != 0 ? ReadyFlags.Readable : ReadyFlags.None;
        if ((events & EPOLLOUT) != 0)
        {
            flags |= ReadyFlags.Writable;
        }

        if ((events & EPOLLRDHUP) != 0)
        {
            flags |= ReadyFlags.PeerClosed | ReadyFlags.Readable;
        }

        if ((events & EPOLLPRI) != 0)
        {
            flags |= ReadyFlags.Urgent | ReadyFlags.Readable;
        }

        // Both halves are closed. That may have been in good order, and then it is no failure.
        if ((events & EPOLLHUP) != 0)
        {
            flags |= ReadyFlags.PeerClosed | ReadyFlags.Readable | ReadyFlags.Writable;
        }

        if ((events & EPOLLERR) != 0)
        {
            flags |= ReadyFlags.Failed | ReadyFlags.Readable | ReadyFlags.Writable;
        }

        return flags;
    }

    protected override void Dispose(bool disposing)
    {
        _ = Libc.close(_epoll);
        _ = Libc.close(_wake);
        NativeMemory.Free(_events);
    }
}
