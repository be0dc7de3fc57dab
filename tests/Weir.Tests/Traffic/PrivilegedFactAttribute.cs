using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Weir.Tests.Traffic;

/// <summary>A test that binds system ports; skipped where that is not permitted.</summary>
internal sealed class PrivilegedFactAttribute : FactAttribute
{
    public PrivilegedFactAttribute() => Skip = MayBind() ? null : "ports below 1024 may not be bound here";

    private static bool MayBind()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        for (int port = 1023; port > 900; port--)
        {
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return true;
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one may be free.
            }
            catch (SocketException)
            {
                return false;
            }
        }

        return false;
    }
}
