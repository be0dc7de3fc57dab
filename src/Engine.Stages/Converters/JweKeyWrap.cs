namespace Engine.Stages.Converters;

/// <summary>How the key of a token's content is carried in it (RFC 7518 section 4.1).</summary>
internal enum JweKeyWrap : byte
{
    /// <summary>Not at all: the secret is that key (section 4.5).</summary>
    Direct,

    /// <summary>AES Key Wrap (section 4.4).</summary>
    Aes,

    /// <summary>AES-GCM (section 4.7).</summary>
    AesGcm,

    /// <summary>RSAES-PKCS1-v1_5 (section 4.2).</summary>
    RsaPkcs1,

    /// <summary>RSAES-OAEP with SHA-1, or with SHA-256 (section 4.3).</summary>
    RsaOaep,
    RsaOaep256,
}
