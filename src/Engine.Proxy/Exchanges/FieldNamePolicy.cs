using System;
using System.Buffers;
using Engine.Config.Model;
using Engine.Http;

namespace Engine.Proxy.Exchanges;

/// <summary><c>option http-restrict-req-hdr-names</c>: names that a server might take for others, because it writes "_" for "-".</summary>
internal static class FieldNamePolicy
{
    private static readonly SearchValues<byte> Usual = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);

    /// <summary>False when the request is to be refused.</summary>
    internal static bool TryApply(NameRestriction restriction, RequestHead request)
    {
        for (int i = 0; i < request.Fields.Length; i++)
        {
            HeadField field = request.Fields[i];
            if (field.IsRemoved || field.Name != FieldName.Other || request.NameOf(field).IndexOfAnyExcept(Usual) < 0)
            {
                continue;
            }

            if (restriction == NameRestriction.Reject)
            {
                return false;
            }

            request.Remove(i);
        }

        return true;
    }
}
