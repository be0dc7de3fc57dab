namespace Engine.Http;

/// <summary>Where in the grammar of RFC 9112 section 7.1 a <see cref="ChunkedDecoder"/> stands. Names say what comes next.</summary>
internal enum ChunkState : byte
{
    FirstDigit,
    Digit,

    /// <summary>Blanks were seen behind the size: only an extension may follow.</summary>
    Semicolon,
    ExtensionName,
    ExtensionNameRest,

    /// <summary>Blanks were seen behind the name: "=" or another extension.</summary>
    EqualsSign,
    ExtensionValue,
    ExtensionToken,
    ExtensionQuoted,
    ExtensionQuotedPair,
    ExtensionQuoteEnd,

    /// <summary>Blanks were seen behind a value: only another extension may follow.</summary>
    NextSemicolon,
    SizeLineFeed,
    Data,
    DataCarriageReturn,
    DataLineFeed,
    Trailers,
    Ended,
    Failed,
}
