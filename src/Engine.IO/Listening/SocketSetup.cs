using System.Collections.Generic;
using System.Text;
using Engine.IO.Addressing;
using Engine.IO.Native;
using static Engine.IO.Native.LinuxConstants;

namespace Engine.IO.Listening;

/// <summary>
/// Puts the options of a bind line on one socket. What decides who can reach the socket must succeed; what only tunes it may be
/// refused by the kernel, and is then reported in <see cref="Warnings"/>.
/// </summary>
internal sealed unsafe class SocketSetup(int fd, SocketEndpoint endpoint, ListenOptions options)
{
    private const int InterfaceNameBytesMax = 15; // IFNAMSIZ less its NUL; the kernel would cut a longer one silently
    private const int DeferAcceptSeconds = 1;

    private readonly List<ListenError> _warnings = [];

    public IReadOnlyList<ListenError> Warnings => _warnings;

    /// <summary>Before bind, on sockets of our own. Null when all went well.</summary>
    public ListenError? Reach()
    {
        if (!endpoint.IsIP)
        {
            return null;
        }

        // Without it a restart would have to wait for the last connection's TIME_WAIT.
        ListenError? error = Require("reuseaddr", "SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR);
        if (error is null && options.ReusePort)
        {
            error = Require("reuseport", "SO_REUSEPORT", SOL_SOCKET, SO_REUSEPORT);
        }

        if (error is null && options.DualStack != DualStack.SystemDefault && endpoint.Family == SocketFamily.IPv6)
        {
            bool only = options.DualStack == DualStack.V6Only;
            error = Require(only ? "v6only" : "v4v6", "IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY, only ? 1 : 0);
        }

        if (error is null && options.Interface is not null)
        {
            error = BindToInterface(options.Interface);
        }

        return error is null && options.Transparent ? MakeTransparent() : error;
    }

    /// <summary>Before listen, on sockets of our own and on inherited ones: what connections inherit from the listening socket.</summary>
    public void Tune()
    {
        if (!endpoint.IsIP)
        {
            return;
        }

        // Answers are written whole, so Nagle's delay (RFC 896) has nothing to gather; set here it costs no call per connection.
        Try("nodelay", "TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY, 1);
        Try("clitcpka", "SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE, options.KeepAlive ? 1 : null);
        if (options.KeepAlive)
        {
            Try("clitcpka-cnt", "TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT, Given(options.Probes.Count));
            Try("clitcpka-idle", "TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE, Given(options.Probes.IdleS));
            Try("clitcpka-intvl", "TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL, Given(options.Probes.IntervalS));
        }

        Try("tune.rcvbuf.client", "SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, options.ReceiveBufferBytes);
        Try("tune.sndbuf.client", "SO_SNDBUF", SOL_SOCKET, SO_SNDBUF, options.SendBufferBytes);
        Try("mss", "TCP_MAXSEG", IPPROTO_TCP, TCP_MAXSEG, options.Mss);
        Try("tcp-ut", "TCP_USER_TIMEOUT", IPPROTO_TCP, TCP_USER_TIMEOUT, options.TcpUserTimeoutMs);
        Try("tune.notsent-lowat.client", "TCP_NOTSENT_LOWAT", IPPROTO_TCP, TCP_NOTSENT_LOWAT, options.UnsentBytesMax);
        if (options.CongestionControl is { } algorithm)
        {
            Warn("cc", "TCP_CONGESTION", SocketOption.Set(fd, IPPROTO_TCP, TCP_CONGESTION, algorithm));
        }

        Try("defer-accept", "TCP_DEFER_ACCEPT", IPPROTO_TCP, TCP_DEFER_ACCEPT, options.DeferAccept ? DeferAcceptSeconds : null);
        Try("tfo", "TCP_FASTOPEN", IPPROTO_TCP, TCP_FASTOPEN, options.TcpFastOpen ? options.Backlog : null);
    }

    /// <summary>After listen, which would undo it.</summary>
    public void TuneListening()
    {
        if (endpoint.IsIP && options.DelaysAck)
        {
            Try("tcp-smart-accept", "TCP_QUICKACK", IPPROTO_TCP, TCP_QUICKACK, 0);
        }
    }

    private static int? Given(int value) => value > 0 ? value : null;

    private ListenError? BindToInterface(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        int errno = Errno.EINVAL;
        if (bytes.Length is > 0 and <= InterfaceNameBytesMax)
        {
            fixed (byte* value = bytes)
            {
                errno = Libc.setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, value, bytes.Length) == 0 ? 0 : Libc.LastError();
            }
        }

        return errno == 0 ? null : ListenAdvice.OnOption(endpoint, "interface", "setsockopt(SO_BINDTODEVICE)", errno);
    }

    // Binding to a foreign address is what most want of 'transparent', and IP_FREEBIND gives that to everybody (on IPv6 sockets too).
    private ListenError? MakeTransparent()
    {
        bool isV6 = endpoint.Family == SocketFamily.IPv6;
        int errno = isV6
            ? SocketOption.Set(fd, IPPROTO_IPV6, IPV6_TRANSPARENT, 1)
            : SocketOption.Set(fd, IPPROTO_IP, IP_TRANSPARENT, 1);
        if (errno == 0)
        {
            return null;
        }

        _warnings.Add(ListenAdvice.OnOption(endpoint, "transparent", isV6 ? "setsockopt(IPV6_TRANSPARENT)" : "setsockopt(IP_TRANSPARENT)", errno));
        return Require("transparent", "IP_FREEBIND", IPPROTO_IP, IP_FREEBIND);
    }

    private ListenError? Require(string keyword, string name, int level, int option, int value = 1)
    {
        int errno = SocketOption.Set(fd, level, option, value);
        return errno == 0 ? null : ListenAdvice.OnOption(endpoint, keyword, $"setsockopt({name})", errno);
    }

    private void Try(string keyword, string name, int level, int option, int? value) =>
        Warn(keyword, name, value is int number ? SocketOption.Set(fd, level, option, number) : 0);

    private void Warn(string keyword, string name, int errno)
    {
        if (errno != 0)
        {
            _warnings.Add(ListenAdvice.OnOption(endpoint, keyword, $"setsockopt({name})", errno));
        }
    }
}
