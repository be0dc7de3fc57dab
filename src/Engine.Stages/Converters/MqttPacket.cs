using System;
using System.Buffers.Binary;

namespace Engine.Stages.Converters;

/// <summary>
/// The first packet of an MQTT client (CONNECT) or server (CONNACK), of version 3.1, 3.1.1 or 5.0, read and judged as a whole:
/// <c>mqtt-v3.1.1</c> and <c>mqtt-v5.0</c> of OASIS, sections 2, 3.1 and 3.2. What it gives lies in the bytes that were read.
/// Flags that say something about a will or a user that is not there are let pass, as in HAProxy.
/// </summary>
internal ref struct MqttPacket
{
    internal const byte Connect = 1;
    internal const byte Connack = 2;

    private const byte Reserved = 0x01;
    private const byte WillFlag = 0x04;
    private const byte PasswordFlag = 0x40;
    private const byte UserNameFlag = 0x80;

    private ReadOnlySpan<byte> _rest;

    /// <summary>True when it may be a packet, of which not all is there.</summary>
    public bool IsCut { get; private set; }

    public byte Type { get; private set; }

    /// <summary>3, 4 (which is 3.1.1) or 5; of a CONNACK what its length tells.</summary>
    public byte Version { get; private set; }

    public byte Flags { get; private set; }

    /// <summary>Of a CONNECT: seconds.</summary>
    public ushort KeepAlive { get; private set; }

    /// <summary>Of a CONNACK.</summary>
    public byte Reason { get; private set; }

    public ReadOnlySpan<byte> ProtocolName { get; private set; }

    public ReadOnlySpan<byte> ClientIdentifier { get; private set; }

    public ReadOnlySpan<byte> WillTopic { get; private set; }

    public ReadOnlySpan<byte> WillPayload { get; private set; }

    public ReadOnlySpan<byte> UserName { get; private set; }

    public ReadOnlySpan<byte> Password { get; private set; }

    public MqttProperties Properties { get; private set; }

    public MqttProperties WillProperties { get; private set; }

    public readonly bool HasWill => Type == Connect && (Flags & WillFlag) != 0;

    public readonly bool HasUserName => Type == Connect && (Flags & UserNameFlag) != 0;

    public readonly bool HasPassword => Type == Connect && (Flags & PasswordFlag) != 0;

    /// <summary>False when it is no such packet, or not all of it is there; bytes behind it are not looked at.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out MqttPacket packet)
    {
        packet = default;
        if (bytes.IsEmpty || (bytes[0] & 0x0F) != 0)
        {
            return false;
        }

        packet.Type = (byte)(bytes[0] >> 4);
        packet._rest = bytes[1..];
        if (!MqttProperties.TryTakeNumber(ref packet._rest, out int length) || length > packet._rest.Length)
        {
            packet.IsCut = length > packet._rest.Length || packet._rest.Length < 4;
            return false;
        }

        packet._rest = packet._rest[..length];
        return packet.Type switch
        {
            Connect => packet.TryReadConnect() && packet._rest.IsEmpty,
            Connack => packet.TryReadConnack() && packet._rest.IsEmpty,
            _ => false,
        };
    }

    private bool TryReadConnect()
    {
        if (!TryTakeText(out ReadOnlySpan<byte> name) || _rest.Length < 4)
        {
            return false;
        }

        ProtocolName = name;
        Version = _rest[0];
        Flags = _rest[1];
        KeepAlive = BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        _rest = _rest[4..];
        bool isKnown = name.SequenceEqual("MQTT"u8) ? Version is 4 or 5 : name.SequenceEqual("MQIsdp"u8) && Version == 3;
        return isKnown && (Flags & Reserved) == 0 && TryReadProperties(MqttProperties.OfConnect, out MqttProperties properties) && TryReadPayload(properties);
    }

    private bool TryReadPayload(MqttProperties properties)
    {
        Properties = properties;
        if (!TryTakeText(out ReadOnlySpan<byte> identifier))
        {
            return false;
        }

        ClientIdentifier = identifier;
        if (HasWill)
        {
            if (!TryReadProperties(MqttProperties.OfWill, out MqttProperties will) || !TryTakeText(out ReadOnlySpan<byte> topic) || !TryTakeText(out ReadOnlySpan<byte> payload))
            {
                return false;
            }

            WillProperties = will;
            WillTopic = topic;
            WillPayload = payload;
        }

        ReadOnlySpan<byte> user = default;
        ReadOnlySpan<byte> password = default;
        bool isWhole = (!HasUserName || TryTakeText(out user)) && (!HasPassword || TryTakeText(out password));
        UserName = user;
        Password = password;
        return isWhole;
    }

    /// <summary>Version 5 has properties behind the two bytes of the others, if only their length.</summary>
    private bool TryReadConnack()
    {
        if (_rest.Length < 2 || (_rest[0] & 0xFE) != 0)
        {
            return false;
        }

        Flags = _rest[0];
        Reason = _rest[1];
        _rest = _rest[2..];
        Version = _rest.IsEmpty ? (byte)4 : (byte)5;
        bool isRead = TryReadProperties(MqttProperties.OfConnack, out MqttProperties properties);
        Properties = properties;
        return isRead;
    }

    private bool TryReadProperties(ulong allowed, out MqttProperties properties)
    {
        properties = default;
        return Version < 5 || MqttProperties.TryTake(ref _rest, allowed, out properties);
    }

    private bool TryTakeText(out ReadOnlySpan<byte> text) => MqttProperties.TryTakeText(ref _rest, out text);
}
