using Engine.IO.Loop;
using Engine.IO.Native;
using Engine.Proxy.Loops;

namespace Engine.Proxy.Logs;

/// <summary>A syslog server by UDP or unix datagrams: one datagram for each line, all of a turn in one call.</summary>
internal sealed class DatagramSink(EventLoop loop, LoopCounters counters, LogSinkPlan plan) : LogSink(loop, counters, plan)
{
    private readonly ReconnectPause _pause = new();
    private int _fd = -1;

    /// <summary>A receiver that is not there yet is no reason not to start.</summary>
    internal override bool TryOpen(out string? error)
    {
        error = null;
        Connect();
        return true;
    }

    protected override void Flush()
    {
        bool wasRefused = false;
        while (Count > 0)
        {
            int sent = _fd >= 0 || (_pause.IsOver(Loop.Clock.NowMs) && Connect()) ? Loop.Sockets.SendDatagrams(_fd, Waiting, Ends) : -Errno.ENOTCONN;
            if (sent > 0)
            {
                _pause.Reset();
                Forget(sent);
                continue;
            }

            switch (-sent)
            {
                // Says that an earlier datagram found nobody; asking has cleared it. A unix socket whose server went away has to be opened anew.
                case Errno.ECONNREFUSED when Plan.Endpoint!.IsIP && !wasRefused:
                    wasRefused = true;
                    break;
                case Errno.EMSGSIZE:
                    DropFirst(1);
                    break;
                case Errno.ECONNREFUSED or Errno.ENOTCONN or Errno.ECONNRESET or Errno.EPIPE when !Plan.Endpoint!.IsIP && _fd >= 0 && !wasRefused:
                    wasRefused = true;
                    Loop.Sockets.Close(_fd, reset: false);
                    _fd = -1;
                    break;
                default:
                    DropFirst(Count);
                    return;
            }
        }
    }

    private bool Connect()
    {
        _fd = Loop.Sockets.OpenDatagram(Plan.Endpoint!.Native);
        if (_fd >= 0)
        {
            Loop.Sockets.SizeSendBuffer(_fd, Plan.SendBufferBytes);
            return true;
        }

        _fd = -1;
        _pause.Begin(Loop.Clock.NowMs);
        return false;
    }
}
