namespace Engine.Stages.Converters;

/// <summary>What kind of key a signature is checked with.</summary>
internal enum JwtFamily : byte
{
    /// <summary>There is no signature.</summary>
    None,

    /// <summary>HMAC.</summary>
    Secret,

    /// <summary>RSASSA-PKCS1-v1_5.</summary>
    Rsa,

    /// <summary>RSASSA-PSS.</summary>
    RsaPss,

    /// <summary>ECDSA.</summary>
    EllipticCurve,
}
