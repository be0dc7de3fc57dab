using System;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Engine.IO.Addressing;

/// <summary>
/// Where a socket listens or connects to: an immutable native sockaddr of any family we speak. Made when the configuration is compiled,
/// so it may allocate; the address of an accepted connection is a <see cref="EndpointAddress"/>.
/// </summary>
public sealed class SocketEndpoint : IEquatable<SocketEndpoint>
{
    /// <summary>sockaddr_un: a family of 2 bytes and a path of 108.</summary>
    public const int NativeBytesMax = 110;

    /// <summary>The longest path: one of the 108 bytes ends it.</summary>
    public const int UnixPathBytesMax = 107;

    /// <summary>"unix@" and the longest path, abstract names likewise.</summary>
    public const int TextBytesMax = 5 + UnixPathBytesMax;

    internal const int IPv4NativeBytes = 16;
    internal const int UnixPathOffset = 2;

    private readonly byte[] _native;

    private SocketEndpoint(byte[] native) => _native = native;

    public SocketFamily Family => (SocketFamily)MemoryMarshal.Read<ushort>(_native);

    /// <summary>The sockaddr to hand to bind and connect. Its length counts: the end of an abstract name is the end of this span.</summary>
    public ReadOnlySpan<byte> Native => _native;

    public bool IsIP => Family is SocketFamily.IPv4 or SocketFamily.IPv6;

    /// <summary>True exactly when this is a unix socket whose name is no file.</summary>
    public bool IsAbstract => Family == SocketFamily.Unix && _native.Length > UnixPathOffset && _native[UnixPathOffset] == 0;

    /// <summary>0..65535; 0 for unix sockets.</summary>
    public int Port => IsIP ? (_native[2] << 8) | _native[3] : 0;

    /// <summary>Bytes of the path or abstract name, without the bytes that begin, end or pad it; empty for IP and unnamed sockets.</summary>
    public ReadOnlySpan<byte> UnixName => Family == SocketFamily.Unix ? _native.AsSpan(UnixPathOffset).Trim((byte)0) : default;

    /// <param name="port">0..65535; 0 lets the kernel choose.</param>
    public static SocketEndpoint FromIP(IPAddress address, int port)
    {
        EndpointAddress native = EndpointAddress.FromIP(address, port);
        return FromAddress(in native);
    }

    /// <exception cref="ArgumentException">The address is not an IP address.</exception>
    public static SocketEndpoint FromAddress(in EndpointAddress address)
    {
        if (!address.IsIP)
        {
            throw new ArgumentException("only IP addresses name an endpoint", nameof(address));
        }

        return new SocketEndpoint(address.Native.ToArray());
    }

    /// <summary>Another process that has the other end of a connected UNIX socket, and is handed one end of each connection (<c>sockpair@N</c>).</summary>
    public static SocketEndpoint FromPassing(int descriptor)
    {
        byte[] native = new byte[sizeof(ushort) + sizeof(int)];
        MemoryMarshal.Write(native, (ushort)SocketFamily.Passing);
        MemoryMarshal.Write(native.AsSpan(sizeof(ushort)), descriptor);
        return new SocketEndpoint(native);
    }

    /// <summary>A unix socket in the file system (<c>unix@/run/x.sock</c>). A relative path counts from the working directory.</summary>
    /// <param name="error">What is wrong with the path, and how to mend it.</param>
    public static bool TryFromUnixPath(string path, [NotNullWhen(true)] out SocketEndpoint? endpoint, [NotNullWhen(false)] out string? error)
        => TryFromUnixName(path, abstractPadding: null, out endpoint, out error);

    /// <summary>A unix socket outside the file system (<c>abns@name</c>).</summary>
    /// <param name="padded">
    /// True: the name is filled with zeros up to 108 bytes, which are part of the name for the kernel; HAProxy's <c>abns@</c> does so.
    /// False: the name ends where it ends (<c>abnsz@</c>; what most other programs do).
    /// </param>
    /// <param name="error">What is wrong with the name, and how to mend it.</param>
    public static bool TryFromAbstract(string name, bool padded, [NotNullWhen(true)] out SocketEndpoint? endpoint, [NotNullWhen(false)] out string? error)
        => TryFromUnixName(name, padded, out endpoint, out error);

    /// <summary>Copies what getsockname or getpeername wrote. False when the family is not one of ours or the record is cut short.</summary>
    public static bool TryFromNative(ReadOnlySpan<byte> native, [NotNullWhen(true)] out SocketEndpoint? endpoint)
    {
        endpoint = null;
        if (native.Length is < sizeof(ushort) or > NativeBytesMax)
        {
            return false;
        }

        if ((SocketFamily)MemoryMarshal.Read<ushort>(native) == SocketFamily.Unix)
        {
            endpoint = new SocketEndpoint(native.ToArray());
            return true;
        }

        EndpointAddress address = EndpointAddress.FromNative(native);
        endpoint = address.IsIP ? FromAddress(in address) : null;
        return endpoint is not null;
    }

