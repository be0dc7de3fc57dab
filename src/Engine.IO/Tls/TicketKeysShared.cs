using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading;

namespace Engine.IO.Tls;

/// <summary>
/// Keys of session tickets, shared by all loops and listeners, so that a client may come back to any of them. The newest seals;
/// older ones still open, and a ticket opened with one of them is given anew. Read without locks: the array is replaced at once.
/// </summary>
public sealed unsafe class TicketKeysShared
{
    private const int NameBytes = 16;
    private const int IvBytes = 16;
    private const int SecretBytes = 32;

    /// <summary>OpenSSL's key callback: reject, use, use and give a new ticket.</summary>
    private const int Rejected = 0;
    internal const int Accepted = 1;
    internal const int Renewed = 2;

    private readonly int _opensMax;
    private Key[] _keys;

    private TicketKeysShared(Key[] keys, int opensMax)
    {
        _keys = keys;
        _opensMax = opensMax;
    }

    /// <summary>Keys made up here, to be changed from time to time with <see cref="Rotate()"/>.</summary>
    /// <param name="opensMax">How many keys are kept, the one that seals among them.</param>
    public static TicketKeysShared Random(int opensMax) => new([Key.Random()], opensMax);

    /// <summary>
    /// <c>tls-ticket-keys</c>: one key a line, base64 of 48 bytes (AES-128) or 80 (AES-256), at least three; the last but one seals.
    /// Null after an error.
    /// </summary>
    public static TicketKeysShared? FromText(string text, out string? error)
    {
        error = null;
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Key[] keys = new Key[lines.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            byte[] bytes = new byte[lines[i].Length];
            if (!Convert.TryFromBase64String(lines[i], bytes, out int length) || length is not (48 or 80))
            {
                error = $"line {i + 1} is not a key: write what 'openssl rand -base64 80' prints";
                return null;
            }

            keys[i] = new Key(bytes.AsSpan(0, length));
        }

        if (keys.Length < 3)
        {
            error = $"there are {keys.Length} keys: write at least three, one a line, each made by 'openssl rand -base64 80'";
            return null;
        }

        return new TicketKeysShared(Ordered(keys), keys.Length);
    }

    /// <summary>True once <see cref="TryAdvance"/> has changed them.</summary>
    public bool IsAdvanced { get; private set; }

    /// <summary>A new key seals from now on; the oldest is forgotten. Any thread.</summary>
    public void Rotate() => Push(Key.Random());

    /// <summary>
    /// <c>set ssl tls-key</c>, for keys of a file: the one that was to come next seals from now on, and this one comes next. So it can
    /// be given to one machine after the other before any of them uses it. False when it is none. Any thread.
    /// </summary>
    public bool TryAdvance(ReadOnlySpan<byte> key)
    {
        if (key.Length is not (48 or 80))
        {
            return false;
        }

        Key next = new(key);
        Key[] before;
        Key[] after;
        do
        {
            before = Volatile.Read(ref _keys);
            after = new Key[before.Length];
            after[0] = before[1];
            after[1] = next;
            after[2] = before[0];
            Array.Copy(before, 2, after, 3, after.Length - 3);
        }
        while (Interlocked.CompareExchange(ref _keys, after, before) != before);
        IsAdvanced = true;
        return true;
    }

    /// <summary>As in the file: the oldest first, then the one that seals, then the one that comes next. Base64.</summary>
    public IReadOnlyList<string> ToText()
    {
        Key[] keys = Volatile.Read(ref _keys);
        List<string> lines = [];
        for (int i = keys.Length - 1; i >= 2; i--)
        {
            lines.Add(keys[i].ToText());
        }

        return [.. lines, keys[0].ToText(), keys[1].ToText()];
    }

    /// <summary>For OpenSSL: prepares to make a ticket.</summary>
    internal int Seal(byte* name, byte* iv, nint cipher, nint mac)
    {
        Key key = Volatile.Read(ref _keys)[0];
        key.Name.CopyTo(new Span<byte>(name, NameBytes));
        RandomNumberGenerator.Fill(new Span<byte>(iv, IvBytes));
        fixed (byte* secret = key.Cipher)
        {
            bool good = LibCrypto.EVP_EncryptInit_ex(cipher, key.Algorithm, 0, secret, iv) == 1 && SetMac(mac, key);
            return good ? Accepted : -1;
        }
    }

    /// <summary>For OpenSSL: prepares to open a ticket.</summary>
    internal int Open(byte* name, byte* iv, nint cipher, nint mac)
    {
        Key[] keys = Volatile.Read(ref _keys);
        ReadOnlySpan<byte> wanted = new(name, NameBytes);
        for (int i = 0; i < keys.Length; i++)
        {
            if (!wanted.SequenceEqual(keys[i].Name))
            {
                continue;
            }

            fixed (byte* secret = keys[i].Cipher)
            {
                bool good = SetMac(mac, keys[i]) && LibCrypto.EVP_DecryptInit_ex(cipher, keys[i].Algorithm, 0, secret, iv) == 1;
                return good ? i == 0 ? Accepted : Renewed : -1;
            }
        }

        return Rejected;
    }

    /// <summary>A file's last line is the key that comes next: it opens already, so that its turn may come everywhere at once.</summary>
    private static Key[] Ordered(Key[] keys)
    {
        Key[] ordered = new Key[keys.Length];
        ordered[0] = keys[^2];
        ordered[1] = keys[^1];
        for (int i = 0; i < keys.Length - 2; i++)
        {
            ordered[i + 2] = keys[keys.Length - 3 - i];
        }

        return ordered;
    }

    private void Push(Key key)
    {
        Key[] before;
        Key[] after;
        do
        {
            before = Volatile.Read(ref _keys);
            after = new Key[Math.Min(before.Length + 1, _opensMax)];
            after[0] = key;
            Array.Copy(before, 0, after, 1, after.Length - 1);
        }
        while (Interlocked.CompareExchange(ref _keys, after, before) != before);
    }

    private static bool SetMac(nint mac, Key key)
    {
        fixed (byte* secret = key.Mac)
        {
            return LibCrypto.HMAC_Init_ex(mac, secret, key.Mac.Length, TicketAlgorithms.Sha256, 0) == 1;
        }
    }

    /// <summary>48 bytes: name, MAC key, AES-128 key, 16 each. 80 bytes: name 16, MAC key 32, AES-256 key 32.</summary>
    private sealed class Key
    {
        internal Key(ReadOnlySpan<byte> bytes)
        {
            int secret = (bytes.Length - NameBytes) / 2;
            Name = bytes[..NameBytes].ToArray();
            Mac = bytes.Slice(NameBytes, secret).ToArray();
            Cipher = bytes[(NameBytes + secret)..].ToArray();
            Algorithm = secret == SecretBytes ? TicketAlgorithms.Aes256Cbc : TicketAlgorithms.Aes128Cbc;
        }

        internal byte[] Name { get; }

        internal byte[] Mac { get; }

        internal byte[] Cipher { get; }

        internal nint Algorithm { get; }

        internal string ToText() => Convert.ToBase64String([.. Name, .. Mac, .. Cipher]);

        internal static Key Random()
        {
            Span<byte> bytes = stackalloc byte[NameBytes + (2 * SecretBytes)];
            RandomNumberGenerator.Fill(bytes);
            return new Key(bytes);
        }
    }
}
