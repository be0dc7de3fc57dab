using System;
using System.Collections.Generic;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>
/// <c>jwt_decrypt_*</c>: what an encrypted token says (CFG 7.3.1 jwt_decrypt_cert; RFC 7516, algorithms of RFC 7518), or no value when it
/// cannot be opened. The operator chooses the key, and so which family of algorithms a token may name.
/// </summary>
internal sealed class JwtDecryptConverter : SampleConverter
{
    private static readonly JsonPath KeyType = JsonPath.Member("kty");
    private static readonly JsonPath SecretOfKey = JsonPath.Member("k");

    private readonly BytesOperand _operand;

    /// <summary>Of an operand that the configuration holds.</summary>
    private readonly JweKey? _fixedKey;

    /// <summary>Makes a key of what a variable holds. Null: there is none in it.</summary>
    private readonly KeyReader _read;

    private JwtDecryptConverter(BytesOperand operand, JweKey? fixedKey, KeyReader read)
    {
        _operand = operand;
        _fixedKey = fixedKey;
        _read = read;
    }

    private delegate JweKey? KeyReader(ReadOnlySpan<byte> text, Scratch scratch);

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("jwt_decrypt_cert", "What a token says that was encrypted for the RSA key in a PEM file.", SampleType.Binary, CreateCertificate),
        new("jwt_decrypt_jwk", "What a token says that was encrypted for a JSON Web Key: a secret, or a private RSA key.", SampleType.Binary, CreateJwk),
        new("jwt_decrypt_secret", "What a token says that was encrypted with a secret, given in base64.", SampleType.Binary, CreateSecret),
    ];

    public override bool TryConvert(in SampleContext context, ref Sample sample)
    {
        Scratch scratch = context.Scratch;
        JweKey? key = _fixedKey;
        if (key is null)
        {
            key = _operand.TryGet(context, out ReadOnlySpan<byte> text) ? _read(text, scratch) : null;
        }

        if (key is null
            || !JweToken.TryRead(sample.Bytes, out JweToken token)
            || !JweHeader.TryRead(token.Header, scratch, out JweHeader header)
            || !JweHeader.TryDecode(token.EncryptedKey, scratch, out ReadOnlySpan<byte> encrypted)
            || !key.TryUnwrap(header, encrypted, scratch, out ReadOnlySpan<byte> contentKey)
            || !JweContent.TryDecrypt(header, token, contentKey, scratch, out ReadOnlySpan<byte> plain))
        {
            return false;
        }

        sample.SetBinary(plain);
        return true;
    }

    private static JwtDecryptConverter? CreateSecret(SampleCallArguments call)
    {
        if (!CryptoLibrary.IsThere(call) || BytesOperand.ReadBase64(call, 0) is not { } secret)
        {
            return null;
        }

        return new JwtDecryptConverter(secret, secret.IsConstant ? JweKey.Of(secret.Constant) : null, static (text, _) => JweKey.Of(text.ToArray()));
    }

    private static JwtDecryptConverter? CreateCertificate(SampleCallArguments call)
    {
        BytesOperand path = BytesOperand.Read(call, 0);
        JweKeyFiles files = call.Compiler.Names.Shared<JweKeyFiles>();
        return CryptoLibrary.IsThere(call) && (!path.IsConstant || files.TryAdd(call, 0))
            ? new JwtDecryptConverter(path, path.IsConstant ? files.Find(path.Constant) : null, (text, _) => files.Find(text))
            : null;
    }

    private static JwtDecryptConverter? CreateJwk(SampleCallArguments call)
    {
        BytesOperand jwk = BytesOperand.Read(call, 0);
        if (!CryptoLibrary.IsThere(call))
        {
            return null;
        }

        JweKey? key = jwk.IsConstant ? ReadJwk(jwk.Constant, new Scratch()) : null;
        if (jwk.IsConstant && key is null)
        {
            call.Error($"the argument of '{call.Name}' is no JSON Web Key that opens tokens", "write an object with kty \"oct\" and k, or with kty \"RSA\" and n, e, d, p, q, dp, dq, qi; or name a variable");
            return null;
        }

        return new JwtDecryptConverter(jwk, key, ReadJwk);
    }

    private static JweKey? ReadJwk(ReadOnlySpan<byte> json, Scratch scratch)
    {
        if (!JweHeader.TryText(json, KeyType, scratch, out ReadOnlySpan<byte> type))
        {
            return null;
        }

        if (type.SequenceEqual("oct"u8))
        {
            return JweHeader.TryBytes(json, SecretOfKey, scratch, out ReadOnlySpan<byte> secret) ? JweKey.Of(secret.ToArray()) : null;
        }

        return type.SequenceEqual("RSA"u8) && JweRsaKey.ReadJwk(json, scratch) is { } rsa ? JweKey.Of(rsa) : null;
    }
}
