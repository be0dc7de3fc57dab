using System;
using System.Text;

namespace Engine.Http;

/// <summary>Reads Accept-Encoding (RFC 9110 section 12.5.3). Allocates nothing; cost: one walk over the fields for each coding asked about.</summary>
public static class AcceptEncoding
{
    /// <summary>What the field says about a coding: what it says about the name, else about <c>*</c>, else that it is not wanted.</summary>
    /// <param name="coding">Lower case, such as "gzip".</param>
    public static CodingPreference Of(RequestHead head, ReadOnlySpan<byte> coding)
    {
        CodingPreference named = default;
        CodingPreference any = default;
        int position = 0;
        for (int i = head.IndexOf(FieldName.AcceptEncoding); i >= 0; i = head.IndexOf(FieldName.AcceptEncoding, i + 1))
        {
            ReadOnlySpan<byte> rest = head.ValueOf(head.Fields[i]);
            while (TokenList.TryNext(ref rest, out ReadOnlySpan<byte> member))
            {
                int semicolon = member.IndexOf((byte)';');
                ReadOnlySpan<byte> name = TokenList.Trim(semicolon < 0 ? member : member[..semicolon]);
                bool isAny = name.SequenceEqual("*"u8);
                if (isAny || Ascii.EqualsIgnoreCase(name, coding))
                {
                    CodingPreference said = new(semicolon < 0 ? QualityValue.Max : QualityValue.Find(member[(semicolon + 1)..]), position, !isAny);
                    ref CodingPreference best = ref isAny ? ref any : ref named;
                    best = said.Quality > best.Quality || (best == default && said != default) ? said : best;
                }

                position++;
            }
        }

        return named.IsNamed ? named : any;
    }
}