    /// <summary>The same IP address with another port (port ranges, <c>server x :+80</c>); unix sockets are returned as they are.</summary>
    /// <param name="port">0..65535.</param>
    public SocketEndpoint WithPort(int port)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)port, ushort.MaxValue, nameof(port));
        if (!IsIP || port == Port)
        {
            return this;
        }

        byte[] native = (byte[])_native.Clone();
        native[2] = (byte)(port >> 8);
        native[3] = (byte)port;
        return new SocketEndpoint(native);
    }

    /// <summary>The IP address and port as plain data; for a unix socket only its family.</summary>
    public EndpointAddress ToAddress() => EndpointAddress.FromNative(_native);

    /// <summary>
    /// Writes "192.0.2.1:80", "[2001:db8::1]:80", "[fe80::1%2]:80", "unix@/run/x.sock", "abns@name", "sockpair@3"; <see cref="TextBytesMax"/> bytes always suffice.
    /// False, with nothing said about the destination's content, when the room is too small.
    /// </summary>
    public bool TryFormat(Span<byte> destination, out int written)
    {
        var writer = new SpanWriter(destination);
        if (IsIP)
        {
            WriteIP(ref writer);
        }
        else if (Family == SocketFamily.Passing)
        {
            writer.Append("sockpair@"u8);
            writer.Append((uint)PassingDescriptor(_native));
        }
        else
        {
            writer.Append(IsAbstract ? "abns@"u8 : "unix@"u8);
            writer.Append(UnixName);
        }

        written = writer.Failed ? 0 : writer.Written;
        return !writer.Failed;
    }

    /// <inheritdoc cref="TryFormat(Span{byte}, out int)"/>
    public bool TryFormat(Span<char> destination, out int written)
    {
        Span<byte> text = stackalloc byte[TextBytesMax];
        bool fits = TryFormat(text, out int lengthBytes);
        return Encoding.UTF8.TryGetChars(text[..lengthBytes], destination, out written) && fits;
    }

    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextBytesMax];
        TryFormat(text, out int lengthBytes);
        return Encoding.UTF8.GetString(text[..lengthBytes]);
    }

    public bool Equals(SocketEndpoint? other) => other is not null && _native.AsSpan().SequenceEqual(other._native);

    public override bool Equals(object? obj) => Equals(obj as SocketEndpoint);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_native);
        return hash.ToHashCode();
    }

    internal static int PassingDescriptor(ReadOnlySpan<byte> native) => MemoryMarshal.Read<int>(native[sizeof(ushort)..]);

    private void WriteIP(ref SpanWriter writer)
    {
        EndpointAddress address = ToAddress();
        bool brackets = address.Family == SocketFamily.IPv6;
        writer.Append(brackets ? "["u8 : default);
        Span<byte> text = stackalloc byte[AddressText.IPv6BytesMax];
        address.TryFormatAddress(text, out int lengthBytes);
        writer.Append(text[..lengthBytes]);
        if (address.ScopeId != 0)
        {
            writer.Append("%"u8);
            writer.Append(address.ScopeId);
        }

        writer.Append(brackets ? "]:"u8 : ":"u8);
        writer.Append((uint)address.Port);
    }

    private static bool TryFromUnixName(string name, bool? abstractPadding, out SocketEndpoint? endpoint, out string? error)
    {
        ArgumentNullException.ThrowIfNull(name);
        endpoint = null;
        int lengthBytes = Encoding.UTF8.GetByteCount(name);
        error = lengthBytes == 0 ? "a unix socket needs a name"
            : name.Contains('\0', StringComparison.Ordinal) ? "the name of a unix socket cannot hold a NUL byte"
            : lengthBytes > UnixPathBytesMax ? TooLong(name, lengthBytes, abstractPadding is not null)
            : null;
        if (error is not null)
        {
            return false;
        }

        // Path: family, path, NUL. Abstract: family, NUL, name, and zeros to the full record when padded.
        byte[] native = new byte[abstractPadding == true ? NativeBytesMax : UnixPathOffset + lengthBytes + 1];
        MemoryMarshal.Write(native, (ushort)SocketFamily.Unix);
        Encoding.UTF8.GetBytes(name, native.AsSpan(UnixPathOffset + (abstractPadding is null ? 0 : 1)));
        endpoint = new SocketEndpoint(native);
        return true;
    }

    private static string TooLong(string name, int lengthBytes, bool isAbstract)
        => $"{(isAbstract ? "abstract name" : "path")} '{name}' is {lengthBytes} bytes long, a unix socket has room for {UnixPathBytesMax}: "
        + (isAbstract ? "choose a shorter name" : "choose a shorter directory, such as one below /run");

    /// <summary>Appends to a span and remembers when something did not fit.</summary>
    private ref struct SpanWriter(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;

        public int Written { get; private set; }

        public bool Failed { get; private set; }

        public void Append(scoped ReadOnlySpan<byte> text)
        {
            Failed |= !text.TryCopyTo(_destination[Written..]);
            Written += Failed ? 0 : text.Length;
        }

        public void Append(uint number)
        {
            Failed |= !AddressText.TryWriteNumber(number, _destination[Written..], out int lengthBytes);
            Written += Failed ? 0 : lengthBytes;
        }
    }
}
