using System.IO;
using System.Runtime.InteropServices;
using Engine.IO.Loop;

namespace Engine.LoadTests.Pacing;

/// <summary>
/// A timerfd in the loop's own epoll. Edge-triggered: each time it goes off it is reported once, and it is set anew without being read.
/// One system call per setting, and none when the moment stays.
/// </summary>
internal sealed unsafe partial class TimerAlarm : Alarm
{
    private const int ClockMonotonic = 1;      // time.h
    private const int NonblockCloexec = 0x80800; // timerfd.h: TFD_NONBLOCK | TFD_CLOEXEC
    private const int AbsoluteTime = 1;        // TFD_TIMER_ABSTIME

    private readonly EventLoop _loop;
    private readonly int _fd;
    private long _dueNs = long.MaxValue;

    public TimerAlarm(EventLoop loop)
    {
        _loop = loop;
        _fd = timerfd_create(ClockMonotonic, NonblockCloexec);
        if (_fd < 0 || loop.Watch(_fd, this) != 0)
        {
            throw new IOException("No timer descriptor could be had: errno " + Marshal.GetLastPInvokeError());
        }
    }

    public override void Set(long dueNs)
    {
        if (dueNs == _dueNs)
        {
            return;
        }

        _dueNs = dueNs;

        // struct itimerspec: no interval, and the moment. All zeros switch it off.
        long* times = stackalloc long[4];
        times[0] = times[1] = 0;
        times[2] = dueNs == long.MaxValue ? 0 : dueNs / 1_000_000_000;
        times[3] = dueNs == long.MaxValue ? 0 : dueNs % 1_000_000_000;
        _ = timerfd_settime(_fd, AbsoluteTime, times, null);
    }

    protected override void OnReady(Engine.IO.Polling.ReadyFlags flags)
    {
        _dueNs = long.MaxValue;
        base.OnReady(flags);
    }

    protected override void Dispose(bool disposing)
    {
        _loop.Forget(this);
        _ = close(_fd);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int timerfd_create(int clock, int flags);

    [LibraryImport("libc"), SuppressGCTransition]
    private static partial int timerfd_settime(int fd, int flags, long* value, long* old);

    [LibraryImport("libc")]
    private static partial int close(int fd);
}
