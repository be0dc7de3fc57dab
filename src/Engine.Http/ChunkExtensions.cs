namespace Engine.Http;

/// <summary>
/// The grammar of chunk extensions as transitions (RFC 9112 section 7.1.1):
/// *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )
/// </summary>
internal static class ChunkExtensions
{
    /// <summary>The state after a byte; <see cref="ChunkState.Failed"/> where the grammar has no place for it.</summary>
    internal static ChunkState Next(ChunkState state, byte value)
    {
        bool blank = TokenList.IsBlank(value);
        bool token = !TokenClass.Stops(value);
        return (state, (char)value) switch
        {
            (ChunkState.Semicolon or ChunkState.NextSemicolon, ';') => ChunkState.ExtensionName,
            (ChunkState.Semicolon or ChunkState.NextSemicolon, _) when blank => state,

            (ChunkState.ExtensionName, _) when blank => ChunkState.ExtensionName,
            (ChunkState.ExtensionName, _) when token => ChunkState.ExtensionNameRest,

            (ChunkState.ExtensionNameRest, _) when token => ChunkState.ExtensionNameRest,
            (ChunkState.ExtensionNameRest, _) when blank => ChunkState.EqualsSign,
            (ChunkState.ExtensionNameRest or ChunkState.EqualsSign, '=') => ChunkState.ExtensionValue,
            (ChunkState.ExtensionNameRest or ChunkState.EqualsSign, ';') => ChunkState.ExtensionName,
            (ChunkState.ExtensionNameRest, '\r') => ChunkState.SizeLineFeed,
            (ChunkState.EqualsSign, _) when blank => ChunkState.EqualsSign,

            (ChunkState.ExtensionValue, _) when blank => ChunkState.ExtensionValue,
            (ChunkState.ExtensionValue, '"') => ChunkState.ExtensionQuoted,
            (ChunkState.ExtensionValue or ChunkState.ExtensionToken, _) when token => ChunkState.ExtensionToken,

            (ChunkState.ExtensionQuoted, '"') => ChunkState.ExtensionQuoteEnd,
            (ChunkState.ExtensionQuoted, '\\') => ChunkState.ExtensionQuotedPair,
            (ChunkState.ExtensionQuoted or ChunkState.ExtensionQuotedPair, _) when IsText(value) => ChunkState.ExtensionQuoted,

            (ChunkState.ExtensionToken or ChunkState.ExtensionQuoteEnd, ';') => ChunkState.ExtensionName,
            (ChunkState.ExtensionToken or ChunkState.ExtensionQuoteEnd, '\r') => ChunkState.SizeLineFeed,
            (ChunkState.ExtensionToken or ChunkState.ExtensionQuoteEnd, _) when blank => ChunkState.NextSemicolon,
            _ => ChunkState.Failed,
        };
    }

    /// <summary>HTAB, SP, VCHAR and obs-text (RFC 9110 section 5.6.4).</summary>
    private static bool IsText(byte value) => value is (byte)'\t' or (>= (byte)' ' and not 0x7F);
}
