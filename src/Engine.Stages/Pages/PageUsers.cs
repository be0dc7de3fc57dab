using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Engine.Config.Model;
using Engine.Config.Text;
using Engine.Http;
using Engine.Proxy.Samples;

namespace Engine.Stages.Pages;

/// <summary>Who may see the statistics page (<c>stats auth</c>). Whatever is given is compared with every user, and each time in the same time.</summary>
internal sealed class PageUsers
{
    private readonly byte[][] _digests;

    public PageUsers(IReadOnlyList<StatisticsUserConfig> users)
    {
        _digests = new byte[users.Count][];
        for (int i = 0; i < users.Count; i++)
        {
            _digests[i] = SHA256.HashData(ByteText.ToBytes($"{users[i].Name}:{users[i].Password}"));
        }
    }

    public bool IsEmpty => _digests.Length == 0;

    /// <summary>True when the request names one of them, with the right password (RFC 7617).</summary>
    public bool Admit(in SampleContext context)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        bool isThere = TryDigest(context, given);
        bool found = false;
        foreach (byte[] digest in _digests)
        {
            found |= CryptographicOperations.FixedTimeEquals(digest, given);
        }

        return isThere && found;
    }

    private static bool TryDigest(in SampleContext context, Span<byte> digest)
    {
        digest.Clear();
        int index = context.Request.IndexOf(FieldName.Authorization);
        ReadOnlySpan<byte> value = index < 0 ? default : context.Request.ValueOf(context.Request.Fields[index]);
        ReadOnlySpan<byte> scheme = "Basic "u8;
        if (value.Length <= scheme.Length || !Ascii.EqualsIgnoreCase(value[..scheme.Length], scheme))
        {
            return false;
        }

        ReadOnlySpan<byte> encoded = value[scheme.Length..].Trim((byte)' ');
        if (!context.Scratch.TryTake(Base64.GetMaxDecodedFromUtf8Length(encoded.Length), out Span<byte> room)
            || Base64.DecodeFromUtf8(encoded, room, out _, out int length) != OperationStatus.Done)
        {
            return false;
        }

        return SHA256.TryHashData(room[..length], digest, out _);
    }
}
