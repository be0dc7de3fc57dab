using System;
using System.Text;
using Engine.Config.Expressions;
using Engine.Proxy.Conditions;
using Engine.Proxy.Samples;
using Engine.Stages.Regexes;

namespace Engine.Stages.Converters;

/// <summary>Looks a value up in a map; when nothing matches, the default is given, or there is no value.</summary>
internal sealed class MapConverter : SampleConverter
{
    private readonly PatternSet _map;
    private readonly MapOutput _output;
    private readonly PatternValue? _default;

    private MapConverter(PatternSet map, MapOutput output, PatternValue? byDefault)
    {
        _map = map;
        _output = output;
        _default = byDefault;
    }

    internal static MapConverter? Create(SampleCallArguments call, AclMatch match, MapOutput output)
    {
        PatternValueKind values = output switch
        {
            MapOutput.Integer => PatternValueKind.Integer,
            MapOutput.Address => PatternValueKind.Address,
            _ => PatternValueKind.Text,
        };
        PatternValue? byDefault = call.Count > 1 ? new PatternValue(call.Text(1)) : null;
        if (byDefault is not null && ((output == MapOutput.Integer && byDefault.Integer is null) || (output == MapOutput.Address && byDefault.Address is null)))
        {
            call.Error($"the default '{call.Text(1)}' of '{call.Name}' is no {(output == MapOutput.Integer ? "number" : "address")}");
            return null;
        }

        return call.Compiler.Map(call.Text(0), match, values, call) is { } map ? new MapConverter(map, output, byDefault) : null;
    }

    public override bool TryConvert(in SampleContext context, ref Sample sample)
    {
        if (_map.Find(sample) is not { } entry)
        {
            return _default is not null && Give(_default, ref sample);
        }

        switch (_output)
        {
            case MapOutput.Key:
                return GiveKey(entry, context.Scratch, ref sample);
            case MapOutput.Rewritten when entry.Compiled is ByteRegex regex:
                return RegexTemplate.TryExpand(regex, entry.Value.Bytes, context.Scratch, ref sample);
            default:
                return Give(entry.Value, ref sample);
        }
    }

    private static bool GiveKey(PatternEntry entry, Scratch scratch, ref Sample sample)
    {
        if (!scratch.TryTake(entry.Key.Length, out Span<byte> room))
        {
            return false;
        }

        Encoding.Latin1.GetBytes(entry.Key, room);
        sample.SetText(room);
        return true;
    }

    private bool Give(PatternValue value, ref Sample sample)
    {
        switch (_output)
        {
            case MapOutput.Integer:
                sample.Set(value.Integer ?? 0);
                return value.Integer is not null;
            case MapOutput.Address when value.Address is { } address:
                if (value.IsIPv4)
                {
                    sample.SetIPv4((uint)address);
                }
                else
                {
                    sample.SetIPv6(address);
                }

                return true;
            case MapOutput.Address:
                return false;
            default:
                sample.SetText(value.Bytes);
                return true;
        }
    }
}
