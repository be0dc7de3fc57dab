using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Security.Cryptography;
using Engine.Proxy.Samples;
using Engine.Proxy.Variables;
using Engine.Stages.Variables;

namespace Engine.Stages.Converters;

/// <summary>
/// AES in the modes CBC and GCM (CFG 7.3.1). Nonce, key, tag and additional data are base64, or variables that hold it. A key in a
/// variable allocates (<see cref="AesKeys{TCipher}"/>), and so does a tag that is wrong, which the library reports by an exception.
/// </summary>
internal static class AesConverters
{
    private const int BlockBytes = 16;
    private const int TagBytes = 16;
    private const int GcmNonceBytes = 12;

    internal static IReadOnlyList<ConverterRow> Rows =>
    [
        new("aes_cbc_dec", "Decrypts AES-CBC with PKCS #7 padding: bits, nonce, key.", SampleType.Binary, static call => CreateCbc(call, encrypts: false)),
        new("aes_cbc_enc", "Encrypts by AES-CBC with PKCS #7 padding: bits, nonce, key.", SampleType.Binary, static call => CreateCbc(call, encrypts: true)),
        new("aes_gcm_dec", "Decrypts AES-GCM: bits, nonce, key, tag, additional data. A wrong tag gives no value.", SampleType.Binary, CreateGcmDecryption),
        new("aes_gcm_enc", "Encrypts by AES-GCM: bits, nonce, key, variable for the tag, additional data.", SampleType.Binary, CreateGcmEncryption),
    ];

    private static CbcCipher? CreateCbc(SampleCallArguments call, bool encrypts)
    {
        if (call.Has(3))
        {
            call.Error($"'{call.Name}' authenticates nothing, so additional data has no place in it", "leave it out, or use aes_gcm");
            return null;
        }

        BytesOperand? nonce = ReadNonce(call, BlockBytes);
        return nonce is not null && ReadKey(call, static key => CreateAes(key)) is { } keys ? new CbcCipher(nonce, keys, encrypts) : null;
    }

    private static GcmDecryption? CreateGcmDecryption(SampleCallArguments call)
    {
        BytesOperand? nonce = ReadNonce(call, GcmNonceBytes);
        AesKeys<AesGcm>? keys = ReadKey(call, static key => new AesGcm(key, TagBytes));
        BytesOperand? tag = BytesOperand.ReadBase64(call, 3);
        BytesOperand? more = call.Has(4) ? BytesOperand.ReadBase64(call, 4) : null;
        return nonce is null || keys is null || tag is null || (call.Has(4) && more is null) ? null : new GcmDecryption(nonce, keys, tag, more);
    }

    private static GcmEncryption? CreateGcmEncryption(SampleCallArguments call)
    {
        BytesOperand? nonce = ReadNonce(call, GcmNonceBytes);
        AesKeys<AesGcm>? keys = ReadKey(call, static key => new AesGcm(key, TagBytes));
        BytesOperand? more = call.Has(4) ? BytesOperand.ReadBase64(call, 4) : null;
        return nonce is null || keys is null || (call.Has(4) && more is null) || !VariableAccess.TryName(call, 3, out VariableName tag)
            ? null
            : new GcmEncryption(nonce, keys, tag, more);
    }

    private static Aes CreateAes(byte[] key)
    {
        Aes aes = Aes.Create();
        aes.Key = key;
        return aes;
    }

    private static BytesOperand? ReadNonce(SampleCallArguments call, int length)
    {
        BytesOperand? nonce = BytesOperand.ReadBase64(call, 1);
        if (nonce is { IsConstant: true } && nonce.Constant.Length != length)
        {
            call.Error($"the nonce of '{call.Name}' has {nonce.Constant.Length} bytes, not {length}");
            return null;
        }

        return nonce;
    }

    private static AesKeys<TCipher>? ReadKey<TCipher>(SampleCallArguments call, Func<byte[], TCipher> create)
        where TCipher : class, IDisposable
    {
        long bits = call.Integer(0, 0);
        if (bits is not (128 or 192 or 256))
        {
            call.Error($"AES has no keys of {bits} bits", "write 128, 192 or 256");
            return null;
        }

        BytesOperand? key = BytesOperand.ReadBase64(call, 2);
        if (key is { IsConstant: true } && key.Constant.Length != bits / 8)
        {
            call.Error($"the key of '{call.Name}' has {key.Constant.Length * 8} bits, not {bits}");
            return null;
        }

        return key is not null && CryptoLibrary.IsThere(call) ? new AesKeys<TCipher>(key, (int)bits, create) : null;
    }

    private sealed class CbcCipher(BytesOperand nonce, AesKeys<Aes> keys, bool encrypts) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            // Blocks that are no blocks would be an exception.
            int length = sample.Bytes.Length;
            if ((!encrypts && (length == 0 || length % BlockBytes != 0))
                || !nonce.TryGet(context, out ReadOnlySpan<byte> start) || start.Length != BlockBytes
                || !context.Scratch.TryTake(length + BlockBytes, out Span<byte> room)
                || keys.Rent(context) is not { } aes)
            {
                return false;
            }

            int written = encrypts
                ? aes.EncryptCbc(sample.Bytes, start, room, PaddingMode.PKCS7)
                : WithoutPadding(room[..aes.DecryptCbc(sample.Bytes, start, room, PaddingMode.None)]);
            keys.Return(aes);
            sample.SetBinary(written < 0 ? default : room[..written]);
            return written >= 0;
        }

        /// <summary>-1 when it is none (RFC 5652 section 6.3); by hand, because the library reports it by an exception.</summary>
        private static int WithoutPadding(ReadOnlySpan<byte> bytes)
        {
            int padding = bytes[^1];
            return padding is >= 1 and <= BlockBytes && !bytes[^padding..].ContainsAnyExcept((byte)padding) ? bytes.Length - padding : -1;
        }
    }

    private sealed class GcmDecryption(BytesOperand nonce, AesKeys<AesGcm> keys, BytesOperand tag, BytesOperand? more) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!nonce.TryGet(context, out ReadOnlySpan<byte> start) || start.Length != GcmNonceBytes
                || !tag.TryGet(context, out ReadOnlySpan<byte> expected) || expected.Length != TagBytes
                || !BytesOperand.TryGet(more, context, out ReadOnlySpan<byte> data)
                || !context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room)
                || keys.Rent(context) is not { } aes)
            {
                return false;
            }

            try
            {
                aes.Decrypt(start, sample.Bytes, expected, room, data);
                sample.SetBinary(room);
                return true;
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
            finally
            {
                keys.Return(aes);
            }
        }
    }

    private sealed class GcmEncryption(BytesOperand nonce, AesKeys<AesGcm> keys, VariableName tag, BytesOperand? more) : SampleConverter
    {
        public override bool TryConvert(in SampleContext context, ref Sample sample)
        {
            if (!nonce.TryGet(context, out ReadOnlySpan<byte> start) || start.Length != GcmNonceBytes
                || !BytesOperand.TryGet(more, context, out ReadOnlySpan<byte> data)
                || !context.Scratch.TryTake(sample.Bytes.Length, out Span<byte> room)
                || keys.Rent(context) is not { } aes)
            {
                return false;
            }

            Span<byte> made = stackalloc byte[TagBytes];
            aes.Encrypt(start, sample.Bytes, room, made, data);
            keys.Return(aes);
            Span<byte> text = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(TagBytes)];
            Base64.EncodeToUtf8(made, text, out _, out _);
            scoped Sample kept = default;
            kept.SetText(text);
            sample.SetBinary(room);
            return VariableAccess.TrySet(context, tag, kept);
        }
    }
}
