using System;
using System.Buffers.Binary;
using System.Buffers.Text;
using Engine.Proxy.Samples;
using Engine.Proxy.State;

namespace Engine.Proxy.Exchanges;

/// <summary>
/// <c>persist rdp-cookie</c>: the cookie names the server, as Microsoft's session broker writes it: the IPv4 address and the port as
/// decimal numbers in the other byte order, then four zeros ("3640205228.15629.0000").
/// </summary>
internal static class RdpPersistence
{
    private const int IPv4SockaddrBytesMin = 8;

    /// <summary>Null when the cookie is not there, or names nobody of this backend.</summary>
    internal static ServerState? Find(Exchange exchange, SamplePlan cookie)
    {
        Sample sample = default;
        SampleContext context = new(exchange, RulePoints.UseServer) { IsFinal = true };
        context.Scratch.Clear();
        if (!cookie.TryEvaluate(context, SampleType.Text, ref sample) || !TryRead(sample.Bytes, out uint address, out ushort port))
        {
            return null;
        }

        foreach (ServerState server in exchange.Backend!.State.Servers)
        {
            ReadOnlySpan<byte> native = server.Endpoint.Native;
            if (native.Length >= IPv4SockaddrBytesMin && BitConverter.ToUInt16(native) == (ushort)IO.Addressing.SocketFamily.IPv4
                && BinaryPrimitives.ReadUInt16LittleEndian(native[2..]) == port && BinaryPrimitives.ReadUInt32LittleEndian(native[4..]) == address)
            {
                return exchange.Persistence.MayUse(server) ? server : null;
            }
        }

        return null;
    }

    private static bool TryRead(ReadOnlySpan<byte> value, out uint address, out ushort port)
    {
        port = 0;
        if (!Utf8Parser.TryParse(value, out address, out int used) || used == value.Length || value[used] != '.')
        {
            return false;
        }

        value = value[(used + 1)..];
        return Utf8Parser.TryParse(value, out port, out used) && used < value.Length && value[used] == '.';
    }
}
