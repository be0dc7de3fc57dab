using Engine.Stages.Tests.Stand;
using Xunit;

namespace Engine.Stages.Tests.Converters;

/// <summary>The first packets of MQTT connections (CFG 7.3.1 mqtt_is_valid, mqtt_field_value), beside what HAProxy 2.6 gave for the same bytes.</summary>
public sealed class MqttConverterTests(ConverterStand stand) : IClassFixture<ConverterStand>
{
    /// <summary>MQTT 3.1.1, flags 0xEE: user "bob", password "pw", will "t" with "gone", 60 s, client "c1".</summary>
    private const string Plain = "102000044d51545404ee003c000263310001740004676f6e650003626f6200027077";

    /// <summary>MQTT 5.0, clean start: session expiry 3600, receive maximum 20, authentication method "m" with data "d"; client "c5".</summary>
    private const string Modern = "101f00044d5154540502000a101100000e102100141500016d1600016400026335";

    [Theory]
    [InlineData(Plain, "1")]
    [InlineData(Modern, "1")]
    [InlineData("100f00064d514973647003020001000163", "1")]
    [InlineData("100f00064d514973647003020001000163c000", "1")]
    [InlineData("100f00064d514973647004020001000163", "0")]
    [InlineData("100d00044d51545404020001000163", "1")]
    [InlineData("100d00044d51545404030001000163", "0")]
    [InlineData("100d00044d51545406020001000163", "0")]
    [InlineData("110d00044d51545404020001000163", "0")]
    [InlineData("100d00044d515454040200010001", null)]
    [InlineData("10", null)]
    [InlineData("3003000161", "0")]
    [InlineData("20020000", "1")]
    [InlineData("20020200", "0")]
    [InlineData("20020006", "1")]
    [InlineData("2003008700", "1")]
    [InlineData("20050000022a01", "1")]
    [InlineData("20050000022a02", "0")]
    [InlineData("20070000042a012a01", "0")]
    [InlineData("2006000003210000", "0")]
    [InlineData("2006000003210001", "1")]
    [InlineData("20060000031a0000", "1")]
    [InlineData("20060000030b0100", "0")]
    public void Packets_AreJudged(string bytes, string? expected) => Assert.Equal(expected, stand.Text($"bin({bytes}),mqtt_is_valid"));

    [Theory]
    [InlineData(Plain, "connect,protocol_name", "MQTT")]
    [InlineData(Plain, "1,Protocol_Version", "4")]
    [InlineData(Plain, "CONNECT,flags", "238")]
    [InlineData(Plain, "connect,keepalive", "60")]
    [InlineData(Plain, "connect,client_identifier", "c1")]
    [InlineData(Plain, "connect,will_topic", "t")]
    [InlineData(Plain, "connect,will_payload", "gone")]
    [InlineData(Plain, "connect,username", "bob")]
    [InlineData(Plain, "connect,password", "pw")]
    [InlineData(Plain, "connect,17", null)]
    [InlineData(Plain, "connack,flags", null)]
    [InlineData(Modern, "connect,client_identifier", "c5")]
    [InlineData(Modern, "connect,username", null)]
    [InlineData(Modern, "connect,17", "3600")]
    [InlineData(Modern, "connect,33", "20")]
    [InlineData(Modern, "connect,34", "0")]
    [InlineData(Modern, "connect,21", "m")]
    [InlineData(Modern, "connect,22", "d")]
    [InlineData(Modern, "connect,24", null)]
    [InlineData("20020105", "2,reason_code", "5")]
    [InlineData("20020105", "2,flags", "1")]
    [InlineData("20020105", "2,protocol_version", "4")]
    [InlineData("2009008706120003616263", "connack,18", "abc")]
    [InlineData("2009008706120003616263", "connack,protocol_version", "5")]
    [InlineData("2009008706120003616263", "connack,reason_code", "135")]
    public void Fields_AreRead(string bytes, string arguments, string? expected) => Assert.Equal(expected, stand.Text($"bin({bytes}),mqtt_field_value({arguments})"));

    [Theory]
    [InlineData("publish,flags", "'publish' is no packet with fields that can be read")]
    [InlineData("connack,username", "such a packet has no field 'username'")]
    [InlineData("connect,38", "such a packet has no field '38'")]
    public void Mistakes_AreNamed(string arguments, string message) => Assert.Contains(message, SampleStand.Diagnose($"http-request set-header X %[str(x),mqtt_field_value({arguments})]"), System.StringComparison.Ordinal);
}
