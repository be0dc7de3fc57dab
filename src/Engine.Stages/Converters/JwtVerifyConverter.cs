using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Engine.Config.Text;
using Engine.Proxy.Samples;

namespace Engine.Stages.Converters;

/// <summary>
/// <c>jwt_verify</c>: 1 when the signature holds, 0 when not, below 0 when it could not be checked. Key files are read when the
/// configuration is, so a variable can only name a file that some jwt_verify of this plan names itself. Where a variable gives the
/// algorithm, which may be the token's own word, no token holds without a signature, and no file's name is taken for a secret.
/// </summary>
internal sealed class JwtVerifyConverter : SampleConverter
{
    private const long Holds = 1;
    private const long Fails = 0;
    private const long UnknownAlgorithm = -1;
    private const long InvalidToken = -3;
    private const long UnknownCertificate = -5;

    private readonly BytesOperand _algorithm;
    private readonly BytesOperand _key;
    private readonly JwtKeyFiles _files;

    /// <summary>Of an algorithm or key that the configuration holds.</summary>
    private readonly JwtAlgorithm? _fixedAlgorithm;
    private readonly JwtKey? _fixedKey;

    private JwtVerifyConverter(BytesOperand algorithm, BytesOperand key, JwtKeyFiles files)
    {
        _algorithm = algorithm;
        _key = key;
        _files = files;
        _fixedAlgorithm = algorithm.IsConstant ? JwtAlgorithm.Find(algorithm.Constant) : null;
        _fixedKey = key.IsConstant ? files.Find(key.Constant) : null;
    }

    internal static JwtVerifyConverter? Create(SampleCallArguments call)
    {
        BytesOperand algorithm = BytesOperand.Read(call, 0);
        BytesOperand key = BytesOperand.Read(call, 1);
        JwtAlgorithm? known = algorithm.IsConstant ? JwtAlgorithm.Find(algorithm.Constant) : null;
        if (algorithm.IsConstant && known is null)
        {
            List<string> names = [];
            foreach (JwtAlgorithm one in JwtAlgorithm.All)
            {
                names.Add(one.Name);
            }

            call.Error($"'{call.Text(0)}' is no algorithm for tokens", Suggest.Fix(call.Text(0), names) ?? $"there are {string.Join(", ", names)}");
            return null;
        }

        JwtKeyFiles files = call.Compiler.Names.Shared<JwtKeyFiles>();
        bool wantsFile = known is not { Family: JwtFamily.None or JwtFamily.Secret };
        bool needsFile = wantsFile && known is not null;
        return CryptoLibrary.IsThere(call) && (!key.IsConstant || !wantsFile || files.TryAdd(call, 1, needsFile))
            ? new JwtVerifyConverter(algorithm, key, files)
            : null;
    }

    public override bool TryConvert(in SampleContext context, ref Sample sample)
    {
        long verdict = Verify(context, sample.Bytes);
        sample.Set(verdict);
        return true;
    }

    private long Verify(in SampleContext context, ReadOnlySpan<byte> text)
    {
        JwtAlgorithm? algorithm = _fixedAlgorithm;
        if (algorithm is null)
        {
            algorithm = _algorithm.TryGet(context, out ReadOnlySpan<byte> name) ? JwtAlgorithm.Find(name) : null;
        }

        if (algorithm is null)
        {
            return UnknownAlgorithm;
        }

        if (!JwtToken.TryRead(text, out JwtToken token)
            || token.Header.IsEmpty
            || !context.Scratch.TryTake(token.Signature.Length, out Span<byte> room)
            || !Base64Text.TryDecodeUrl(token.Signature, room, out int length))
        {
            return InvalidToken;
        }

        ReadOnlySpan<byte> signature = room[..length];
        switch (algorithm.Family)
        {
            case JwtFamily.None:
                return signature.IsEmpty && _algorithm.IsConstant ? Holds : Fails;
            case JwtFamily.Secret:
                return _fixedKey is null && _key.TryGet(context, out ReadOnlySpan<byte> secret) && IsSigned(algorithm, secret, token.Signed, signature) ? Holds : Fails;
            default:
                JwtKey? key = _fixedKey;
                if (key is null)
                {
                    key = _key.TryGet(context, out ReadOnlySpan<byte> path) ? _files.Find(path) : null;
                }

                return key is null ? UnknownCertificate : key.Verifies(algorithm, token.Signed, signature) ? Holds : Fails;
        }
    }

    private static bool IsSigned(JwtAlgorithm algorithm, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[DigestAlgorithm.BytesMax];
        int length = algorithm.Sign!(secret, signed, expected);
        return CryptographicOperations.FixedTimeEquals(expected[..length], signature);
    }
}
