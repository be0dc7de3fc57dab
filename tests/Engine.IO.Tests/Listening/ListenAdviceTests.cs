using System;
using Engine.IO.Listening;
using Engine.IO.Native;
using Xunit;

namespace Engine.IO.Tests.Listening;

/// <summary>Failures that a test cannot provoke without changing the machine or its user.</summary>
public sealed class ListenAdviceTests
{
    [Fact]
    public void LowPort_PermissionDenied_NamesTheCapability()
    {
        string message = ListenAdvice.OnEndpoint(Sockets.IP("0.0.0.0", 0), "bind", Errno.EACCES).Message; // 0 is below every limit but one
        Assert.Contains("permission denied", message, StringComparison.Ordinal);
        string low = ListenAdvice.OnEndpoint(Sockets.IP("0.0.0.0", 80), "bind", Errno.EACCES).Message;
        Assert.StartsWith("cannot bind 0.0.0.0:80: permission denied; ", low, StringComparison.Ordinal);
        Assert.True(low.Contains("CAP_NET_BIND_SERVICE", StringComparison.Ordinal) || low.Contains("SELinux", StringComparison.Ordinal));
    }

    [Fact]
    public void HighPort_PermissionDenied_DoesNotTalkOfLowPorts()
        => Assert.Equal(
            "cannot bind 0.0.0.0:65535: permission denied; a security module (SELinux, AppArmor) does not allow this port",
            ListenAdvice.OnEndpoint(Sockets.IP("0.0.0.0", 65535), "bind", Errno.EACCES).Message);

    [Theory]
    [InlineData("socket", Errno.EAFNOSUPPORT, "cannot open a socket for [::1]:80: this kernel runs without IPv6; listen on an IPv4 address")]
    [InlineData("bind", Errno.EINVAL, "cannot bind [::1]:80: invalid argument; a link-local address needs its interface, as in fe80::1%eth0")]
    [InlineData("listen", Errno.ENOBUFS, "cannot listen on [::1]:80: no buffer space available")]
    public void IPv6_OtherFailures_AreNamed(string call, int errno, string message)
        => Assert.Equal(message, ListenAdvice.OnEndpoint(Sockets.IP("::1", 80), call, errno).Message);

    [Fact]
    public void OutOfDescriptors_NamesTheLimit()
        => Assert.Contains("LimitNOFILE=", ListenAdvice.OnEndpoint(Sockets.IP("::1", 80), "socket", Errno.EMFILE).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("bind", Errno.EACCES, "'/run/weir'")]
    [InlineData("bind", Errno.EROFS, "read-only")]
    [InlineData("chown", Errno.EPERM, "only root")]
    public void UnixPath_Failures_NameTheDirectoryOrTheRight(string call, int errno, string part)
        => Assert.Contains(part, ListenAdvice.OnEndpoint(Sockets.Unix("/run/weir/s"), call, errno).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("interface", "CAP_NET_RAW")]
    [InlineData("transparent", "CAP_NET_ADMIN")]
    public void Option_PermissionDenied_NamesTheCapability(string keyword, string capability)
        => Assert.Contains(
            capability,
            ListenAdvice.OnOption(Sockets.IP("0.0.0.0", 80), keyword, "setsockopt", Errno.EPERM).Message,
            StringComparison.Ordinal);
}
