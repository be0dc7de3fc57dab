using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Fetches;

/// <summary><c>url_param(name,delim,i)</c> and its kin: the first value of that name, or of any (CFG 7.3.6); each in turn where values are tried in turn.</summary>
internal sealed class UrlParameterFetch : SampleFetch
{
    private readonly ParameterName _name;
    private readonly byte _delimiter;
    private readonly bool _asInteger;

    private UrlParameterFetch(SampleCallArguments call, bool asInteger)
    {
        _name = NameOf(call, flag: 2);
        _delimiter = call.Has(1) ? call.Bytes(1)[0] : (byte)'?';
        _asInteger = asInteger;
    }

    internal static IReadOnlyList<FetchRow> Rows =>
    [
        new("url_param", "A parameter of the query, as it was sent.", SampleNeeds.RequestHead, static call => new UrlParameterFetch(call, asInteger: false)),
        new("urlp", "A parameter of the query, as it was sent.", SampleNeeds.RequestHead, static call => new UrlParameterFetch(call, asInteger: false)),
        new("urlp_val", "A parameter of the query as a number.", SampleNeeds.RequestHead, static call => new UrlParameterFetch(call, asInteger: true)),
    ];

    /// <summary>The name in the first argument; "i" in another makes its case not matter.</summary>
    internal static ParameterName NameOf(SampleCallArguments call, int flag)
    {
        bool ignoreCase = call.Text(flag).StartsWith('i');
        if (call.Has(flag) && !ignoreCase)
        {
            call.Warning($"'{call.Text(flag)}' means nothing to '{call.Name}' and is ignored", "write i to ignore the case of names, or nothing");
        }

        return new ParameterName(call.Bytes(0), ignoreCase);
    }

    public override bool TryFetch(in SampleContext context, ref Sample sample)
    {
        ReadOnlySpan<byte> target = context.Request.Target;
        int start = target.IndexOf(_delimiter) + 1;
        int position = sample.Cursor;
        if (start == 0 || !ParameterList.TryNext(target[start..], ref position, _name, _delimiter, out ReadOnlySpan<byte> value))
        {
            return false;
        }

        sample.Cursor = position;
        sample.HasMore = sample.Iterates;
        if (_asInteger)
        {
            sample.Set(LooseInteger.Read(value));
        }
        else
        {
            sample.SetText(value);
        }

        return true;
    }
}
