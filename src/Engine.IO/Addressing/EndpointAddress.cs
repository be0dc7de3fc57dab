using System;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engine.IO.Addressing;

/// <summary>
/// Address and port of one end of a connection, as the kernel wrote it: the 28 bytes of a sockaddr_in6, of which a sockaddr_in uses
/// the first 16. A unix socket leaves its family only. Plain data: no allocation, copy it freely.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4, Size = NativeBytes)]
public readonly struct EndpointAddress : IEquatable<EndpointAddress>
{
    /// <summary>Size of the native record (sockaddr_in6).</summary>
    public const int NativeBytes = 28;

    /// <summary>Room that any address fits in as text.</summary>
    public const int TextBytesMax = AddressText.IPv6BytesMax;

    private readonly SocketFamily _family;
    private readonly ushort _portNetworkOrder;
    private readonly uint _addressV4;   // sockaddr_in: the address; sockaddr_in6: the flow label
    private readonly ulong _addressV6High;
    private readonly ulong _addressV6Low;
    private readonly uint _scopeId;

    private EndpointAddress(SocketFamily family, ushort portNetworkOrder, uint addressV4)
    {
        _family = family;
        _portNetworkOrder = portNetworkOrder;
        _addressV4 = addressV4;
    }

    public SocketFamily Family => _family;

    /// <summary>True exactly when there is an IP address and a port.</summary>
    public bool IsIP => _family is SocketFamily.IPv4 or SocketFamily.IPv6;

    /// <summary>0..65535; 0 for a unix socket.</summary>
    public int Port => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(_portNetworkOrder) : _portNetworkOrder;

    /// <summary>Index of the interface that a link-local IPv6 address belongs to, else 0.</summary>
    public uint ScopeId => _family == SocketFamily.IPv6 ? _scopeId : 0;

    /// <summary>4 or 16 bytes in network order (what <c>balance source</c> hashes); empty for a unix socket.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> AddressBytes => _family switch
    {
        SocketFamily.IPv4 => MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in _addressV4)),
        SocketFamily.IPv6 => MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<ulong, byte>(ref Unsafe.AsRef(in _addressV6High)), 16),
        _ => default,
    };

    /// <summary>True exactly when this is an IPv6 address that stands for an IPv4 one (::ffff:a.b.c.d, RFC 4291 section 2.5.5.2).</summary>
    public bool IsMappedIPv4 => _family == SocketFamily.IPv6
        && _addressV6High == 0
        && BinaryPrimitives.ReadUInt32BigEndian(AddressBytes[8..]) == 0xffff;

    /// <summary>Reads a native sockaddr; what is not IP keeps its family only, what is cut short is unspecified.</summary>
    public static EndpointAddress FromNative(ReadOnlySpan<byte> native)
    {
        EndpointAddress address = default;
        if (native.Length < sizeof(ushort))
        {
            return address;
        }

        var family = (SocketFamily)MemoryMarshal.Read<ushort>(native);
        int lengthBytes = family switch
        {
            SocketFamily.IPv4 => SocketEndpoint.IPv4NativeBytes,
            SocketFamily.IPv6 => NativeBytes,
            SocketFamily.Unix => sizeof(ushort),
            _ => int.MaxValue,
        };
        if (native.Length >= lengthBytes)
        {
            native[..lengthBytes].CopyTo(MemoryMarshal.AsBytes(new Span<EndpointAddress>(ref address)));
        }

        return address;
    }

    /// <param name="port">0..65535.</param>
    public static EndpointAddress FromIP(IPAddress address, int port)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)port, ushort.MaxValue, nameof(port));
        EndpointAddress result = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<EndpointAddress>(ref result));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)port);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            MemoryMarshal.Write(bytes, (ushort)SocketFamily.IPv4);
            address.TryWriteBytes(bytes[4..8], out _);
            return result;
        }

        MemoryMarshal.Write(bytes, (ushort)SocketFamily.IPv6);
        address.TryWriteBytes(bytes[8..24], out _);
        MemoryMarshal.Write(bytes[24..], (uint)address.ScopeId);
        return result;
    }

    /// <param name="bits">The first octet highest; of IPv4 the low 32 bits.</param>
    /// <param name="port">0..65535.</param>
    public static EndpointAddress FromBits(UInt128 bits, bool isIPv4, int port)
    {
        EndpointAddress result = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<EndpointAddress>(ref result));
        MemoryMarshal.Write(bytes, (ushort)(isIPv4 ? SocketFamily.IPv4 : SocketFamily.IPv6));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)port);
        if (isIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], (uint)bits);
        }
        else
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes[8..], bits);
        }

        return result;
    }

    /// <summary>The same address with another port; what is no IP address becomes 0.0.0.0 with it.</summary>
    /// <param name="port">0..65535.</param>
    public EndpointAddress WithPort(int port)
    {
        EndpointAddress result = IsIP ? this : FromBits(0, isIPv4: true, 0);
        BinaryPrimitives.WriteUInt16BigEndian(MemoryMarshal.AsBytes(new Span<EndpointAddress>(ref result))[2..], (ushort)port);
        return result;
    }

    /// <summary>The IPv4 address that a mapped one stands for; any other address unchanged. Scope and flow label are dropped with it.</summary>
    public EndpointAddress Unmapped()
    {
        if (!IsMappedIPv4)
        {
            return this;
        }

        return new EndpointAddress(SocketFamily.IPv4, _portNetworkOrder, MemoryMarshal.Read<uint>(AddressBytes[12..]));
    }

    /// <summary>True exactly when the network holds the address; IPv4 and its mapped form count as the same. Never for a unix socket.</summary>
    public bool IsIn(in IpNetwork network) => network.Contains(in this);

    /// <summary>
    /// Writes the address without port or brackets: "192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1" (HAProxy 2.6 logs and forwards
    /// a mapped address in this form too; call <see cref="Unmapped"/> first for the short one), "unix".
    /// <see cref="TextBytesMax"/> bytes always suffice; false when the room is too small.
    /// </summary>
    public bool TryFormatAddress(Span<byte> destination, out int written)
    {
        switch (_family)
        {
            case SocketFamily.IPv4:
                return AddressText.TryWriteIPv4(AddressBytes, destination, out written);
            case SocketFamily.IPv6:
                return AddressText.TryWriteIPv6(AddressBytes, destination, out written);
            default:
                ReadOnlySpan<byte> name = _family == SocketFamily.Unix ? "unix"u8 : "-"u8;
                written = name.TryCopyTo(destination) ? name.Length : 0;
                return written != 0;
        }
    }

    /// <summary>Same family, address, port and scope. A mapped address is not equal to its IPv4 form: compare <see cref="Unmapped"/>.</summary>
    public bool Equals(EndpointAddress other)
        => _family == other._family
        && _portNetworkOrder == other._portNetworkOrder
        && ScopeId == other.ScopeId
        && AddressBytes.SequenceEqual(other.AddressBytes);

    public override bool Equals(object? obj) => obj is EndpointAddress other && Equals(other);

    public override int GetHashCode() => _family == SocketFamily.IPv6
        ? HashCode.Combine(_addressV6High, _addressV6Low, _portNetworkOrder)
        : HashCode.Combine(_family == SocketFamily.IPv4 ? _addressV4 : 0, _portNetworkOrder);

    public static bool operator ==(EndpointAddress left, EndpointAddress right) => left.Equals(right);

    public static bool operator !=(EndpointAddress left, EndpointAddress right) => !left.Equals(right);

    /// <summary>For messages and debuggers, never on the request path: "192.0.2.1:80", "[2001:db8::1]:80", "unix".</summary>
    public override string ToString() => IsIP ? SocketEndpoint.FromAddress(in this).ToString() : Family == SocketFamily.Unix ? "unix" : "-";

    /// <summary>After the kernel wrote into this record: a unix name fills bytes that belong to an IP address, only its family is kept.</summary>
    internal static void DropUnixName(ref EndpointAddress native)
    {
        if (!native.IsIP)
        {
            native = new EndpointAddress(native._family, 0, 0);
        }
    }

    /// <summary>The address as 128 bits, IPv4 in its mapped form; call only when <see cref="IsIP"/>.</summary>
    public UInt128 ToBits() => _family == SocketFamily.IPv4
        ? new UInt128(0, 0xffff_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(AddressBytes))
        : BinaryPrimitives.ReadUInt128BigEndian(AddressBytes);

    /// <summary>The native record; as many bytes as the family has.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Native
    {
        get
        {
            int lengthBytes = _family == SocketFamily.IPv4 ? SocketEndpoint.IPv4NativeBytes : NativeBytes;
            return MemoryMarshal.AsBytes(new ReadOnlySpan<EndpointAddress>(in this))[..lengthBytes];
        }
    }
}
