using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading;

namespace Engine.Proxy.Users;

/// <summary>
/// The users of a <c>userlist</c> section. Read by all loops.
/// A hash of crypt(3) takes milliseconds, up to a tenth of a second with bcrypt, and a browser sends the password with every
/// request: so what was found right is remembered, as a keyed 128-bit hash and never as text, in a table that does not grow.
/// Only right passwords get in, so that guessing cannot push them out; a wrong one costs a whole computation each time, on the
/// loop that asked, as in HAProxy.
/// </summary>
public sealed class UserListShared
{
    /// <summary>A power of two; a user more than that costs another computation now and then.</summary>
    private const int VerifiedMax = 4096;

    private const int PasswordBytesMax = 1024;

    private readonly UserPlan[] _users;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly KeyedHash _hash;
    private readonly CryptLibrary? _crypt;

    /// <summary>A reference is read and written whole, so loops need no lock: at worst two of them compute the same.</summary>
    private readonly VerifiedUser?[] _verified;

    internal UserListShared(UserPlan[] users, KeyedHash hash, CryptLibrary? crypt)
    {
        _users = users;
        _hash = hash;
        _crypt = crypt;
        _verified = crypt is null ? [] : new VerifiedUser?[VerifiedMax];
        Dictionary<string, int> byName = new(StringComparer.Ordinal);
        for (int i = 0; i < users.Length; i++)
        {
            byName[Engine.Config.Text.ByteText.FromBytes(users[i].Name)] = i;
        }

        _byName = byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Times crypt(3) was called.</summary>
    internal long Computations { get; private set; }

    /// <summary>The user's groups when the list has that user with that password; else null. Allocates when it is the first time only.</summary>
    public byte[][]? Verify(ReadOnlySpan<byte> name, ReadOnlySpan<byte> password)
    {
        Span<char> text = stackalloc char[PasswordBytesMax];
        if (name.Length > PasswordBytesMax || password.Length > PasswordBytesMax)
        {
            return null;
        }

        System.Text.Encoding.Latin1.GetChars(name, text);
        if (!_byName.TryGetValue(text[..name.Length], out int number))
        {
            return null;
        }

        UserPlan user = _users[number];
        UInt128 hash = HashOf(_hash, number, password);
        bool right = user.Hash.Length == 0 ? AreEqual(user.Plain, hash) : VerifyHashed(user, hash, password);
        return right ? user.Groups : null;
    }

    /// <summary>The number is part of what is hashed: a password of one user says nothing about another's.</summary>
    internal static UInt128 HashOf(KeyedHash hash, int user, ReadOnlySpan<byte> password)
    {
        Span<byte> text = stackalloc byte[PasswordBytesMax + sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(text, user);
        password.CopyTo(text[sizeof(int)..]);
        return hash.Of(text[..(password.Length + sizeof(int))]);
    }

    private bool VerifyHashed(UserPlan user, UInt128 hash, ReadOnlySpan<byte> password)
    {
        ref VerifiedUser? slot = ref _verified[(int)((ulong)hash & (VerifiedMax - 1))];
        if (Volatile.Read(ref slot) is { } known && AreEqual(known.Hash, hash))
        {
            return true;
        }

        Computations++;
        if (!_crypt!.Verify(password, user.Hash))
        {
            return false;
        }

        Volatile.Write(ref slot, new VerifiedUser(hash));
        return true;
    }

    /// <summary>In the same time whatever they are.</summary>
    private static bool AreEqual(UInt128 left, UInt128 right) => CryptographicOperations.FixedTimeEquals(
        MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(ref left)), MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(ref right)));
}
