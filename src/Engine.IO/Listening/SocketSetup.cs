using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;
using Engine.IO.Addressing;
using static Engine.IO.Native.SocketCalls;

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
        ListenError? error = Require("reuseaddr", "SO_REUSEADDR", SolSocket, SoReuseAddr);
        if (error is null && options.ReusePort)
        {
            error = Require("reuseport", "SO_REUSEPORT", SolSocket, SoReusePort);
        }

        if (error is null && options.DualStack != DualStack.SystemDefault && endpoint.Family == SocketFamily.IPv6)
        {
            bool only = options.DualStack == DualStack.V6Only;
            error = Require(only ? "v6only" : "v4v6", "IPV6_V6ONLY", IpProtoIpv6, Ipv6V6Only, only ? 1 : 0);
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
        Try("nodelay", "TCP_NODELAY", IpProtoTcp, TcpNoDelay, 1);
        Try("clitcpka", "SO_KEEPALIVE", SolSocket, SoKeepAlive, options.KeepAlive ? 1 : null);
        Try("tune.rcvbuf.client", "SO_RCVBUF", SolSocket, SoRcvBuf, options.ReceiveBufferBytes);
        Try("tune.sndbuf.client", "SO_SNDBUF", SolSocket, SoSndBuf, options.SendBufferBytes);
        Try("mss", "TCP_MAXSEG", IpProtoTcp, TcpMaxSeg, options.Mss);
        Try("tcp-ut", "TCP_USER_TIMEOUT", IpProtoTcp, TcpUserTimeout, options.TcpUserTimeoutMs);
        Try("defer-accept", "TCP_DEFER_ACCEPT", IpProtoTcp, TcpDeferAccept, options.DeferAccept ? DeferAcceptSeconds : null);
        Try("tfo", "TCP_FASTOPEN", IpProtoTcp, TcpFastOpen, options.TcpFastOpen ? options.Backlog : null);
    }

    private ListenError? BindToInterface(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        int errno = Errno.EINVAL;
        if (bytes.Length is > 0 and <= InterfaceNameBytesMax)
        {
            fixed (byte* value = bytes)
            {
                errno = SetSockOpt(fd, SolSocket, SoBindToDevice, value, (uint)bytes.Length) == 0 ? 0 : Marshal.GetLastPInvokeError();
            }
        }

        return errno == 0 ? null : ListenAdvice.OnOption(endpoint, "interface", "setsockopt(SO_BINDTODEVICE)", errno);
    }

    // Binding to a foreign address is what most want of 'transparent', and IP_FREEBIND gives that to everybody (on IPv6 sockets too).
    private ListenError? MakeTransparent()
    {
        bool isV6 = endpoint.Family == SocketFamily.IPv6;
        int errno = isV6
            ? SetOption(fd, IpProtoIpv6, Ipv6Transparent, 1)
            : SetOption(fd, IpProtoIp, IpTransparent, 1);
        if (errno == 0)
        {
            return null;
        }

        _warnings.Add(ListenAdvice.OnOption(endpoint, "transparent", isV6 ? "setsockopt(IPV6_TRANSPARENT)" : "setsockopt(IP_TRANSPARENT)", errno));
        return Require("transparent", "IP_FREEBIND", IpProtoIp, IpFreeBind);
    }

    private ListenError? Require(string keyword, string name, int level, int option, int value = 1)
    {
        int errno = SetOption(fd, level, option, value);
        return errno == 0 ? null : ListenAdvice.OnOption(endpoint, keyword, $"setsockopt({name})", errno);
    }

    private void Try(string keyword, string name, int level, int option, int? value)
    {
        int errno = value is int number ? SetOption(fd, level, option, number) : 0;
        if (errno != 0)
        {
            _warnings.Add(ListenAdvice.OnOption(endpoint, keyword, $"setsockopt({name})", errno));
        }
    }
}
