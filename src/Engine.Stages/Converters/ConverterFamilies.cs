using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>The converters that need nothing but the value: every family of this folder but those that belong to maps, variables and captures.</summary>
internal static class ConverterFamilies
{
    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        .. TextConverters.Rows,
        .. PartConverters.Rows,
        .. JoinConverters.Rows,
        .. CompareConverters.Rows,
        .. IntegerConverters.Rows,
        .. DateConverters.Rows,
        .. HashConverters.Rows,
        .. EncodingConverters.Rows,
        .. ChunkConverters.Rows,
        .. DigestConverters.Rows,
        .. AesConverters.Rows,
        .. UrlConverters.Rows,
        .. LanguageConverter.Rows,
        .. JsonConverter.Rows,
        .. JsonQueryConverter.Rows,
        .. JwtConverters.Rows,
        .. ForwardedConverters.Rows,
        .. RegsubConverter.Rows,
        .. AddressConverters.Rows,
        .. NameConverters.Rows,
        .. X509Errors.Rows,
        .. MqttConverters.Rows,
        .. DebugConverter.Rows,
        .. WhenConverter.Rows,
    ];
}
