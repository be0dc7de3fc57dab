using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Engine.IO.Tests.Addressing;

/// <summary>A fact that needs the address ::1, which some containers do not have.</summary>
public sealed class IPv6FactAttribute : FactAttribute
{
    private static readonly bool HasLoopback = CanBindLoopback();

    public IPv6FactAttribute()
    {
        if (!HasLoopback)
        {
            Skip = "this machine has no ::1";
        }
    }

    private static bool CanBindLoopback()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
