using Engine.Http;

namespace Engine.Proxy.Compression;

/// <summary>Which coding a response gets: RFC 9110 section 12.5.3, and where that leaves a choice, HAProxy's.</summary>
internal static class CodecChoice
{
    private static CodecPlan? Identity(CodecPlan[] codecs)
    {
        foreach (CodecPlan codec in codecs)
        {
            if (codec.Row.Create is null)
            {
                return codec;
            }
        }

        return null;
    }

    /// <summary>
    /// The coding that the client likes best; between equals the one it names first, or the one the operator does when the list is
    /// ranked. Null when it accepts none, or likes the body better as it is.
    /// </summary>
    internal static CodecPlan? Choose(CompressionPlan plan, RequestHead request)
    {
        CodecPlan[] codecs = plan.ResponseCodecs;
        if (request.IndexOf(FieldName.AcceptEncoding) < 0 || IsMisledBrowser(request))
        {
            return Identity(codecs);
        }

        CodecPlan? best = null;
        CodingPreference bestLiked = default;
        foreach (CodecPlan codec in codecs)
        {
            CodingPreference liked = codec.Row.Create is null ? default : AcceptEncoding.Of(request, codec.Token);
            bool isEarlier = !plan.IsRanked && liked.Quality == bestLiked.Quality && liked.Position < bestLiked.Position;
            if (liked.Quality > 0 && (liked.Quality > bestLiked.Quality || isEarlier))
            {
                (best, bestLiked) = (codec, liked);
            }
        }

        CodingPreference plain = AcceptEncoding.Of(request, "identity"u8);
        return best is null || (plain.IsNamed && plain.Quality > bestLiked.Quality) ? Identity(codecs) : best;
    }

    /// <summary>Browsers that say "Mozilla/4" announced what they could not decode, but for MSIE 6 with XP SP2 and later ones.</summary>
    private static bool IsMisledBrowser(RequestHead request)
    {
        const int Msie = 25;
        const int Version = Msie + 5;
        const int ServicePack = 51;
        int at = request.IndexOf(FieldName.UserAgent);
        if (at < 0)
        {
            return false;
        }

        System.ReadOnlySpan<byte> agent = request.ValueOf(request.Fields[at]);
        if (!System.MemoryExtensions.StartsWith(agent, "Mozilla/4"u8))
        {
            return false;
        }

        bool isMsie = agent.Length > Version && System.MemoryExtensions.StartsWith(agent[Msie..], "MSIE "u8);
        bool isFixed = isMsie && agent.Length >= ServicePack + 3 && System.MemoryExtensions.StartsWith(agent[ServicePack..], "SV1"u8);
        return !isMsie || agent[Version] < '6' || (agent[Version] == '6' && !isFixed);
    }
}
