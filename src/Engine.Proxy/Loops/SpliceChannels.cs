using System.Collections.Generic;
using Engine.Config.Model;
using Engine.IO.Sockets;
using Engine.Proxy.State;

namespace Engine.Proxy.Loops;

/// <summary>Kernel pipes of one loop, kept for the next large body.</summary>
internal sealed class SpliceChannels
{
    /// <summary>256 KB: a quarter of a megabyte per pair of calls; more gained nothing on loopback, and it is within every user's pipe-max-size.</summary>
    private const int PipeBytesDefault = 262144;

    /// <summary>Two descriptors each; beyond this many idle ones are closed.</summary>
    private const int KeptMax = 64;

    private readonly Stack<SpliceChannel> _free = new();
    private readonly int _pipeBytes;
    private readonly bool _off;
    private readonly SocketLayer _sockets;
    private readonly ConnectionLimitShared _limit;

    /// <param name="limit">Pipes of all loops (<c>maxpipes</c>).</param>
    internal SpliceChannels(GlobalConfig global, SocketLayer sockets, ConnectionLimitShared limit)
    {
        _limit = limit;
        _sockets = sockets;
        _off = global.NoSplice;
        _pipeBytes = global.Tune.PipeSize ?? PipeBytesDefault;
    }

    /// <summary>Pipes kept for later. Any thread, as of about now.</summary>
    internal int Free => _free.Count;

    /// <summary>Null when splicing is off (<c>nosplice</c>) or no pipe can be had; the caller copies instead.</summary>
    internal SpliceChannel? TryRent() => _off ? null : _free.TryPop(out SpliceChannel? channel) ? channel : TryCreate();

    internal void Return(SpliceChannel channel)
    {
        if (channel.IsSoiled || _free.Count >= KeptMax)
        {
            channel.Dispose();
            _limit.Leave();
            return;
        }

        _free.Push(channel);
    }

    private SpliceChannel? TryCreate()
    {
        if (!_limit.TryEnter())
        {
            return null;
        }

        SpliceChannel? channel = SpliceChannel.TryCreate(_sockets, _pipeBytes);
        if (channel is null)
        {
            _limit.Leave();
        }

        return channel;
    }
}
