using System;
using System.Buffers.Binary;
using System.IO.Hashing;
using Engine.Config.Text;
using Engine.IO.Addressing;
using Engine.Proxy.Plan;
using Engine.Proxy.Tables;

namespace Engine.Proxy.State;

/// <summary>
/// What a server is called outside: by the persistence cookie and in stick tables. Made when it is asked for, and again when the plan or
/// the address has changed; whoever makes it makes the same.
/// </summary>
internal sealed class ServerMarks
{
    private volatile Made? _made;

    /// <summary>In the place of the plan's; null = that one counts.</summary>
    private volatile SetKey? _set;

    /// <summary>The cookie of its line, or one made of key and address (CFG 4.2 dynamic-cookie-key); null = none.</summary>
    internal byte[]? CookieOf(ServerState server) => KeyOf(server) is null ? server.Plan.Cookie : For(server).Cookie;

    internal void Use(byte[]? key)
    {
        _set = new SetKey(key);
        _made = null;
    }

    internal void ForgetKey()
    {
        _set = null;
        _made = null;
    }

    /// <summary>A cookie of its own stands above any key.</summary>
    private byte[]? KeyOf(ServerState server) => _set is { } set ? server.Plan.Cookie is null ? set.Key : null : server.Plan.CookieKey;

    /// <summary>Of its name, or of its address and port (<c>srvkey</c>).</summary>
    internal int NameOf(ServerState server, StickTableShared table) =>
        table.Names.NumberOf(table.Plan.KnowsServersByAddress ? For(server).Address : server.Name);

    private Made For(ServerState server)
    {
        Made? made = _made;
        SocketEndpoint endpoint = server.Endpoint;
        ServerPlan plan = server.Plan;
        if (made is null || !ReferenceEquals(made.Endpoint, endpoint) || !ReferenceEquals(made.Plan, plan))
        {
            EndpointAddress address = endpoint.ToAddress();
            made = new Made(plan, endpoint, endpoint.ToString(), KeyOf(server) is { } key && address.IsIP ? CookieFrom(key, address) : null);
            _made = made;
        }

        return made;
    }

    /// <summary>As HAProxy makes it, so that machines of both kinds give the same cookie: XXH64 of key, address and port, in hexadecimal.</summary>
    private static byte[] CookieFrom(byte[] key, in EndpointAddress address)
    {
        ReadOnlySpan<byte> octets = address.AddressBytes;
        byte[] text = new byte[key.Length + octets.Length + sizeof(int)];
        key.CopyTo(text, 0);
        octets.CopyTo(text.AsSpan(key.Length));
        BinaryPrimitives.WriteInt32BigEndian(text.AsSpan(key.Length + octets.Length), address.Port);
        return ByteText.ToBytes(XxHash64.HashToUInt64(text).ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed record SetKey(byte[]? Key);

    /// <param name="Address">Address and port.</param>
    private sealed record Made(ServerPlan Plan, SocketEndpoint Endpoint, string Address, byte[]? Cookie);
}
