using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>Converters of the first packet of an MQTT connection (CFG 7.3.1): CONNECT in a request, CONNACK in a response.</summary>
internal static class MqttConverters
{
    private const string Types = "write connect (or 1) or connack (or 2)";

    /// <summary>Room for a number of 32 bits in digits.</summary>
    private const int DigitsMax = 10;

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        ConverterRow.Of("mqtt_is_valid", "True when the bytes begin with a whole and valid CONNECT or CONNACK packet of MQTT.", SampleType.Binary, IsValid),
        new("mqtt_field_value", "A field or, by its number, a property of a CONNECT or CONNACK packet of MQTT.", SampleType.Binary, Create),
    ];

    private enum Field : byte { Flags, ProtocolName, ProtocolVersion, ClientIdentifier, WillTopic, WillPayload, UserName, Password, KeepAlive, ReasonCode, Property }

    private static bool IsValid(in SampleContext context, ref Sample sample)
    {
        bool isValid = MqttPacket.TryRead(sample.Bytes, out MqttPacket packet);
        sample.Set(isValid);
        return isValid || !packet.IsCut;
    }

    private static FieldOf? Create(SampleCallArguments call)
    {
        byte type = call.Text(0).ToLowerInvariant() switch
        {
            "connect" or "1" => MqttPacket.Connect,
            "connack" or "2" => MqttPacket.Connack,
            _ => 0,
        };
        if (type == 0)
        {
            call.Error($"'{call.Text(0)}' is no packet with fields that can be read", Types);
            return null;
        }

        if (FieldNamed(call.Text(1), type, out int property) is not { } field)
        {
            string names = type == MqttPacket.Connect
                ? "flags, protocol_name, protocol_version, client_identifier, will_topic, will_payload, username, password, keepalive"
                : "flags, protocol_version, reason_code";
            call.Error($"such a packet has no field '{call.Text(1)}'", $"write one of {names}, or the number of a property");
            return null;
        }

        return new FieldOf(type, field, property);
    }

    private static Field? FieldNamed(string name, byte type, out int property)
    {
        ulong allowed = type == MqttPacket.Connect ? MqttProperties.OfConnect | MqttProperties.OfWill : MqttProperties.OfConnack;
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out property))
        {
            return property is > 0 and < 64 and not MqttProperties.User && (allowed >> property & 1) != 0 ? Field.Property : null;
        }

        return (name.ToLowerInvariant(), type) switch
        {
            ("flags", _) => Field.Flags,
            ("protocol_version", _) => Field.ProtocolVersion,
            ("reason_code", MqttPacket.Connack) => Field.ReasonCode,
            ("protocol_name", MqttPacket.Connect) => Field.ProtocolName,
            ("client_identifier", MqttPacket.Connect) => Field.ClientIdentifier,
            ("will_topic", MqttPacket.Connect) => Field.WillTopic,
            ("will_payload", MqttPacket.Connect) => Field.WillPayload,
            ("username", MqttPacket.Connect) => Field.UserName,
            ("password", MqttPacket.Connect) => Field.Password,
            ("keepalive", MqttPacket.Connect) => Field.KeepAlive,
            _ => null,
        };
    }

    private sealed class FieldOf(byte type, Field field, int property) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!MqttPacket.TryRead(sample.Bytes, out MqttPacket packet) || packet.Type != type)
            {
                return false;
            }

            return field switch
            {
                Field.Flags => Give(context, ref sample, packet.Flags),
                Field.ProtocolVersion => Give(context, ref sample, packet.Version),
                Field.ReasonCode => Give(context, ref sample, packet.Reason),
                Field.KeepAlive => Give(context, ref sample, packet.KeepAlive),
                Field.ProtocolName => Give(ref sample, packet.ProtocolName, true),
                Field.ClientIdentifier => Give(ref sample, packet.ClientIdentifier, true),
                Field.WillTopic => Give(ref sample, packet.WillTopic, packet.HasWill),
                Field.WillPayload => Give(ref sample, packet.WillPayload, packet.HasWill),
                Field.UserName => Give(ref sample, packet.UserName, packet.HasUserName),
                Field.Password => Give(ref sample, packet.Password, packet.HasPassword),
                _ => GiveProperty(context, ref sample, packet),
            };
        }

        private bool GiveProperty(in SampleContext context, ref Sample sample, MqttPacket packet)
        {
            bool isThere = packet.Properties.TryFind(property, out ReadOnlySpan<byte> value) || packet.WillProperties.TryFind(property, out value);
            bool isOfWill = type == MqttPacket.Connect && (MqttProperties.OfWill >> property & 1) != 0;
            if (!isThere && (packet.Version < 5 || !MqttProperties.IsNumber(property) || (isOfWill && !packet.HasWill)))
            {
                return false;
            }

            if (!MqttProperties.IsNumber(property))
            {
                return Give(ref sample, value, true);
            }

            // A number that is not there is 0, as in HAProxy.
            uint number = 0;
            foreach (byte digit in value)
            {
                number = number << 8 | digit;
            }

            return Give(context, ref sample, number);
        }

        private static bool Give(ref Sample sample, ReadOnlySpan<byte> text, bool isThere)
        {
            sample.SetText(text);
            return isThere;
        }

        private static bool Give(in SampleContext context, ref Sample sample, uint number)
        {
            if (!context.Scratch.TryTake(DigitsMax, out Span<byte> room) || !Utf8Formatter.TryFormat(number, room, out int length))
            {
                return false;
            }

            sample.SetText(room[..length]);
            return true;
        }
    }
}
